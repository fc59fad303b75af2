import { TongbanError, type AttachmentKind } from '#contracts';
import type { PlainFile } from './plain-file.js';
import { checkOfd } from './ofd-package.js';

const PNG_BEGINS = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
const PNG_ENDS = Buffer.from('IEND');
/** Programs that write scans append marks of their own; so far from the end the format's own end must stand. */
const TAIL_BYTES = 2048;
const HEAD_BYTES = 64 * 1024;

/** Media type of each kind. */
export const MEDIA_TYPES: Record<AttachmentKind, string> = {
  PDF: 'application/pdf',
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  OFD: 'application/ofd',
};
/** Other names that senders use. */
const ALSO: Record<AttachmentKind, readonly string[]> = {
  PDF: ['application/x-pdf'],
  JPEG: ['image/jpg', 'image/pjpeg'],
  PNG: ['image/x-png'],
  OFD: ['application/zip', 'application/x-zip-compressed', 'application/vnd.ofd'],
};
const EXTENSIONS: Record<string, AttachmentKind> = { pdf: 'PDF', jpg: 'JPEG', jpeg: 'JPEG', png: 'PNG', ofd: 'OFD' };
/** What says nothing about the content. */
const NO_CLAIM = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

/** What a file is, by its content alone. Throws attachment_kind_unknown, _malformed, _encrypted, _bomb. */
export async function kindOf(file: PlainFile): Promise<AttachmentKind> {
  const head = await file.read(0, HEAD_BYTES);
  if (/^%PDF-[12]\.\d/.test(head.toString('latin1', 0, 8))) {
    if (!(await tail(file)).includes('%%EOF')) throw malformed('PDF');
    return 'PDF';
  }
  if (head.subarray(0, PNG_BEGINS.length).equals(PNG_BEGINS)) {
    if (!(await tail(file)).includes(PNG_ENDS)) throw malformed('PNG');
    return 'PNG';
  }
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) {
    if (!isJpegHead(head)) throw malformed('JPEG');
    return 'JPEG';
  }
  if (head.length >= 4 && head.readUInt32LE(0) === 0x04034b50) {
    await checkOfd(file);
    return 'OFD';
  }
  throw new TongbanError('attachment_kind_unknown');
}

/** Throws attachment_type_differs where the name or the claimed media type says another kind than the content. */
export function checkClaims(kind: AttachmentKind, name: string, type: string | null): void {
  const byName = EXTENSIONS[/\.([A-Za-z]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
  if (byName !== undefined && byName !== kind) {
    throw new TongbanError('attachment_type_differs', { content: kind, name: byName });
  }
  const claimed = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!NO_CLAIM.has(claimed) && claimed !== MEDIA_TYPES[kind] && !ALSO[kind].includes(claimed)) {
    throw new TongbanError('attachment_type_differs', { content: kind, type: claimed.slice(0, 60) });
  }
}

const malformed = (kind: AttachmentKind): TongbanError => new TongbanError('attachment_malformed', { kind });
const tail = (file: PlainFile): Promise<Buffer> => file.read(file.size - TAIL_BYTES, TAIL_BYTES);

/** Segments follow each other until the frame is described, as far as the head reaches. */
function isJpegHead(head: Buffer): boolean {
  for (let at = 2; at + 4 <= head.length;) {
    const marker = head[at + 1] as number;
    if (head[at] !== 0xff || marker < 0xc0) return false;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return true;
    at += 2 + head.readUInt16BE(at + 2);
    // A large colour profile or preview; the frame lies behind it.
    if (at + 4 > head.length) return head.length === HEAD_BYTES;
  }
  return false;
}
