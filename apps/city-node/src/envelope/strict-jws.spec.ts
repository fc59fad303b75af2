import { createHmac, generateKeyPairSync, sign as rawSign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compactVerify, importJWK } from 'jose';
import { JWS_TYPES, MAX_ENVELOPE_BYTES, TongbanError } from '#contracts';
import { readJws } from './strict-jose.rules.js';
import { sign, verify, type PrivateKey } from './suite.js';

const pair = generateKeyPairSync('ed25519');
const jwk = pair.privateKey.export({ format: 'jwk' }) as { d: string; x: string };
const span = { from: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' };
const KEY: PrivateKey = { kid: '430100.sign.test', use: 'sign', d: jwk.d, x: jwk.x, ...span };
const PAYLOAD = '{"v":1,"city":"430100"}';
const HEADER = { alg: 'EdDSA', kid: KEY.kid, typ: JWS_TYPES.seal };

const b64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');
/** A JWS whose header and payload are taken byte for byte, signed well. */
function signed(header: string | object, payload: string | Uint8Array = PAYLOAD): string {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const input = `${b64(text)}.${b64(payload)}`;
  return `${input}.${b64(rawSign(null, Buffer.from(input), pair.privateKey))}`;
}
const WELL = signed(HEADER);

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TongbanError) return error.code;
    throw error;
  }
  return 'accepted';
}
/** Reads and verifies as every receiver does: the strict layer first, the library after it. */
const received = (compact: string, typ: string = JWS_TYPES.seal): Promise<string> =>
  codeOf(async () => verify(readJws(compact, typ), KEY));
async function joseAccepts(compact: string): Promise<boolean> {
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: jwk.x }, 'EdDSA');
  return compactVerify(compact, key, { algorithms: ['EdDSA'] }).then(
    () => true,
    () => false,
  );
}

