// What reading a shape costs, compiled and by class-validator, in one interleaved run: node test/bench/pieces/validation.mjs
// Prints microseconds; nothing here is asserted. Needs a build.
import { readFileSync } from 'node:fs';
import { BatchBody, CollectCase, EventPayload, checkShape, parseCanonical } from '#contracts';

// Only a built tree has it.
const faults = new URL('../../../dist/libs/contracts/src/validation-faults.js', import.meta.url);
const { readSlow } = await import(faults.href);

const ROUNDS = 5;
const folder = new URL('../../../libs/contracts/src/examples/', import.meta.url);
const example = (name) => JSON.parse(readFileSync(new URL(`${name}.v1.json`, folder), 'utf8'));
const collected = example('case.collected');
const { application } = JSON.parse(collected.data).body;
const form = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`field${i}`, `示例内容${i} `.repeat(7)]));
const materials = Array.from({ length: 8 }, (_, i) => ({ ...application.materials[0], code: `M0${i}` }));
const collect = {
  homeCity: '430100',
  itemCode: 'CS-YB-001',
  mode: 'PROXY_COLLECT',
  application: { ...application, form: { ...form }, materials },
};
const entry = {
  n: 1,
  payload: collected.payload,
  data: JSON.stringify({ salt: 'A'.repeat(22), body: collect }),
  seal: 0,
  leaf: 3,
  path: Array.from({ length: 6 }, () => 'a'.repeat(64)),
};
const entries = Array.from({ length: 64 }, (_, i) => ({ ...entry, n: i + 1 }));
const pieces = [
  ['CollectCase', CollectCase, collect, 400],
  ['EventPayload', EventPayload, JSON.parse(collected.payload), 1000],
  ['BatchBody of 64', BatchBody, { seals: ['x'.repeat(500)], entries }, 20],
];

function microsecondsEach(times, work) {
  const start = performance.now();
  for (let i = 0; i < times; i += 1) work();
  return ((performance.now() - start) * 1000) / times;
}
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const lines = [];
for (const [name, shape, value, times] of pieces) {
  const text = JSON.stringify(value);
  const ways = {
    fast: () => checkShape(shape, value, 'payload_invalid'),
    slow: () => readSlow(shape, value),
    canonical: () => parseCanonical(text, 'payload_invalid'),
  };
  const seen = { fast: [], slow: [], canonical: [] };
  for (const work of Object.values(ways)) microsecondsEach(times, work);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [way, work] of Object.entries(ways)) seen[way].push(microsecondsEach(times, work));
  }
  const [fast, slow, canonical] = [median(seen.fast), median(seen.slow), median(seen.canonical)];
  lines.push(
    `${name} (${text.length} characters): compiled ${fast.toFixed(2)} µs, class-validator ${slow.toFixed(2)} µs, ` +
      `ratio ${(slow / fast).toFixed(0)}; parseCanonical beside it ${canonical.toFixed(2)} µs`,
  );
}
process.stdout.write(`${lines.join('\n')}\n`);
