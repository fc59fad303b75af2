import { createCipheriv, createHash, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compactDecrypt, CompactEncrypt, importJWK } from 'jose';
import { JWE_TYPES, MAX_ENVELOPE_BYTES, TongbanError } from '#contracts';
import { readJwe } from './strict-jose.rules.js';
import { open, seal, type PrivateKey } from './suite.js';

const pair = generateKeyPairSync('x25519');
const jwk = pair.privateKey.export({ format: 'jwk' }) as { d: string; x: string };
const span = { from: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' };
const KEY: PrivateKey = { kid: '430100.seal.test', use: 'seal', d: jwk.d, x: jwk.x, ...span };
const PLAIN = Buffer.from('一件');
const HEADER = { alg: 'ECDH-ES', enc: 'A256GCM', kid: KEY.kid, typ: JWE_TYPES.batch, from: '430300', to: '430100' };
const NUMBERED = { ...HEADER, first: 3, last: 5 };
const ADDRESS = { from: '430300', to: '430100', first: 3, last: 5 };

const b64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');
/** RFC 7518 section 4.6: Concat KDF of one round, for direct agreement. */
function contentKey(secret: Buffer): Buffer {
  const word = (n: number): Buffer => Buffer.from(n.toString(16).padStart(8, '0'), 'hex');
  const info = [word(7), Buffer.from('A256GCM'), word(0), word(0), word(256)];
  return createHash('sha256')
    .update(Buffer.concat([word(1), secret, ...info]))
    .digest();
}
interface Bend {
  /** Header without epk; text is taken byte for byte and may name the epk as $EPK. */
  header?: object | string;
  epk?: object;
  key?: string;
  ivBytes?: number;
  tagBytes?: number;
  plain?: Buffer;
  secret?: Buffer;
}
/** A JWE made by hand, sealed well whatever its header says. */
function sealed({
  header = NUMBERED,
  epk: more = {},
  key = '',
  ivBytes = 12,
  tagBytes = 16,
  plain = PLAIN,
  secret,
}: Bend): string {
  const own = generateKeyPairSync('x25519');
  const { x } = own.publicKey.export({ format: 'jwk' }) as { x: string };
  const epk = { x, crv: 'X25519', kty: 'OKP', ...more };
  const text =
    typeof header === 'string' ? header.replace('$EPK', JSON.stringify(epk)) : JSON.stringify({ ...header, epk });
  const head = b64(text);
  const iv = Buffer.alloc(ivBytes, 7);
  const agreed = secret ?? diffieHellman({ privateKey: own.privateKey, publicKey: pair.publicKey });
  const cipher = createCipheriv('aes-256-gcm', contentKey(agreed), iv, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(head));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [head, key, b64(iv), b64(ciphertext), b64(cipher.getAuthTag())].join('.');
}

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TongbanError) return error.code;
    throw error;
  }
  return 'accepted';
}
const received = (compact: string, typ: string = JWE_TYPES.batch, numbered = true): Promise<string> =>
  codeOf(async () => open(readJwe(compact, typ, numbered), KEY));
async function joseAccepts(compact: string): Promise<boolean> {
  const key = await importJWK({ kty: 'OKP', crv: 'X25519', ...jwk }, 'ECDH-ES');
  return compactDecrypt(compact, key).then(
    () => true,
    () => false,
  );
}
const bent = (member: string, value: unknown): Promise<string> =>
  received(sealed({ header: { ...NUMBERED, [member]: value } }));