describe('a signed statement', () => {
  it('is read with its key, its type and its text when it is well made, by us or by hand', async () => {
    const ours = await sign(JWS_TYPES.seal, JSON.parse(PAYLOAD) as object, KEY);
    expect(ours).toBe(WELL);
    expect(readJws(WELL, JWS_TYPES.seal)).toMatchObject({ kid: KEY.kid, typ: JWS_TYPES.seal, payloadText: PAYLOAD });
    expect(await received(WELL)).toBe('accepted');
  });

  it.each(['none', 'None', 'HS256', 'ES256', 'RS256', 'PS256', 'Ed25519', 'eddsa', '', null, ['EdDSA'], undefined])(
    'is refused with the algorithm %p',
    async (alg) => {
      expect(await received(signed({ ...HEADER, alg }))).toBe('envelope_suite');
    },
  );

  it('is refused by code with an algorithm that refuses to become a text', async () => {
    expect(await received(signed({ ...HEADER, alg: { toString: 'x' } }))).toBe('envelope_suite');
  });

  it('is refused when it was made with our public key as a secret, or without any signature', async () => {
    const input = `${b64(JSON.stringify({ ...HEADER, alg: 'HS256' }))}.${b64(PAYLOAD)}`;
    const mac = createHmac('sha256', Buffer.from(jwk.x, 'base64url')).update(input).digest('base64url');
    expect(await received(`${input}.${mac}`)).toBe('envelope_suite');
    expect(await received(`${b64(JSON.stringify({ ...HEADER, alg: 'none' }))}.${b64(PAYLOAD)}.`)).toBe(
      'envelope_suite',
    );
    expect(await received(`${WELL.slice(0, WELL.lastIndexOf('.'))}.`)).toBe('envelope_malformed');
  });

  it.each([
    ['crit', { crit: ['b64'], b64: true }],
    ['b64', { b64: true }],
    ['zip', { zip: 'DEF' }],
    ['jwk', { jwk: { kty: 'OKP', crv: 'Ed25519', x: jwk.x } }],
    ['jku', { jku: 'https://keys.example/set.json' }],
    ['x5c', { x5c: ['AA=='] }],
    ['x5u', { x5u: 'https://keys.example/cert.pem' }],
    ['cty', { cty: 'json' }],
    ['an unknown member', { note: '' }],
  ])('is refused with %s in its header', async (_what, more) => {
    expect(await received(signed({ ...HEADER, ...more }))).toBe('envelope_malformed');
  });

  it.each([
    ['a space', JSON.stringify(HEADER).replace(':', ': ')],
    ['a line break at the end', `${JSON.stringify(HEADER)}\n`],
    ['a key twice', JSON.stringify(HEADER).replace('{', '{"kid":"430100.sign.other",')],
    ['an escaped letter', JSON.stringify(HEADER).replace('"alg"', '"\\u0061lg"')],
    ['a byte order mark', `\ufeff${JSON.stringify(HEADER)}`],
    ['__proto__', JSON.stringify(HEADER).replace('{', '{"__proto__":{},')],
    ['a list', '["EdDSA"]'],
    ['null', 'null'],
    ['no JSON', '{"alg"'],
    ['nothing', ''],
  ])('is refused when its header is written with %s', async (_what, header) => {
    expect(await received(signed(header))).toBe('envelope_malformed');
  });

  it('holds no more when somebody on the way puts its header in another order', async () => {
    const [, body = '', signature = ''] = WELL.split('.');
    const turned = b64(JSON.stringify({ typ: HEADER.typ, kid: HEADER.kid, alg: HEADER.alg }));
    expect(await received(`${turned}.${body}.${signature}`)).toBe('signature_invalid');
  });

  it.each([undefined, null, 7, '', 'abc', 'a'.repeat(81), '430100 sign', 'a/../b', '430100.sign.tést'])(
    'is refused with the key name %p',
    async (kid) => {
      expect(await received(signed({ ...HEADER, kid }))).toBe('envelope_malformed');
    },
  );

  it('is refused in the place of another: a receipt is no seal, and no type is none', async () => {
    for (const typ of [...Object.values(JWS_TYPES).filter((one) => one !== JWS_TYPES.seal), 'JWT', '', undefined]) {
      expect(await received(signed({ ...HEADER, typ }))).toBe('envelope_malformed');
    }
    for (const typ of Object.values(JWS_TYPES)) {
      expect(await received(signed({ ...HEADER, typ }), typ)).toBe('accepted');
    }
  });

  it('is refused when its payload is no UTF-8: what is read would not be what was signed', async () => {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xe4, 0xb8],
    ]) {
      expect(await received(signed(HEADER, Uint8Array.from(bytes)))).toBe('envelope_malformed');
    }
  });

  it('is refused with too few or too many parts, and when it is too large', async () => {
    for (const wrong of ['', '.', '..', 'a.b', `${WELL}.`, `.${WELL}`, `${WELL}.AA`, `${WELL}.${WELL}`]) {
      expect(await received(wrong)).toBe('envelope_malformed');
    }
    expect(await received('x'.repeat(MAX_ENVELOPE_BYTES + 1))).toBe('envelope_oversize');
    expect(await received('x'.repeat(MAX_ENVELOPE_BYTES))).toBe('envelope_malformed');
    expect(await received('通'.repeat(MAX_ENVELOPE_BYTES / 2))).toBe('envelope_oversize');
  });

  it('is refused in every second spelling: padding, blanks, other alphabets, stray bits', async () => {
    const parts = WELL.split('.');
    const spellings: ((part: string) => string)[] = [
      (part) => `${part}=`,
      (part) => `${part}==`,
      (part) => ` ${part}`,
      (part) => `${part}\n`,
      (part) => `${part.slice(0, 4)}\r\n${part.slice(4)}`,
      (part) => `${part}\u0000`,
      (part) => `${part.slice(0, -1)}/`,
      (part) => `${part}A`,
    ];
    for (let i = 0; i < parts.length; i += 1) {
      for (const spell of spellings) {
        const other = parts.with(i, spell(parts[i] as string)).join('.');
        // One letter more may be good base64url again; it is then another text and not a second spelling of this one.
        expect(['envelope_malformed', 'signature_invalid']).toContain(await received(other));
      }
    }
    // 64 bytes leave four bits of the last letter unused: 15 other letters would decode to the same signature.
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = letters.indexOf(WELL.slice(-1));
    for (let stray = 1; stray < 16; stray += 1) {
      expect(await received(WELL.slice(0, -1) + letters.charAt(last + stray))).toBe('envelope_malformed');
    }
  });

  it('is refused with any one bit of any part changed', async () => {
    const parts = WELL.split('.').map((part) => Buffer.from(part, 'base64url'));
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.nat(), async (which, some) => {
        const part = Buffer.from(parts[which] as Buffer);
        const bit = some % (part.length * 8);
        part.writeUInt8(part.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        const bent = parts.with(which, part).map((one) => one.toString('base64url'));
        expect(await received(bent.join('.'))).not.toBe('accepted');
      }),
      { numRuns: 600 },
    );
  });

  it('is refused with any letters changed, left out or put in, always with a code', async () => {
    const letter = fc.constantFrom(...'ABz09-_.=+/ \n\u0000é');
    await fc.assert(
      fc.asyncProperty(fc.nat(WELL.length), fc.nat(4), fc.array(letter, { maxLength: 4 }), async (at, cut, put) => {
        const bent = WELL.slice(0, at) + put.join('') + WELL.slice(at + cut);
        fc.pre(bent !== WELL);
        expect(await received(bent)).not.toBe('accepted');
      }),
      { numRuns: 600 },
    );
  });

  it('has one signature only: the same one plus the order of the curve is refused', async () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const [head = '', body = '', signature = ''] = WELL.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + order;
    const other = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
    expect(await received(`${head}.${body}.${b64(Buffer.concat([bytes.subarray(0, 32), other]))}`)).toBe(
      'signature_invalid',
    );
  });

  it('is refused by another key, and a key for sealing signs and verifies nothing', async () => {
    const stranger = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) as { x: string };
    expect(await codeOf(() => verify(readJws(WELL, JWS_TYPES.seal), { ...KEY, x: stranger.x }))).toBe(
      'signature_invalid',
    );
    expect(await codeOf(() => verify(readJws(WELL, JWS_TYPES.seal), { ...KEY, use: 'seal' }))).toBe('key_unknown');
    expect(await codeOf(() => sign(JWS_TYPES.seal, {}, { ...KEY, use: 'seal' }))).toBe('key_unknown');
  });
});

describe('the library under it alone', () => {
  it('would accept two meanings of one header, foreign members, spaces, bytes that are no text, and any type', async () => {
    const keyTwice = JSON.stringify(HEADER).replace('{', '{"kid":"430100.sign.other",');
    for (const lax of [
      signed(keyTwice),
      signed(JSON.stringify(HEADER).replace(':', ': ')),
      signed({ ...HEADER, jwk: { kty: 'OKP', crv: 'Ed25519', x: jwk.x } }),
      signed({ ...HEADER, typ: JWS_TYPES.receipt }),
      signed(HEADER, Uint8Array.from([0xff])),
    ]) {
      expect(await joseAccepts(lax)).toBe(true);
      expect(await received(lax)).toBe('envelope_malformed');
    }
  });
});
