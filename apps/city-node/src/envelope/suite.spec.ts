import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compactDecrypt, CompactEncrypt, CompactSign, compactVerify, importJWK } from 'jose';
import { JWE_TYPES, JWS_TYPES, TongbanError } from '#contracts';
import { readJwe, readJws } from './strict-jose.rules.js';
import { open, openNow, seal, sealNow, sign, signNow, verify, verifyNow, type PrivateKey } from './suite.js';

const span = { from: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' };
function keyFor(use: 'sign' | 'seal', kid: string): PrivateKey {
  const pair = use === 'sign' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  const { d, x } = pair.privateKey.export({ format: 'jwk' }) as { d: string; x: string };
  return { kid, use, d, x, ...span };
}
const SIGNER = keyFor('sign', '430300.sign.test');
const SEALED_TO = keyFor('seal', '430100.seal.test');
const ADDRESS = { from: '430300', to: '430100', first: 3, last: 5 };
const jose = {
  sign: await importJWK({ kty: 'OKP', crv: 'Ed25519', x: SIGNER.x, d: SIGNER.d }, 'EdDSA'),
  verify: await importJWK({ kty: 'OKP', crv: 'Ed25519', x: SIGNER.x }, 'EdDSA'),
  open: await importJWK({ kty: 'OKP', crv: 'X25519', x: SEALED_TO.x, d: SEALED_TO.d }, 'ECDH-ES'),
  seal: await importJWK({ kty: 'OKP', crv: 'X25519', x: SEALED_TO.x }, 'ECDH-ES'),
};
const payloads = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat()));
const bytes = fc.uint8Array({ minLength: 1, maxLength: 2000 });

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TongbanError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('what this city signs and seals', () => {
  it('is signed in the very bytes that another JOSE library writes, and verified by it', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, async (payload) => {
        const ours = signNow(JWS_TYPES.receipt, payload, SIGNER);
        const theirs = await new CompactSign(Buffer.from(JSON.stringify(payload)))
          .setProtectedHeader({ alg: 'EdDSA', kid: SIGNER.kid, typ: JWS_TYPES.receipt })
          .sign(jose.sign);
        expect(ours).toBe(theirs);
        const { payload: read } = await compactVerify(ours, jose.verify, { algorithms: ['EdDSA'] });
        expect(Buffer.from(read).toString()).toBe(JSON.stringify(payload));
        expect(verifyNow(readJws(theirs, JWS_TYPES.receipt), SIGNER)).toBeUndefined();
      }),
    );
  });

  it('is opened by another JOSE library, and what that one seals is opened here', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (plain) => {
        const ours = sealNow(JWE_TYPES.batch, plain, SEALED_TO, ADDRESS);
        const opened = await compactDecrypt(ours, jose.open, {
          keyManagementAlgorithms: ['ECDH-ES'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        expect(Buffer.from(opened.plaintext).equals(Buffer.from(plain))).toBe(true);
        const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid: SEALED_TO.kid, typ: JWE_TYPES.batch, ...ADDRESS };
        const theirs = await new CompactEncrypt(plain).setProtectedHeader(header).encrypt(jose.seal);
        const jwe = readJwe(theirs, JWE_TYPES.batch, true);
        expect(openNow(jwe, SEALED_TO).equals(Buffer.from(plain))).toBe(true);
        // Member for member and in the same order: one header is as long and as plain as the other.
        const [mine, other] = [ours, theirs].map(
          (one) => JSON.parse(Buffer.from(one.split('.')[0] ?? '', 'base64url').toString()) as object,
        );
        expect(JSON.stringify({ ...mine, epk: null })).toBe(JSON.stringify({ ...other, epk: null }));
        expect(Object.keys((mine as { epk: object }).epk)).toEqual(Object.keys((other as { epk: object }).epk));
      }),
    );
  });

  it('is the same for callers that wait and for callers that do not', async () => {
    const jws = readJws(await sign(JWS_TYPES.seal, { v: 1 }, SIGNER), JWS_TYPES.seal);
    expect(await sign(JWS_TYPES.seal, { v: 1 }, SIGNER)).toBe(signNow(JWS_TYPES.seal, { v: 1 }, SIGNER));
    await expect(verify(jws, SIGNER)).resolves.toBeUndefined();
    const plain = Buffer.from('一件');
    const jwe = readJwe(await seal(JWE_TYPES.batch, plain, SEALED_TO, ADDRESS), JWE_TYPES.batch, true);
    expect([await open(jwe, SEALED_TO), openNow(jwe, SEALED_TO)]).toEqual([plain, plain]);
  });

  it('never meets a caller that waits with an error before it waits', async () => {
    const wrong: PrivateKey = { ...SIGNER, use: 'seal' };
    const jws = readJws(signNow(JWS_TYPES.seal, { v: 1 }, SIGNER), JWS_TYPES.seal);
    const promises = [sign(JWS_TYPES.seal, {}, wrong), verify(jws, wrong), seal('x', Buffer.of(1), SIGNER, ADDRESS)];
    for (const promise of promises) expect(await codeOf(() => promise)).toBe('key_unknown');
    expect(await codeOf(() => verify({ ...jws, signature: Buffer.alloc(64) }, SIGNER))).toBe('signature_invalid');
  });

  it('keeps its ephemeral key from message to message, and never its nonce', () => {
    const parts = Array.from({ length: 500 }, () =>
      sealNow(JWE_TYPES.batch, Buffer.of(1), SEALED_TO, ADDRESS).split('.'),
    );
    // Two where the minute ends in between.
    expect(new Set(parts.map(([head]) => head)).size).toBeLessThanOrEqual(2);
    expect(new Set(parts.map(([, , iv]) => iv)).size).toBe(500);
    const other = keyFor('seal', '430200.seal.test');
    const epkOf = (to: PrivateKey): string =>
      readJwe(sealNow(JWE_TYPES.batch, Buffer.of(1), to, ADDRESS), JWE_TYPES.batch, true).sealed.epkX;
    expect(epkOf(other)).not.toBe(epkOf(SEALED_TO));
  });

  it('is told from what was bent on the way, also when the same ephemeral key was good a moment ago', async () => {
    const compact = sealNow(JWE_TYPES.batch, Buffer.from('一件'), SEALED_TO, ADDRESS);
    const jwe = readJwe(compact, JWE_TYPES.batch, true);
    expect(await codeOf(() => openNow(jwe, SEALED_TO))).toBe('accepted');
    for (const part of ['iv', 'ciphertext', 'tag'] as const) {
      const bytesOf = Buffer.from(jwe.sealed[part]);
      bytesOf.writeUInt8(bytesOf.readUInt8(0) ^ 1, 0);
      const bent = { ...jwe, sealed: { ...jwe.sealed, [part]: bytesOf } };
      expect(await codeOf(() => openNow(bent, SEALED_TO))).toBe('envelope_undecryptable');
    }
    const head = Buffer.from(JSON.stringify({ ...ADDRESS, last: 6 })).toString('base64url');
    expect(await codeOf(() => openNow({ ...jwe, sealed: { ...jwe.sealed, head } }, SEALED_TO))).toBe(
      'envelope_undecryptable',
    );
    expect(await codeOf(() => openNow(jwe, keyFor('seal', SEALED_TO.kid)))).toBe('envelope_undecryptable');
  });
});
