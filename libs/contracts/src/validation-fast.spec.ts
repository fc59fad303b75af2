import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import fc from 'fast-check';
import { CASE_NO, HASH, SAMPLES, type Json, type Shape } from '../../../test/support/shape-samples.js';
import * as contracts from './index.js';
import { compiledShape, type CompiledShape } from './validation-compiled.js';
import { readSlow } from './validation-faults.js';
import { isGoodAsParsed, readFast } from './validation-fast.js';

const { COMMANDS, FACT_TABLE } = contracts;

const ruled = (value: unknown): value is Shape =>
  typeof value === 'function' &&
  typeof value.prototype === 'object' &&
  getMetadataStorage().getTargetValidationMetadatas(value, '', false, false).length > 0;
const all = new Set<Shape>([
  ...Object.values(contracts).filter(ruled),
  ...Object.values(COMMANDS).map(({ input }) => input),
  ...FACT_TABLE.map(({ data }) => data),
]);

/** Good values by shape, also of the shapes that only occur inside of others. */
const samples = new Map<Shape, Json[]>();
function gather(shape: Shape, value: Json): void {
  samples.set(shape, [...(samples.get(shape) ?? []), value]);
  for (const { name, nested } of compiledShape(shape)?.fields ?? []) {
    const member = (value as Record<string, Json>)[name];
    if (nested && member) for (const one of [member].flat()) gather(nested.shape.make, one as Json);
  }
}
for (const [shape, ...values] of SAMPLES) for (const value of values) gather(shape, value);

const names = [
  ...new Set([...all].flatMap((shape) => compiledShape(shape)?.fields.map(({ name }) => name) ?? [])),
  ...['unknown', '0', '', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'constructor', 'then', 'length'],
];
const odd = fc.constantFrom<Json>(
  ...[
    null,
    true,
    0,
    -0,
    1,
    1.5,
    -1,
    1e21,
    2 ** 53,
    '',
    ' ',
    'A',
    '\0',
    '示例',
    '👍',
    'a\ufe0f',
    '\ud800',
    [],
    {},
    [[]],
  ],
  ...[[null], ['A', 'A'], [1], { A: '\0' }, '430100', '2026-02-29', '2026-02-28', CASE_NO, HASH, 'M01'],
);
const deep = fc.nat(30).map((levels) => {
  let value: Json = 1;
  for (let i = 0; i < levels; i += 1) value = i % 2 ? [value] : { a: value };
  return value;
});
const any = fc.oneof(odd, odd, deep, fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>);
const bends: ((old: Json, other: Json, n: number) => Json)[] = [
  (_old, other) => other,
  (old) => (typeof old === 'string' ? `${old}${old}` : typeof old === 'number' ? old + 1 : old),
  (old) => (typeof old === 'string' ? old.slice(1) : typeof old === 'number' ? -old : old),
  (old) => (typeof old === 'string' ? Number(old) || 1 : JSON.stringify(old)),
  (old, other) => (typeof old === 'string' ? old + JSON.stringify(other) : old),
  (old, _other, n) => (typeof old === 'string' ? (['字', '👍', 'a\ufe0f', '👍\ufe0f'][n % 4]?.repeat(n) ?? '') : old),
  (old, _other, n) => (Array.isArray(old) && old.length > 0 ? Array.from({ length: n }, () => old[0] as Json) : [old]),
  (old) => (Array.isArray(old) ? (old[0] ?? null) : { 0: old }),
];
interface Bend {
  walk: number[];
  how: number;
  other: Json;
  n: number;
  name: string;
}
const bend: fc.Arbitrary<Bend> = fc.record({
  walk: fc.array(fc.nat(50), { maxLength: 5 }),
  how: fc.nat(bends.length + 3),
  other: any,
  n: fc.oneof(fc.nat(80), fc.constantFrom(100, 200, 256, 257, 500, 501)),
  name: fc.constantFrom(...names),
});

