import type { Random } from './random.js';

type Place = { of: Record<string, unknown> | unknown[]; at: string | number };

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const at of Object.keys(value)) {
    found.push({ of: value as Place['of'], at });
    placesIn((value as Record<string, unknown>)[at], found);
  }
  return found;
}

const read = ({ of, at }: Place): unknown => (of as Record<string | number, unknown>)[at];

/** `__proto__` has to become a member and not what it names. */
function write({ of, at }: Place, value: unknown): void {
  Object.defineProperty(of, at, { value, enumerable: true, configurable: true, writable: true });
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i += 1) value = i % 2 ? [value] : { a: value };
  return value;
}

const NAMES = ['__proto__', 'constructor', 'toString', 'length', 'hasOwnProperty', 'x', '', 'v', 'crit', 'zip', 'jwk'];
const TEXTS = [
  '',
  ' ',
  '0',
  'null',
  'NaN',
  '430100',
  '\u202e',
  '\ud800',
  'e\u0301',
  '张三',
  '１２３',
  '\0',
  '\u0007',
  '😀',
];
const NUMBERS = [0, -1, 1, 2, 0.5, 255, 65_537, 2 ** 31, 2 ** 53, Number.MAX_SAFE_INTEGER, 1e21, 1e300, -(2 ** 63)];

/** Another text of the same form: what only its meaning gives away. */
function sameForm(random: Random, text: string): string | undefined {
  if (/^\d{6}$/.test(text)) return random.pick(['430100', '430200', '430300', '440100']);
  if (/^[0-9a-f]{64}$/.test(text)) return random.bytes(32).toString('hex');
  if (/^[\w-]{22}$/.test(text)) return random.bytes(16).toString('base64url');
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(text)) {
    const date = new Date(Date.parse(text) + (random.below(2001) - 1000) * 60_000 * random.pick([1, 60, 1440]));
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
  }
  return undefined;
}

function otherText(random: Random, text: string): unknown {
  const alike = random.once(2) ? sameForm(random, text) : undefined;
  if (alike !== undefined) return alike;
  const at = random.below(text.length);
  return random.pick<() => unknown>([
    () => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1),
    () => text.slice(0, at),
    () => text + text,
    () => text + random.pick(TEXTS),
    () => `${text}\n`,
    () => ` ${text}`,
    () => text.toUpperCase(),
    () => text.slice(0, at) + random.pick(TEXTS) + text.slice(at),
    () => random.pick(TEXTS),
    () => [text],
    () => ({ toString: text }),
    () => text.repeat(1 + random.below(400)),
    // Times and hashes of the right form with another meaning are the ones worth refusing.
    () => text.replace(/\d/, (digit) => String((Number(digit) + 1 + random.below(8)) % 10)),
    () => text.replace(/[0-9a-f](?=[^0-9a-f]*$)/, (digit) => ((parseInt(digit, 16) + 1) % 16).toString(16)),
  ])();
}

function otherValue(random: Random, value: unknown, root: unknown): unknown {
  const anything = (): unknown =>
    random.pick<() => unknown>([
      () => null,
      () => true,
      () => [],
      () => ({}),
      () => nested(random.pick([3, 23, 24, 25, 26, 200])),
      () => random.pick(NUMBERS),
      () => random.pick(TEXTS),
      () => structuredClone(read(random.pick(placesIn(root)))),
      () => [value],
      () => [value, value],
    ])();
  if (random.once(4)) return anything();
  if (typeof value === 'string') return otherText(random, value);
  if (typeof value === 'number')
    return random.pick([value + 1, value - 1, -value, value / 2, ...NUMBERS, String(value)]);
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    return random.pick<() => unknown>([
      () => list.toReversed(),
      () => [...list, ...list],
      () => list.slice(1),
      () => [...list, random.pick([null, {}, [], 0, 'x'])],
      () => Object.fromEntries(list.entries()),
      () => Array.from({ length: 300 }, () => list[0] ?? 'x'),
    ])();
  }
  return anything();
}

/** A copy of a value with one to three changes in places that matter; the value itself stays. */
export function changedValue<T>(random: Random, value: T): T {
  const copy = structuredClone(value);
  const changes = random.weighted([
    [8, 1],
    [2, 2],
    [1, 3],
  ] as const);
  for (let i = 0; i < changes; i += 1) {
    const places = placesIn(copy);
    if (places.length === 0) return copy;
    const place = random.pick(places);
    const old = read(place);
    random.weighted<() => void>([
      [10, () => write(place, otherValue(random, old, copy))],
      [
        2,
        () => {
          if (Array.isArray(place.of)) place.of.splice(Number(place.at), 1);
          else delete place.of[place.at];
        },
      ],
      [
        2,
        () =>
          write(
            { of: place.of, at: Array.isArray(place.of) ? place.of.length : random.pick(NAMES) },
            structuredClone(old),
          ),
      ],
      [1, () => write(place, structuredClone(read(random.pick(places))))],
    ])();
  }
  return copy;
}

/** The same members in another order: another text, which is canonical as well. */
export function reordered<T extends object>(random: Random, value: T): T {
  const entries = Object.entries(value);
  const cut = random.below(entries.length);
  return Object.fromEntries([...entries.slice(cut), ...entries.slice(0, cut)]) as T;
}
