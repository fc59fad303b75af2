/**
 * The shapes on the wire once more, by hand and from the protocol's text: the nodes' own validators are not asked
 * whether they are right.
 */
export type Shape = (value: unknown) => boolean;

const text =
  (pattern: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const characters =
  (min: number, max: number): Shape =>
  (value) =>
    typeof value === 'string' && [...value].length >= min && [...value].length <= max;
const whole =
  (min: number, max = Number.MAX_SAFE_INTEGER): Shape =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
const oneOf =
  (...values: unknown[]): Shape =>
  (value) =>
    values.includes(value);
const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null || shape(value);
const list =
  (shape: Shape, max: number, min = 0): Shape =>
  (value) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(shape);
const flag: Shape = (value) => typeof value === 'boolean';
const anyObject: Shape = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Exactly these members; those of `optional` may be missing. */
const object =
  (members: Record<string, Shape>, optional: readonly string[] = []): Shape =>
  (value) =>
    isObject(value) &&
    Object.keys(value).every((name) => Object.hasOwn(members, name)) &&
    Object.entries(members).every(([name, shape]) =>
      Object.hasOwn(value, name) ? shape(value[name]) : optional.includes(name),
    );

const PROVINCES = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|81|82|83)/;
export const region: Shape = (value) =>
  typeof value === 'string' && /^\d{6}$/.test(value) && PROVINCES.test(value) && !/^..00(?!00)/.test(value);

/** As Date writes it: what Date reads and writes back otherwise is none. */
export const instant: Shape = (value) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false;
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value && !value.startsWith('00');
};

const hash = text(/^[0-9a-f]{64}$/);
const lane = text(/^(case\/KY\d{20}[0-9A-HJKMNP-TV-Z]{8}[0-9A-Z]|catalogue\/\d{6}|calendar\/\d{6})$/);
const roles = oneOf('collecting', 'home', 'pickup', 'lead');
const BILLION = 1_000_000_000;
const code = text(/^[a-z_]{3,40}$/);
const kid = text(/^[A-Za-z0-9._-]{4,80}$/);
const nonce = text(/^[A-Za-z0-9_-]{22}$/);
const question = text(/^[a-z]+\.[a-z]+$/);
const mode = oneOf('PROXY_COLLECT', 'DELEGATED', 'DIRECT', 'ONLINE', 'JOINT');

const laneHead = object({ city: region, seq: whole(1, BILLION), hash });
const payload = object({
  v: oneOf(1),
  id: text(/^[\x21-\x7e]{1,140}$/),
  lane,
  author: region,
  seq: whole(1, BILLION),
  prev: orNull(hash),
  seen: list(laneHead, 16),
  basis: orNull(object({ lane, city: region, seq: whole(1, BILLION), hash })),
  type: (value) => text(/^[a-z]+(\.[a-z-]+){1,4}$/)(value) && characters(3, 60)(value),
  typeVersion: whole(1, 1000),
  act: orNull(text(/^[A-Z_]{2,40}$/)),
  assigns: list(object({ role: roles, city: region }), 8),
  at: instant,
  actor: object({
    role: oneOf('clerk', 'reviewer', 'pickup', 'supervisor', 'operator', 'rule', 'node'),
    id: text(/^[A-Za-z0-9._:-]{1,64}$/),
  }),
  dataHash: hash,
});

const notice = object({ n: whole(1), outcome: oneOf('applied', 'kept', 'parked', 'broken'), reason: orNull(code) });

export const SHAPES = {
  payload: (value: unknown) => payload(value) && !(isObject(value) && value.prev === null && value.seq !== 1),
  seal: object({ v: oneOf(1), city: region, size: whole(1, 65_536), root: hash, at: instant }),
  batch: object({
    v: oneOf(1),
    from: region,
    to: region,
    first: whole(1),
    last: whole(1),
    prevHead: hash,
    head: hash,
    settledTo: whole(0),
    outcomesTo: whole(0),
    directory: whole(1),
    at: instant,
    bodyHash: hash,
  }),
  body: object({
    seals: list(characters(0, 1024), 256, 1),
    entries: list(
      object({
        n: whole(1),
        payload: characters(2, 262_144),
        data: orNull(characters(2, 262_144)),
        seal: whole(0, 256),
        leaf: whole(0, 65_536),
        path: list(hash, 17),
      }),
      256,
      1,
    ),
  }),
  receipt: object({
    v: oneOf(1),
    from: region,
    to: region,
    state: oneOf('ok', 'gap', 'conflict', 'clock_ahead'),
    upTo: whole(0),
    head: hash,
    outcomesTo: whole(0),
    outcomes: list(notice, 500),
    at: instant,
  }),
  question: object({ v: oneOf(1), question, from: region, to: region, nonce, at: instant, body: anyObject }),
  answer: object(
    {
      v: oneOf(1),
      question,
      from: region,
      to: region,
      nonce,
      questionHash: hash,
      at: instant,
      error: code,
      body: anyObject,
    },
    ['error'],
  ),
  linkStatus: object({
    upTo: whole(0),
    head: hash,
    sentTo: whole(0),
    sentHead: hash,
    outcomesTo: whole(0),
    outcomes: list(notice, 500),
    directory: whole(1),
    version: text(/^[\w.+-]{1,40}$/),
  }),
  directory: object({
    v: oneOf(1),
    number: whole(1),
    prev: orNull(hash),
    issuedAt: instant,
    sample: flag,
    parties: list(
      object({
        city: region,
        name: characters(1, 40),
        level: oneOf('PREFECTURE', 'COUNTY', 'PARK'),
        roles: list(roles, 4),
        keys: list(
          object({
            kid,
            use: oneOf('sign', 'seal'),
            x: text(/^[A-Za-z0-9_-]{43}$/),
            from: instant,
            until: instant,
            revokedAt: orNull(instant),
          }),
          50,
          1,
        ),
      }),
      1000,
      1,
    ),
    agreements: list(
      object({
        id: text(/^[A-Z0-9-]{1,40}$/),
        collecting: region,
        home: region,
        modes: list(mode, 5, 1),
        items: orNull(list(text(/^[A-Z]{2,6}-[A-Z0-9]{2,8}-[0-9]{3,4}$/), 2000)),
        papers: oneOf('SCAN_SUFFICES', 'ORIGINAL_REQUIRED'),
        arrivalCounts: oneOf('COLLECTED', 'RECEIVED'),
        from: instant,
        until: orNull(instant),
      }),
      20_000,
    ),
    supervision: list(object({ supervisor: region, cities: list(region, 1000) }), 1000),
  }),
} as const satisfies Record<string, Shape>;
export type ShapeName = keyof typeof SHAPES;

const BORN_WITH = ['__proto__', 'constructor', 'toString', 'toLocaleString', 'valueOf', 'hasOwnProperty'].concat(
  ['isPrototypeOf', 'propertyIsEnumerable', '__defineGetter__', '__defineSetter__'],
  ['__lookupGetter__', '__lookupSetter__'],
);

/** No zero characters, no names that objects have by birth, nothing bottomless: holds for every shape. */
function isClean(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  if (depth > 24) return false;
  return Object.entries(value).every(([name, member]) => !BORN_WITH.includes(name) && isClean(member, depth + 1));
}

/** The value of a text that is canonical JSON of this shape; undefined where it is not. */
export function valueOf(name: ShapeName, jsonText: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(jsonText);
    if (JSON.stringify(value) !== jsonText) return undefined;
  } catch {
    return undefined;
  }
  return isObject(value) && isClean(value) && SHAPES[name](value) ? value : undefined;
}
