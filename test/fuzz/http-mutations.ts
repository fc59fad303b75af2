import { gzipSync } from 'node:zlib';
import { LONG, ODD, otherHeaders, type ForgerTools } from './http-header-mutations.js';
import type { HttpSeed } from './http-seeds.js';
import type { Random } from './random.js';
import { changedBytes, changedJson } from './spelling-mutations.js';
import { changedValue } from './value-mutations.js';

/** A request as its bytes will be, still in parts. */
export interface HttpMutant extends HttpSeed {
  /** Where it was changed. */
  part: string;
  bodyBytes: Buffer | undefined;
  /** What is sent is no HTTP, or no whole request: it may be answered with a bare status or with nothing. */
  isBroken: boolean;
  chunked: boolean;
}

function otherPath(random: Random, path: string): string {
  const segments = path.split('/');
  const i = 1 + random.below(segments.length - 1);
  const segment = segments[i] ?? '';
  const put = (text: string): string => segments.map((one, n) => (n === i ? text : one)).join('/');
  return random.pick<() => string>([
    () => put(encodeURI(random.pick(ODD)).replaceAll('%25', '%')),
    () => put(segment.toUpperCase()),
    () => put(segment + random.pick(['.', '%20', '%0a', '%00', ';a=b', '.json', '~', '%2F', '%252F'])),
    () => put(segment.slice(0, -1)),
    () => put(segment.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))),
    () => put([...segment].map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')),
    () => put(LONG.slice(0, 2000)),
    () => put('__proto__'),
    () => put('constructor'),
    () => `${path}/`,
    () => path.replace('/', '//'),
    () => `${path}/${random.pick(['x', '..', '../..', 'decision', 'timeline'])}`,
    () => segments.filter((_, n) => n !== i).join('/'),
    () => `http://127.0.0.1${path}`,
    () => put('张三'),
  ])();
}

function otherQuery(random: Random, query: readonly [string, string][]): [string, string][] {
  const list = query.map(([name, value]): [string, string] => [name, value]);
  const value = random.pick([
    ...ODD,
    LONG,
    '1e3',
    '0x10',
    '1.5',
    '-0',
    'NaN',
    '99999999999999999999',
    '[]',
    '1&page=2',
    'true',
  ]);
  const name = random.pick([
    'page',
    'pageSize',
    'status',
    'caseNo',
    'certificateNo',
    'lat',
    'version',
    '__proto__',
    'constructor[x]',
    'a[]',
    'toString',
    'homeCity',
    'partner',
    'x',
  ]);
  const own = list.length > 0 ? random.below(list.length) : 0;
  return random.pick<() => [string, string][]>([
    () => [...list, [name, value]],
    () => list.map(([one, old], i) => [one, i === own ? value : old]),
    () => list.map(([one, old], i) => [i === own ? name : one, old]),
    () => [...list, ...list],
    () => list.filter((_, i) => i !== own),
    () => Array.from({ length: 1200 }, (_, i): [string, string] => [`p${i}`, '1']),
    () => [[`${name}=%`, value]],
  ])();
}