describe('a sealed batch', () => {
  it('is opened when it is well made, by us or by hand, and says who, to whom and which numbers before', async () => {
    const ours = await seal(JWE_TYPES.batch, PLAIN, KEY, ADDRESS);
    expect(readJwe(ours, JWE_TYPES.batch, true)).toMatchObject({ kid: KEY.kid, ...ADDRESS });
    expect((await open(readJwe(ours, JWE_TYPES.batch, true), KEY)).equals(PLAIN)).toBe(true);
    expect(await received(sealed({}))).toBe('accepted');
    expect(await received(sealed({ header: HEADER }), JWE_TYPES.batch, false)).toBe('accepted');
  });

  it('is sealed anew each time: nobody sees that a batch is sent again', async () => {
    const [one, two] = [
      await seal(JWE_TYPES.batch, PLAIN, KEY, ADDRESS),
      await seal(JWE_TYPES.batch, PLAIN, KEY, ADDRESS),
    ];
    // The header may be the same for a minute: all that it shows, addresses and numbers, stands in it plainly anyway.
    for (const part of [2, 3, 4]) expect(one.split('.')[part]).not.toBe(two.split('.')[part]);
  });

  it('is refused with any other algorithm', async () => {
    for (const alg of [
      'dir',
      'ECDH-ES+A256KW',
      'ECDH-1PU',
      'RSA-OAEP',
      'PBES2-HS256+A128KW',
      'none',
      null,
      undefined,
    ]) {
      expect(await bent('alg', alg)).toBe('envelope_suite');
    }
    for (const enc of ['A128GCM', 'A192GCM', 'A256CBC-HS512', 'A256GCMKW', 'none', 1, undefined]) {
      expect(await bent('enc', enc)).toBe('envelope_suite');
    }
    for (const member of ['alg', 'enc']) expect(await bent(member, { toString: 'x' })).toBe('envelope_suite');
  });

  it.each(['apu', 'apv', 'zip', 'crit', 'cty', 'jwk', 'jku', 'x5c', 'p2c', 'skid', 'note'])(
    'is refused with %s in its header',
    async (name) => {
      expect(await bent(name, name === 'crit' ? ['x'] : 'DEF')).toBe('envelope_malformed');
    },
  );

  it('is refused when its header is spaced or says something twice', async () => {
    const text = `${JSON.stringify(NUMBERED).slice(0, -1)},"epk":$EPK}`;
    expect(await received(sealed({ header: text }))).toBe('accepted');
    expect(await received(sealed({ header: text.replace(':', ': ') }))).toBe('envelope_malformed');
    expect(await received(sealed({ header: text.replace('{', '{"from":"430200",') }))).toBe('envelope_malformed');
    expect(await received(sealed({ header: `${text} ` }))).toBe('envelope_malformed');
  });

  it('is refused with a foreign curve, further members or a private half in its ephemeral key', async () => {
    const wrong: object[] = [
      { crv: 'X448' },
      { crv: 'Ed25519' },
      { crv: 'P-256', kty: 'EC', y: b64(Buffer.alloc(32, 1)) },
      { kty: 'EC' },
      { d: jwk.d },
      { kid: 'x' },
      { x: b64(Buffer.alloc(31, 9)) },
      { x: b64(Buffer.alloc(33, 9)) },
      { x: 7 },
    ];
    for (const epk of wrong) expect(await received(sealed({ epk }))).toBe('envelope_suite');
    expect(await received(sealed({ epk: { x: `${jwk.x}=` } }))).toBe('envelope_malformed');
    for (const epk of [null, 'x', [], undefined, {}]) {
      const header = `${JSON.stringify(NUMBERED).slice(0, -1)}${epk === undefined ? '' : `,"epk":${JSON.stringify(epk)}`}}`;
      expect(await received(sealed({ header }))).toBe('envelope_suite');
    }
  });

  it('is refused with an ephemeral key that makes every secret the same', async () => {
    // Points of low order: 0, 1 and p−1, p, p+1 as the curve reads them; with them anybody could write the batch.
    const low = [0n, 1n, 2n ** 255n - 20n, 2n ** 255n - 19n, 2n ** 255n - 18n];
    for (const value of low) {
      const x = b64(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse());
      expect(await received(sealed({ epk: { x }, secret: Buffer.alloc(32) }))).toBe('envelope_undecryptable');
    }
  });

  it('is refused with a wrapped key, another nonce or tag length, or without content', async () => {
    expect(await received(sealed({ key: b64(Buffer.alloc(40)) }))).toBe('envelope_suite');
    for (const ivBytes of [8, 11, 13, 16]) expect(await received(sealed({ ivBytes }))).toBe('envelope_malformed');
    for (const tagBytes of [4, 8, 12, 15]) expect(await received(sealed({ tagBytes }))).toBe('envelope_malformed');
    expect(await received(sealed({ plain: Buffer.alloc(0) }))).toBe('envelope_malformed');
  });

  it('is refused without plain addresses and numbers', async () => {
    for (const city of ['43010', '4301000', 'x30100', 430100, null, '', '４３０１００']) {
      expect(await bent('from', city)).toBe('envelope_malformed');
      expect(await bent('to', city)).toBe('envelope_malformed');
    }
    for (const n of [0, -1, 1.5, '3', null, 2 ** 53, undefined]) {
      expect(await bent('first', n)).toBe('envelope_malformed');
      expect(await bent('last', n)).toBe('envelope_malformed');
    }
    expect(await bent('last', 2)).toBe('envelope_malformed');
    for (const kid of ['abc', 7, undefined, 'a b c d']) expect(await bent('kid', kid)).toBe('envelope_malformed');
  });

  it('is refused in the place of a question, and a question in its place', async () => {
    for (const typ of [JWE_TYPES.question, JWE_TYPES.answer, 'JWE', undefined]) {
      expect(await bent('typ', typ)).toBe('envelope_malformed');
    }
    const question = { ...HEADER, typ: JWE_TYPES.question };
    expect(await received(sealed({ header: question }), JWE_TYPES.question, false)).toBe('accepted');
    expect(
      await received(sealed({ header: { ...NUMBERED, typ: JWE_TYPES.question } }), JWE_TYPES.question, false),
    ).toBe('envelope_malformed');
  });

  it('is refused when it is cut, too large or in another number of parts', async () => {
    const whole = sealed({});
    for (let length = 0; length < whole.length; length += 7) {
      expect(await received(whole.slice(0, length))).not.toBe('accepted');
    }
    expect(await received(`${whole}.`)).toBe('envelope_malformed');
    expect(await received('A'.repeat(MAX_ENVELOPE_BYTES + 1))).toBe('envelope_oversize');
  });

  it('is refused with any one bit of any part changed', async () => {
    const parts = sealed({})
      .split('.')
      .map((part) => Buffer.from(part, 'base64url'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 2, 3, 4), fc.nat(), async (which, some) => {
        const part = Buffer.from(parts[which] as Buffer);
        const bit = some % (part.length * 8);
        part.writeUInt8(part.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        const other = parts.with(which, part).map((one) => one.toString('base64url'));
        expect(await received(other.join('.'))).not.toBe('accepted');
      }),
      { numRuns: 600 },
    );
  });

  it('is refused with any letters changed, left out or put in, always with a code', async () => {
    const whole = sealed({});
    const letter = fc.constantFrom(...'ABz09-_.=+/ \n\u0000é');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(4), fc.array(letter, { maxLength: 4 }), async (at, cut, put) => {
        const other = whole.slice(0, at) + put.join('') + whole.slice(at + cut);
        fc.pre(other !== whole);
        expect(await received(other)).not.toBe('accepted');
      }),
      { numRuns: 600 },
    );
  });

  it('is opened by nobody else, and a key for signing seals and opens nothing', async () => {
    const other = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' }) as { d: string; x: string };
    const jwe = readJwe(sealed({}), JWE_TYPES.batch, true);
    expect(await codeOf(() => open(jwe, { ...KEY, ...other, kid: KEY.kid }))).toBe('envelope_undecryptable');
    expect(await codeOf(() => open(jwe, { ...KEY, use: 'sign' }))).toBe('key_unknown');
    expect(await codeOf(() => seal(JWE_TYPES.batch, PLAIN, { ...KEY, use: 'sign' }, ADDRESS))).toBe('key_unknown');
  });

  it('still fits when one event of the greatest size is written as badly as JSON allows', async () => {
    const worst = JSON.stringify({ payload: '"'.repeat(1024), data: '"'.repeat(255 * 1024) });
    const compact = await seal(JWE_TYPES.batch, Buffer.from(worst), KEY, ADDRESS);
    expect(readJwe(compact, JWE_TYPES.batch, true).first).toBe(3);
  });
});

describe('the library under it alone', () => {
  it('would open what is spaced, says something twice, or is compressed', async () => {
    const text = `${JSON.stringify(NUMBERED).slice(0, -1)},"epk":$EPK}`;
    const zipped = sealed({ header: { ...NUMBERED, zip: 'DEF' }, plain: deflateRawSync(Buffer.alloc(200_000)) });
    for (const lax of [
      sealed({ header: text.replace(':', ': ') }),
      sealed({ header: text.replace('{', '{"from":"430200",') }),
      zipped,
    ]) {
      expect(await joseAccepts(lax)).toBe(true);
      expect(await received(lax)).toBe('envelope_malformed');
    }
  });

  it('would open another suite for the same key', async () => {
    const key = await importJWK({ kty: 'OKP', crv: 'X25519', x: jwk.x }, 'ECDH-ES');
    const { first, last, ...rest } = NUMBERED;
    const header = { ...rest, first, last, alg: 'ECDH-ES+A128KW', enc: 'A128CBC-HS256' };
    const weaker = await new CompactEncrypt(PLAIN).setProtectedHeader(header).encrypt(key);
    expect(await joseAccepts(weaker)).toBe(true);
    expect(await received(weaker)).toBe('envelope_suite');
  });
});
