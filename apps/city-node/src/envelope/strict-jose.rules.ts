import { MAX_ENVELOPE_BYTES, parseCanonical, TongbanError } from '#contracts';

/**
 * Reads compact JWS and JWE more strictly than any JOSE library does: exactly the header members of our profile,
 * canonical header JSON, base64url without padding, spaces or stray bits. What passes here means one thing only.
 * Nothing is verified or decrypted in this file.
 */

/** Last letters that leave no stray bits behind 2 and behind 3 letters of a group. */
const LAST_OF: Record<number, string> = { 2: 'AQgw', 3: 'AEIMQUYcgkosw048' };

/**
 * Strict base64url; throws `envelope_malformed`. Half a megabyte passes here with every batch, so nothing is searched
 * letter by letter: Node's decoder leaves out what it does not know, which shows in the length, and what it takes
 * beyond this alphabet is the other one's `+` and `/`, and letters beyond ASCII by their last byte.
 */
export function decodeBase64Url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const rest = text.length % 4;
  const exact =
    bytes.length === Math.floor((text.length * 3) / 4) &&
    Buffer.byteLength(text) === text.length &&
    !text.includes('+') &&
    !text.includes('/') &&
    // Stray low bits would be a second spelling of one message; a single letter over is no byte at all.
    (rest === 0 || LAST_OF[rest]?.includes(text.slice(-1)) === true);
  if (!exact) throw new TongbanError('envelope_malformed', { reason: 'base64url' });
  return bytes;
}

function readHeader(encoded: string, names: readonly string[]): Record<string, unknown> {
  const text = decodeBase64Url(encoded).toString('utf8');
  const header = parseCanonical(text, 'envelope_malformed');
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new TongbanError('envelope_malformed', { reason: 'header' });
  }
  for (const name of Object.keys(header)) {
    // An unknown `crit`, `zip`, `jwk`, `x5u` … never gets as far as the library.
    if (!names.includes(name)) throw new TongbanError('envelope_malformed', { reason: 'header_member', member: name });
  }
  return header as Record<string, unknown>;
}

function parts(compact: string, count: number): string[] {
  if (Buffer.byteLength(compact) > MAX_ENVELOPE_BYTES) throw new TongbanError('envelope_oversize');
  const split = compact.split('.');
  if (split.length !== count) throw new TongbanError('envelope_malformed', { reason: 'parts' });
  return split;
}

const KID = /^[A-Za-z0-9._-]{4,80}$/;

/** A member of somebody else's header for the details of an error: anything but a text may refuse to become one. */
const named = (member: unknown): string => (typeof member === 'string' ? member.slice(0, 20) : typeof member);

export interface StrictJws {
  kid: string;
  typ: string;
  /** The bytes that were signed, as ASCII, and the signature. */
  signedText: string;
  signature: Buffer;
  /** UTF-8 text of the payload, not yet verified. */
  payloadText: string;
}

/** Reads a compact JWS of one expected `typ`; throws envelope_malformed, envelope_oversize or envelope_suite. */
export function readJws(compact: string, typ: string): StrictJws {
  const [head = '', body = '', signatureText = ''] = parts(compact, 3);
  const header = readHeader(head, ['alg', 'kid', 'typ']);
  if (header.alg !== 'EdDSA') throw new TongbanError('envelope_suite', { alg: named(header.alg) });
  if (header.typ !== typ) throw new TongbanError('envelope_malformed', { reason: 'typ' });
  if (typeof header.kid !== 'string' || !KID.test(header.kid)) {
    throw new TongbanError('envelope_malformed', { reason: 'kid' });
  }
  const signature = decodeBase64Url(signatureText);
  if (signature.length !== 64) throw new TongbanError('envelope_malformed', { reason: 'signature' });
  const bytes = decodeBase64Url(body);
  const payloadText = bytes.toString('utf8');
  // Invalid UTF-8 would be replaced silently and then mean something the signer did not write.
  if (!Buffer.from(payloadText, 'utf8').equals(bytes)) throw new TongbanError('envelope_malformed', { reason: 'utf8' });
  return { kid: header.kid, typ, signedText: `${head}.${body}`, signature, payloadText };
}

export interface StrictJwe {
  kid: string;
  from: string;
  to: string;
  /** Numbers of a batch; null for questions and answers. */
  first: number | null;
  last: number | null;
  /** What is needed to open it: the protected header as it was sent, the ephemeral key, and the decoded parts. */
  sealed: { head: string; epkX: string; iv: Buffer; ciphertext: Buffer; tag: Buffer };
}

function isPublicX25519(epk: unknown): epk is { x: string } {
  if (typeof epk !== 'object' || epk === null) return false;
  const key = epk as Record<string, unknown>;
  if (Object.keys(key).sort().join() !== 'crv,kty,x') return false;
  if (key.kty !== 'OKP' || key.crv !== 'X25519' || typeof key.x !== 'string') return false;
  return decodeBase64Url(key.x).length === 32;
}

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;

/** Reads a compact JWE of one expected `typ`; `numbered` for batches. Throws as readJws does. */
export function readJwe(compact: string, typ: string, numbered: boolean): StrictJwe {
  const [head = '', key = '', ...rest] = parts(compact, 5);
  const names = ['alg', 'enc', 'kid', 'typ', 'from', 'to', 'epk', ...(numbered ? ['first', 'last'] : [])];
  const header = readHeader(head, names);
  if (header.alg !== 'ECDH-ES' || header.enc !== 'A256GCM') {
    throw new TongbanError('envelope_suite', { alg: named(header.alg), enc: named(header.enc) });
  }
  if (header.typ !== typ) throw new TongbanError('envelope_malformed', { reason: 'typ' });
  if (typeof header.kid !== 'string' || !KID.test(header.kid)) {
    throw new TongbanError('envelope_malformed', { reason: 'kid' });
  }
  if (!isPublicX25519(header.epk)) throw new TongbanError('envelope_suite', { reason: 'epk' });
  const { from, to, first, last } = header;
  if (typeof from !== 'string' || typeof to !== 'string' || !/^\d{6}$/.test(from) || !/^\d{6}$/.test(to)) {
    throw new TongbanError('envelope_malformed', { reason: 'address' });
  }
  if (numbered && (!isNumber(first) || !isNumber(last) || last < first)) {
    throw new TongbanError('envelope_malformed', { reason: 'numbers' });
  }
  if (key !== '') throw new TongbanError('envelope_suite', { reason: 'encrypted_key' });
  const [iv, ciphertext, tag] = rest.map(decodeBase64Url) as [Buffer, Buffer, Buffer];
  if (iv.length !== 12 || tag.length !== 16) throw new TongbanError('envelope_malformed', { reason: 'iv_or_tag' });
  if (ciphertext.length === 0) throw new TongbanError('envelope_malformed', { reason: 'empty' });
  const sealed = { head, epkX: header.epk.x, iv, ciphertext, tag };
  const numbers = { first: (first as number | undefined) ?? null, last: (last as number | undefined) ?? null };
  return { kid: header.kid, from, to, ...numbers, sealed };
}