function bent(value: Json, [step, ...walk]: number[], { how, other, n, name }: Bend): Json {
  if (typeof value !== 'object' || value === null)
    return (bends[how % bends.length] as (typeof bends)[0])(value, other, n);
  const members = Object.entries(value);
  const [key, member] = members[(step ?? 0) % Math.max(1, members.length)] ?? [];
  if (step === undefined || key === undefined || member === undefined) {
    if (how < bends.length) return (bends[how] as (typeof bends)[0])(value, other, n);
    // Through JSON, because that is how a member called __proto__ comes about.
    const more = [...members, [name, other] as const].map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`);
    return Array.isArray(value) ? [...value, other] : (JSON.parse(`{${more.join()}}`) as Json);
  }
  if (walk.length === 0 && how >= bends.length + 2) {
    return Array.isArray(value)
      ? value.filter((_, i) => String(i) !== key)
      : Object.fromEntries(members.filter(([k]) => k !== key));
  }
  const inside = bent(member, walk, { walk, how, other, n, name });
  return Array.isArray(value)
    ? value.with(Number(key), inside)
    : Object.fromEntries(members.map(([k, v]) => [k, k === key ? inside : v]));
}

const hasDefaults = (shape: CompiledShape): boolean =>
  shape.hasDefaults || shape.fields.some(({ nested }) => nested !== null && hasDefaults(nested.shape));

function verdicts(
  shape: Shape,
  value: object,
): { fast: object | undefined; slow: object | undefined; parsed: object | undefined } {
  const compiled = compiledShape(shape);
  if (!compiled) throw new Error(`${shape.name} is not compiled`);
  const { instance, faults } = readSlow(shape, structuredClone(value));
  const parsed = JSON.parse(JSON.stringify(value)) as object;
  return {
    fast: readFast(compiled, value),
    // Where a class has defaults there is always a copy.
    parsed: isGoodAsParsed(compiled, parsed) ? parsed : hasDefaults(compiled) ? readFast(compiled, parsed) : undefined,
    slow: faults.length === 0 ? (instance ?? undefined) : undefined,
  };
}

describe('every shape of the contracts', () => {
  it('is compiled: none takes the slow path', () => {
    expect([...all].filter((shape) => !compiledShape(shape)).map(({ name }) => name)).toEqual([]);
    expect(all.size).toBeGreaterThan(50);
  });

  it('has a good value here', () => {
    expect([...all].filter((shape) => !samples.has(shape)).map(({ name }) => name)).toEqual([]);
  });

  const told = { accepted: 0, refused: 0 };
  it.each([...samples].map(([shape, values]) => [shape.name, shape, values] as const))(
    '%s: what is good is read alike, what is bent gets the same verdict',
    (_name, shape, values) => {
      for (const value of values) {
        const { fast, slow, parsed } = verdicts(shape, value as object);
        expect(JSON.stringify(parsed)).toBe(JSON.stringify(slow));
        expect(fast).toBeInstanceOf(shape);
        expect(fast).toStrictEqual(slow);
      }
      const bentValue = fc
        .tuple(fc.constantFrom(...values), fc.array(bend, { minLength: 1, maxLength: 3 }))
        .map(([value, steps]) => steps.reduce((now, step) => bent(now, step.walk, step), value));
      fc.assert(
        fc.property(bentValue, (value) => {
          fc.pre(typeof value === 'object' && value !== null && !Array.isArray(value));
          const { fast, slow, parsed } = verdicts(shape, value as object);
          expect(JSON.stringify(parsed)).toBe(JSON.stringify(slow));
          expect(fast).toStrictEqual(slow);
          expect(JSON.stringify(fast)).toBe(JSON.stringify(slow));
          told[fast ? 'accepted' : 'refused'] += 1;
        }),
        { numRuns: 200 },
      );
    },
  );

  it('was bent in ways that were refused and in ways that were accepted', () => {
    expect(told.accepted).toBeGreaterThan(500);
    expect(told.refused).toBeGreaterThan(5000);
  });
});
