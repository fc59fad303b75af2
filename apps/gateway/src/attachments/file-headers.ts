import type { AttachmentChunk, AttachmentKind } from '#contracts';

const TYPES: Record<AttachmentKind, { type: string; extension: string; names: RegExp }> = {
  PDF: { type: 'application/pdf', extension: 'pdf', names: /\.pdf$/i },
  JPEG: { type: 'image/jpeg', extension: 'jpg', names: /\.jpe?g$/i },
  PNG: { type: 'image/png', extension: 'png', names: /\.png$/i },
  OFD: { type: 'application/ofd', extension: 'ofd', names: /\.ofd$/i },
};

/** Nothing in a file may run, load or send anything, whatever a browser takes it for. */
const POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/** Headers of the bytes of a file: type by its content, a name that is safe to save under, and its hash as the tag. */
export function fileHeaders(
  { name, kind, sha256 }: Pick<AttachmentChunk, 'name' | 'kind' | 'sha256'>,
  download: boolean,
): Record<string, string> {
  const { type, extension, names } = TYPES[kind];
  const full = names.test(name) ? name : `${name}.${extension}`;
  // A browser has no reader for OFD: it would save it all the same.
  const how = download || kind === 'OFD' ? 'attachment' : 'inline';
  return {
    'Content-Type': type,
    'Content-Disposition': `${how}; filename="${sha256.slice(0, 12)}.${extension}"; filename*=UTF-8''${encoded(full)}`,
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    ETag: `"${sha256}"`,
  };
}

/** As RFC 8187 has it: what encodeURIComponent leaves and that grammar does not is encoded as well. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
