import { createHmac } from 'node:crypto';
import type { HttpSeed } from './http-seeds.js';
import type { Random } from './random.js';
import { changedValue } from './value-mutations.js';

export interface ForgerTools {
  /** Genuine tokens of other people. */
  tokens: readonly string[];
  /** Secret with which the city signs its tokens: for one that is genuine and expired. */
  secret: string;
}

/** Texts that are seldom what somebody expects. */
export const ODD = [
  '',
  ' ',
  '%00',
  '%2e%2e',
  '..',
  'null',
  '0',
  '-1',
  '１',
  '\u202e',
  "'--",
  '"',
  '%E0%A4%A',
  '%',
  ';',
  '*',
  '/',
];
export const LONG = 'x'.repeat(9000);

const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function otherToken(random: Random, token: string, tools: ForgerTools): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const signed = (header: object, payload: object): string => {
    const text = `${b64(header)}.${b64(payload)}`;
    return `${text}.${createHmac('sha256', tools.secret).update(text).digest('base64url')}`;
  };
  return random.pick<() => string>([
    () => random.pick(tools.tokens),
    () => `${b64({ alg: 'none', typ: 'JWT' })}.${body}.`,
    () => `${b64({ alg: 'none', typ: 'JWT' })}.${body}.${signature}`,
    () =>
      `${head}.${b64({ ...claims, role: random.pick(['reviewer', 'operator', 'admin', 'clerk', null, {}]) })}.${signature}`,
    () =>
      `${head}.${b64({ ...claims, city: random.pick(['430200', '430100', '440100', 'x', null, ['430300']]) })}.${signature}`,
    () => signed({ alg: 'HS256', typ: 'JWT' }, { ...claims, exp: 1_700_000_000 }),
    () => signed({ alg: 'HS256', typ: 'JWT' }, { ...claims, aud: '430200' }),
    () => signed({ alg: 'HS256', typ: 'JWT' }, { ...claims, iss: 'somebody' }),
    () => signed({ alg: 'HS256', typ: 'JWT' }, { ...claims, sub: undefined }),
    () => signed({ alg: 'HS512', typ: 'JWT' }, claims),
    () => signed({ alg: 'HS256', typ: 'JWT', crit: ['x'], x: 1 }, claims),
    () => signed({ alg: 'HS256', typ: 'JWT' }, changedValue(random, claims)),
    () => token.slice(0, random.below(token.length)),
    () => `${head}.${body}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`,
    () => `${token}.${token}`,
    () => `${head}.${b64([1])}.${signature}`,
    () => `${head}.${Buffer.from('null').toString('base64url')}.${signature}`,
    () => LONG,
    () => '',
  ])();
}

/** Headers with one of them changed, missing, doubled or foreign. */
export function otherHeaders(random: Random, seed: HttpSeed, tools: ForgerTools): [string, string][] {
  const headers = seed.headers.map(([name, value]): [string, string] => [name, value]);
  const set = (name: string, value: string): [string, string][] => [
    ...headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase()),
    [name, value],
  ];
  const token = headers.find(([name]) => name === 'Authorization')?.[1].slice(7);
  const own = random.pick(headers);
  const text = random.pick([
    ...ODD,
    LONG,
    'a'.repeat(65),
    'a'.repeat(64),
    '张三',
    'W/"x"',
    '"a", "b"',
    '"',
    '{}',
    'true',
  ]);
  return random.weighted<() => [string, string][]>([
    [
      8,
      () =>
        token === undefined
          ? set('Authorization', 'Bearer x')
          : set('Authorization', `Bearer ${otherToken(random, token, tools)}`),
    ],
    [
      2,
      () =>
        set(
          'Authorization',
          random.pick([
            `bearer ${token}`,
            `Basic ${token}`,
            `Bearer  ${token}`,
            `${token}`,
            `Bearer ${token} x`,
            `Bearer\t${token}`,
          ]),
        ),
    ],
    [3, () => set('Idempotency-Key', random.pick([text, '../../etc', 'a b c d e f g', 'key-key-key', 'ключключ']))],
    [
      3,
      () =>
        set(
          'If-Match',
          random.pick([
            text,
            '*',
            '"*"',
            '""',
            `"${'a'.repeat(2001)}"`,
            `"${random.bytes(8).toString('hex')}"`,
            'a:1'.repeat(300),
          ]),
        ),
    ],
    [
      3,
      () =>
        set(
          'Content-Type',
          random.pick([
            'text/plain',
            'application/xml',
            'application/json;charset=gbk',
            'application/json; charset=utf-16',
            'multipart/form-data',
            'application/jsonx',
            'APPLICATION/JSON',
            'application/problem+json',
            text,
          ]),
        ),
    ],
    [2, () => set('Content-Encoding', random.pick(['gzip', 'br', 'deflate', 'identity', 'x', text]))],
    [1, () => set('X-Request-Id', text)],
    [
      2,
      () =>
        set(
          random.pick([
            'Accept',
            'Accept-Encoding',
            'Accept-Language',
            'Range',
            'Cookie',
            'Origin',
            'X-Forwarded-For',
            'X-HTTP-Method-Override',
            'If-None-Match',
            'If-Modified-Since',
            'If-Range',
            'Referer',
            '__proto__',
            'constructor',
          ]),
          text,
        ),
    ],
    [1, () => set('Expect', random.pick(['100-continue', 'x']))],
    [1, () => set('Connection', random.pick(['upgrade', 'close', 'keep-alive, upgrade', text]))],
    [1, () => set('Upgrade', 'websocket')],
    [1, () => set('Host', text)],
    [2, () => headers.filter((header) => header !== own)],
    [2, () => [...headers, own]],
    [1, () => [...headers, [own[0], text]]],
    [1, () => headers.map(([name, value]) => [random.once(2) ? name.toUpperCase() : name.toLowerCase(), value])],
    [
      1,
      () =>
        Array.from({ length: 120 }, (_, i): [string, string] => [`X-${i}`, LONG.slice(0, random.below(300))]).concat(
          headers,
        ),
    ],
  ])();
}
