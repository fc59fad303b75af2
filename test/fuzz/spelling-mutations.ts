import type { Random } from './random.js';

/** Changes bytes without knowing what they mean. */
export function changedBytes(random: Random, bytes: Buffer, other: Buffer): Buffer {
  const at = random.below(bytes.length);
  const to = Math.min(bytes.length, at + 1 + random.below(40));
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  return random.pick<() => Buffer>([
    () => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
      return copy;
    },
    () => Buffer.concat([before, random.bytes(1 + random.below(8)), part, after]),
    () => Buffer.concat([before, after]),
    () => before,
    () => Buffer.concat([before, part, part, after]),
    () => Buffer.concat([after, part, before]),
    () => Buffer.concat([before, Buffer.alloc(part.length), after]),
    () => Buffer.concat([before, Buffer.from([0xff]), part, after]),
    // A byte that is no UTF-8 in place of one: a forgiving reader makes the same text of many such bytes.
    () => Buffer.concat([before, Buffer.from([0xc3]), bytes.subarray(at + 1)]),
    () => Buffer.concat([before, other.subarray(random.below(other.length))]),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => Buffer.concat([bytes, random.bytes(1 + random.below(4))]),
  ])();
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Another spelling, or another order, of the parts of a compact JWS or JWE. */
export function changedCompact(random: Random, compact: string, other: string): string {
  const parts = compact.split('.');
  const others = other.split('.');
  const i = random.below(parts.length);
  const part = parts[i] ?? '';
  const at = random.below(part.length);
  const withPart = (text: string): string => parts.map((one, n) => (n === i ? text : one)).join('.');
  const insert = (text: string): string => withPart(part.slice(0, at) + text + part.slice(at));
  return random.pick<() => string>([
    // Stray low bits in the last digit: other text, same bytes to a forgiving reader.
    () => withPart(part.slice(0, -1) + (DIGITS[DIGITS.indexOf(part.at(-1) ?? 'A') ^ 1] ?? 'A')),
    () => withPart(`${part}=`),
    () => withPart(part.replaceAll('-', '+').replaceAll('_', '/')),
    () => insert(random.pick([' ', '\n', '\r\n', '\t', '\0', '=', '%', '\u00e9', '.'])),
    () => withPart(part.slice(0, at) + random.pick([...DIGITS]) + part.slice(at + 1)),
    () => withPart(''),
    () => withPart(part.slice(0, at)),
    () => withPart(part + part),
    () => withPart(part.toLowerCase()),
    () => withPart(others[i] ?? ''),
    () => parts.filter((_, n) => n !== i).join('.'),
    () => [...parts, part].join('.'),
    () => parts.toReversed().join('.'),
    () => `${compact}\n`,
    () => ` ${compact}`,
    () => `"${compact}"`,
    () => compact + other,
    () => compact.slice(0, random.below(compact.length)),
    // Bytes above 127 that lose their high bit somewhere become digits again.
    () => withPart(part.slice(0, at) + String.fromCharCode(part.charCodeAt(at) | 128) + part.slice(at + 1)),
  ])();
}

/** Another spelling of JSON: much of it means the same to JSON.parse and must not be taken for the same. */
export function changedJson(random: Random, text: string): string {
  const members = [...text.matchAll(/"(\w+)":(-?\d+|"[^"\\]*"|null|\[\])/g)];
  const member = members.length > 0 ? random.pick(members) : undefined;
  const at = member?.index ?? 0;
  const [whole = '', name = '', value = ''] = member ?? [];
  const put = (instead: string): string => text.slice(0, at) + instead + text.slice(at + whole.length);
  const number = random.pick(['-0', '1.0', '1e0', '01', '+1', 'NaN', 'Infinity', '1e21', '1E400', '9007199254740993']);
  return random.pick<() => string>([
    () => put(`"${name}":${value},"${name}":${value}`),
    () => put(`"${name}":${random.pick(['null', '0', '"x"'])},"${name}":${value}`),
    () => put(`"${name}": ${value}`),
    () => put(`"${name}":${number}`),
    () => put(`"\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}":${value}`),
    () => put(`"${name}":${value.replace(/[a-z0-9]/, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)}`),
    () => put(`"${name}":${'['.repeat(20_000)}${']'.repeat(20_000)}`),
    () => put(`"${name}":"\\ud800"`),
    () => put(`"${name}":"${value.replaceAll('"', '')}\u2028"`),
    () => put(`"${name}":${value},`),
    () => put(`/*x*/"${name}":${value}`),
    () => put(`"__proto__":{},"${name}":${value}`),
    () => `\ufeff${text}`,
    () => `${text} `,
    () => text + text,
    () => text.replaceAll('"', "'"),
    () => text.slice(0, random.below(text.length)),
    () => text.replace('}', ',}'),
  ])();
}