function otherBody(random: Random, body: unknown): { bytes: Buffer; headers?: [string, string][] } {
  const text = JSON.stringify(body ?? {});
  const bytes = Buffer.from(text);
  const whole = (value: unknown): { bytes: Buffer } => ({ bytes: Buffer.from(JSON.stringify(value) ?? '') });
  return random.weighted<() => { bytes: Buffer; headers?: [string, string][] }>([
    [30, () => whole(changedValue(random, body ?? {}))],
    [8, () => ({ bytes: Buffer.from(changedJson(random, text)) })],
    [5, () => ({ bytes: changedBytes(random, bytes, Buffer.from('{"a":1}')) })],
    [1, () => whole(random.pick([null, [], [body], 0, 'x', true, '']))],
    [1, () => ({ bytes: Buffer.alloc(0) })],
    [
      1,
      () => whole({ ...(body as object), note: 'x'.repeat(random.pick([1000, 100_000, 524_000, 530_000, 900_000])) }),
    ],
    [1, () => ({ bytes: Buffer.from(`${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`) })],
    [1, () => ({ bytes: gzipSync(bytes), headers: [['Content-Encoding', 'gzip']] })],
    [
      1,
      () => ({
        bytes: Buffer.from(text, 'utf16le'),
        headers: [['Content-Type', 'application/json; charset=utf-16le']],
      }),
    ],
    [1, () => ({ bytes: Buffer.from(text), headers: [['Content-Type', 'application/x-www-form-urlencoded']] })],
  ])();
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH', 'QUERY'];

/** A request changed in one part; as it is once in thirty. */
export function mutateRequest(random: Random, seed: HttpSeed, tools: ForgerTools): HttpMutant {
  const bodyBytes = seed.body === undefined ? undefined : Buffer.from(JSON.stringify(seed.body));
  const mutant: HttpMutant = { ...seed, part: 'none', bodyBytes, isBroken: false, chunked: random.once(20) };
  if (random.once(30)) return mutant;
  const weights: [number, () => HttpMutant][] = [
    [20, () => ({ ...mutant, part: 'headers', headers: otherHeaders(random, seed, tools) })],
    [8, () => ({ ...mutant, part: 'path', path: otherPath(random, seed.path) })],
    [seed.method === 'GET' ? 20 : 2, () => ({ ...mutant, part: 'query', query: otherQuery(random, seed.query) })],
    [3, () => ({ ...mutant, part: 'method', method: random.pick(METHODS) })],
    [
      1,
      () => ({ ...mutant, part: 'no method', method: random.pick(['get', 'GE T', '', 'X\0', '张']), isBroken: true }),
    ],
    [
      seed.method === 'GET' ? 2 : 40,
      () => {
        const { bytes, headers = [] } = otherBody(random, seed.body);
        const kept = seed.headers.filter(([name]) => !headers.some(([other]) => other === name));
        return { ...mutant, part: 'body', bodyBytes: bytes, headers: [...kept, ...headers] };
      },
    ],
    [1, () => ({ ...mutant, part: 'wire', isBroken: true })],
  ];
  return random.weighted(weights)();
}

const plain = (text: string): string => text.replace(/[\s\u0080-\uffff]/g, (c) => encodeURIComponent(c));

/** The query as it is written, without its question mark. */
export const searchOf = (query: readonly [string, string][]): string =>
  query.map(([name, value]) => `${plain(name)}=${plain(value).replaceAll('#', '%23')}`).join('&');

/** The bytes of a request; what is `wire` is damaged once it is written. */
export function writeRequest(random: Random, mutant: HttpMutant): Buffer {
  const { method, path, query, headers, bodyBytes, chunked } = mutant;
  const search = searchOf(query);
  const lines = headers.map(([name, value]) => `${name}: ${value.replace(/[\r\n\0]/g, ' ')}`);
  if (bodyBytes) lines.push(chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${bodyBytes.length}`);
  const head = `${method} ${plain(path)}${search ? `?${search}` : ''} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  const chunks = [`${bodyBytes?.length.toString(16)}\r\n`, bodyBytes ?? '', '\r\n0\r\n\r\n'];
  const body = !bodyBytes ? [] : chunked && bodyBytes.length > 0 ? chunks : chunked ? ['0\r\n\r\n'] : [bodyBytes];
  const bytes = Buffer.concat([Buffer.from(head), ...body.map((part) => Buffer.from(part))]);
  if (mutant.part !== 'wire') return bytes;
  const changed = changedBytes(random, bytes, bytes);
  // A whole request with a foreign tail is rightly carried out, and its connection then ended: that tells nothing.
  return changed.subarray(0, bytes.length).equals(bytes) ? bytes.subarray(0, bytes.length >> 1) : changed;
}
