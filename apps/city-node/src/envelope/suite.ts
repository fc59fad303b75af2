import { CompactEncrypt, CompactSign, compactDecrypt, compactVerify, importJWK, type CryptoKey } from 'jose';
import { TongbanError } from '#contracts';
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

const imported = new Map<string, Promise<CryptoKey>>();

/** Importing costs more than using: each key is imported once. A key of the other use never gets through. */
function cryptoKey(key: PublicKey & { d?: string }, use: 'sign' | 'seal'): Promise<CryptoKey> {
  if (key.use !== use) throw new TongbanError('key_unknown', { kid: key.kid, reason: 'use' });
  const id = `${key.use}/${key.x}/${key.d ? 'private' : 'public'}`;
  let found = imported.get(id);
  if (!found) {
    const jwk = { kty: 'OKP', crv: use === 'sign' ? 'Ed25519' : 'X25519', x: key.x, ...(key.d ? { d: key.d } : {}) };
    found = importJWK(jwk, use === 'sign' ? 'EdDSA' : 'ECDH-ES') as Promise<CryptoKey>;
    imported.set(id, found);
    if (imported.size > 5000) imported.delete(imported.keys().next().value as string);
  }
  return found;
}

/** Signs a statement as compact JWS; `payload` is written as canonical JSON. */
export async function sign(typ: string, payload: object, key: PrivateKey): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ })
    .sign(await cryptoKey(key, 'sign'));
}

/** Checks the signature of a strictly read JWS; throws `signature_invalid`. */
export async function verify(jws: StrictJws, key: PublicKey): Promise<void> {
  const verifyKey = await cryptoKey({ kid: key.kid, use: key.use, x: key.x }, 'sign');
  try {
    await compactVerify(jws.compact, verifyKey, { algorithms: ['EdDSA'] });
  } catch (cause) {
    throw new TongbanError('signature_invalid', { kid: jws.kid, typ: jws.typ }, { cause });
  }
}

export interface SealAddress {
  from: string;
  to: string;
  first?: number;
  last?: number;
}

/** Seals bytes to the recipient (ECDH-ES + A256GCM); addresses and numbers lie in the protected header. */
export async function seal(typ: string, bytes: Uint8Array, to: PublicKey, address: SealAddress): Promise<string> {
  return new CompactEncrypt(bytes)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: to.kid, typ, ...address })
    .encrypt(await cryptoKey({ kid: to.kid, use: to.use, x: to.x }, 'seal'));
}

/** Opens a strictly read JWE with our own key; throws `envelope_undecryptable`. */
export async function open(jwe: StrictJwe, key: PrivateKey): Promise<Buffer> {
  const openKey = await cryptoKey(key, 'seal');
  try {
    const { plaintext } = await compactDecrypt(jwe.compact, openKey, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return Buffer.from(plaintext);
  } catch (cause) {
    throw new TongbanError('envelope_undecryptable', { kid: jwe.kid }, { cause });
  }
}
