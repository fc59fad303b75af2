import { createCipheriv, createDecipheriv, createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { diffieHellman, sign, verify, type KeyObject } from 'node:crypto';

/**
 * Writes and opens compact JWS and JWE with nothing but Node's own cryptography: what the library of the nodes would
 * never write can be written here, and what it reads is judged by other eyes.
 */
const PRIVATE = { sign: '302e020100300506032b657004220420', seal: '302e020100300506032b656e04220420' } as const;
const PUBLIC = { sign: '302a300506032b6570032100', seal: '302a300506032b656e032100' } as const;

export type Use = 'sign' | 'seal';

/** A key pair of the fuzz, the same for the same words. */
export interface MadeKey {
  kid: string;
  use: Use;
  d: string;
  x: string;
  from: string;
  until: string;
  private: KeyObject;
}

export const base64Url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');

export function makeKeyOf(kid: string, use: Use, seed: string, from: string, until: string): MadeKey {
  const raw = createHash('sha256').update(`${seed}/${kid}`).digest();
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from(PRIVATE[use], 'hex'), raw]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { kid, use, d: base64Url(raw), x, from, until, private: key };
}

const publicKeys = new Map<string, KeyObject>();

function publicKey(x: string, use: Use): KeyObject {
  const id = `${use}/${x}`;
  let key = publicKeys.get(id);
  if (!key) {
    const der = Buffer.concat([Buffer.from(PUBLIC[use], 'hex'), Buffer.from(x, 'base64url')]);
    key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    // Mutants bring keys of their own; a few thousand are kept, not all.
    if (publicKeys.size > 2000) publicKeys.clear();
    publicKeys.set(id, key);
  }
  return key;
}

/** A compact JWS over exactly these header bytes and payload bytes. */
export function writeJws(header: Uint8Array | string, payload: Uint8Array | string, key: MadeKey): string {
  const signed = `${base64Url(header)}.${base64Url(payload)}`;
  return `${signed}.${base64Url(sign(null, Buffer.from(signed, 'ascii'), key.private))}`;
}

/** True where the signature of a compact JWS is of this public key. */
export function isSignedBy(compact: string, x: string): boolean {
  const end = compact.lastIndexOf('.');
  const signature = Buffer.from(compact.slice(end + 1), 'base64url');
  return verify(null, Buffer.from(compact.slice(0, end), 'ascii'), publicKey(x, 'sign'), signature);
}

const numbered = (bytes: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
const NOTHING = numbered(Buffer.alloc(0));
const agreed = new Map<string, Buffer>();

/** The content key of ECDH-ES with A256GCM (RFC 7518 4.6.2). */
function contentKey(own: MadeKey, x: string): Buffer {
  const id = `${own.x}/${x}`;
  let key = agreed.get(id);
  if (!key) {
    const secret = diffieHellman({ privateKey: own.private, publicKey: publicKey(x, 'seal') });
    const bits = Buffer.from([0, 0, 1, 0]);
    const parts = [Buffer.from([0, 0, 0, 1]), secret, numbered(Buffer.from('A256GCM')), NOTHING, NOTHING, bits];
    key = createHash('sha256').update(Buffer.concat(parts)).digest();
    if (agreed.size > 2000) agreed.clear();
    agreed.set(id, key);
  }
  return key;
}

/** A compact JWE over exactly these header bytes, sealed to a public key with an ephemeral key and iv of our choice. */
export function writeJwe(
  header: Uint8Array | string,
  plain: Uint8Array,
  to: { x: string },
  ephemeral: MadeKey,
  iv: Buffer,
): string {
  const encoded = base64Url(header);
  const cipher = createCipheriv('aes-256-gcm', contentKey(ephemeral, to.x), iv);
  cipher.setAAD(Buffer.from(encoded, 'ascii'));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [encoded, '', base64Url(iv), base64Url(text), base64Url(cipher.getAuthTag())].join('.');
}

/** The plain bytes of a compact JWE; null where they cannot be had with this key. */
export function openJwe(compact: string, key: MadeKey, epk: string): Buffer | null {
  const [header = '', , iv = '', text = '', tag = ''] = compact.split('.');
  try {
    const cipher = createDecipheriv('aes-256-gcm', contentKey(key, epk), Buffer.from(iv, 'base64url'));
    cipher.setAAD(Buffer.from(header, 'ascii'));
    cipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([cipher.update(Buffer.from(text, 'base64url')), cipher.final()]);
  } catch {
    return null;
  }
}
