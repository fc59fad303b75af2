import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign as signBytes,
  verify as verifyBytes,
  type KeyObject,
} from 'node:crypto';
import { TongbanError } from '#contracts';
import { OpeningSecrets, SealingSecrets } from './agreed-secrets.js';
import type { StrictJwe, StrictJws } from './strict-jose.rules.js';

/** A private key of this city, as kept in its keys file. */
export interface PrivateKey {
  kid: string;
  use: 'sign' | 'seal';
  /** Raw private and public key, base64url. */
  d: string;
  x: string;
  from: string;
  until: string;
}

export interface PublicKey {
  kid: string;
  use: 'sign' | 'seal';
  x: string;
}

const MAX_IMPORTED = 5000;
const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;
const IV_BYTES = 12;

const imported = new Map<string, KeyObject>();
const sealing = new SealingSecrets();
const opening = new OpeningSecrets();

/** Importing costs more than using: each key is imported once. A key of the other use never gets through. */
function keyObject(key: PublicKey & { d?: string }, use: 'sign' | 'seal', half: 'private' | 'public'): KeyObject {
  if (key.use !== use) throw new TongbanError('key_unknown', { kid: key.kid, reason: 'use' });
  const id = `${half}/${use}/${key.x}`;
  let found = imported.get(id);
  if (!found) {
    const jwk = { kty: 'OKP', crv: use === 'sign' ? 'Ed25519' : 'X25519', x: key.x };
    found =
      half === 'private'
        ? createPrivateKey({ key: { ...jwk, d: key.d as string }, format: 'jwk' })
        : createPublicKey({ key: jwk, format: 'jwk' });
    imported.set(id, found);
    if (imported.size > MAX_IMPORTED) imported.delete(imported.keys().next().value as string);
  }
  return found;
}

const base64Url = (text: string): string => Buffer.from(text).toString('base64url');

/** Signs a statement as compact JWS at once; `payload` is written as canonical JSON. Throws `key_unknown`. */
export function signNow(typ: string, payload: object, key: PrivateKey): string {
  const privateKey = keyObject(key, 'sign', 'private');
  const header = JSON.stringify({ alg: 'EdDSA', kid: key.kid, typ });
  const input = `${base64Url(header)}.${base64Url(JSON.stringify(payload))}`;
  return `${input}.${signBytes(null, Buffer.from(input, 'latin1'), privateKey).toString('base64url')}`;
}

/** Checks the signature of a strictly read JWS at once; throws `signature_invalid` or `key_unknown`. */
export function verifyNow(jws: StrictJws, key: PublicKey): void {
  const publicKey = keyObject(key, 'sign', 'public');
  if (!verifyBytes(null, Buffer.from(jws.signedText, 'latin1'), publicKey, jws.signature)) {
    throw new TongbanError('signature_invalid', { kid: jws.kid, typ: jws.typ });
  }
}

export interface SealAddress {
  from: string;
  to: string;
  first?: number;
  last?: number;
}

/**
 * Seals bytes to the recipient at once (ECDH-ES + A256GCM); addresses and numbers lie in the protected header. The
 * nonce is drawn anew each time, the ephemeral key is kept for up to a minute. Throws `key_unknown`.
 */
export function sealNow(typ: string, bytes: Uint8Array, to: PublicKey, address: SealAddress): string {
  const { epk, contentKey } = sealing.to(to.x, keyObject(to, 'seal', 'public'));
  const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid: to.kid, typ, ...address, epk };
  const head = base64Url(JSON.stringify(header));
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, contentKey, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(head, 'latin1'));
  const ciphertext = cipher.update(bytes);
  // GCM is a stream: nothing is left for final(), which makes the tag.
  cipher.final();
  const parts = [iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return `${head}..${parts.join('.')}`;
}

/** Opens a strictly read JWE with our own key at once; throws `envelope_undecryptable` or `key_unknown`. */
export function openNow(jwe: StrictJwe, key: PrivateKey): Buffer {
  const privateKey = keyObject(key, 'seal', 'private');
  const { head, epkX, iv, ciphertext, tag } = jwe.sealed;
  try {
    const contentKey = opening.from(epkX, key.x, privateKey);
    const decipher = createDecipheriv(CIPHER, contentKey, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(head, 'latin1'));
    decipher.setAuthTag(tag);
    const plain = decipher.update(ciphertext);
    // Throws where the tag does not hold; not a byte of the above may be used before.
    decipher.final();
    return plain;
  } catch (cause) {
    throw new TongbanError('envelope_undecryptable', { kid: jwe.kid }, { cause });
  }
}

/** signNow, for callers that wait; rejects with what it throws. */
export async function sign(typ: string, payload: object, key: PrivateKey): Promise<string> {
  return Promise.resolve(signNow(typ, payload, key));
}

/** verifyNow, for callers that wait; rejects with what it throws. */
export async function verify(jws: StrictJws, key: PublicKey): Promise<void> {
  return Promise.resolve(verifyNow(jws, key));
}

/** sealNow, for callers that wait; rejects with what it throws. */
export async function seal(typ: string, bytes: Uint8Array, to: PublicKey, address: SealAddress): Promise<string> {
  return Promise.resolve(sealNow(typ, bytes, to, address));
}

/** openNow, for callers that wait; rejects with what it throws. */
export async function open(jwe: StrictJwe, key: PrivateKey): Promise<Buffer> {
  return Promise.resolve(openNow(jwe, key));
}
