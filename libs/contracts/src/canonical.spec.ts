import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CollectCase } from './commands/commands.js';
import { EventPayload } from './events/event-payload.js';
import { DeliveryWish, PickupPoint, ServiceItemDefinition } from './index.js';
import { TongbanError } from './errors/tongban-error.js';
import { checkShape, parseCanonical, readCanonical } from './validation.js';
import { BatchBody } from './wire/envelopes.js';

const HASH = 'a'.repeat(64);
const EVENT = {
  v: 1,
  id: 'sample-1',
  lane: 'catalogue/430100',
  author: '430100',
  seq: 2,
  prev: HASH,
  seen: [{ city: '430300', seq: 1, hash: HASH }],
  basis: { lane: 'catalogue/430300', city: '430300', seq: 1, hash: HASH },
  type: 'case.refused',
  typeVersion: 1,
  act: 'NOT_REQUIRED',
  assigns: [{ role: 'pickup', city: '430300' }],
  at: '2026-11-20T01:02:03.004Z',
  actor: { role: 'reviewer', id: 'r-1' },
  dataHash: HASH,
};

function refusal(work: () => unknown): { code: string; faults: { path: string; rule: string }[]; reason: unknown } {
  try {
    work();
  } catch (error) {
    if (!(error instanceof TongbanError)) throw error;
    const { faults, reason } = error.details as { faults?: { path: string; rule: string }[]; reason?: unknown };
    return { code: error.code, faults: faults ?? [], reason };
  }
  throw new Error('was accepted');
}
const faultsOf = (change: object): string[] =>
  refusal(() => checkShape(EventPayload, { ...EVENT, ...change }, 'payload_invalid')).faults.map((f) => f.path);
const without = (name: keyof typeof EVENT): object =>
  Object.fromEntries(Object.entries(EVENT).filter(([k]) => k !== name));
const json = fc.jsonValue({ maxDepth: 4 });

describe('signed JSON', () => {
  it('is accepted exactly as JSON.stringify writes it, whatever it says', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value);
        expect(JSON.stringify(parseCanonical(text, 'payload_invalid'))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused with one space, tab or line break anywhere outside a string', () => {
    const blanks = fc.constantFrom(' ', '\t', '\n', '\r');
    fc.assert(
      fc.property(json, fc.nat(), blanks, (value, place, blank) => {
        const text = JSON.stringify(value);
        const at = place % (text.length + 1);
        const spaced = text.slice(0, at) + blank + text.slice(at);
        let outside: boolean;
        try {
          outside = JSON.stringify(JSON.parse(spaced)) === text;
        } catch {
          outside = true;
        }
        // A space inside a string makes another text, which may be said; a tab there is no JSON.
        fc.pre(outside);
        expect(refusal(() => parseCanonical(spaced, 'payload_invalid')).code).toBe('payload_invalid');
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a field twice', '{"a":1,"a":2}'],
    ['the same field twice with one value', '{"a":1,"a":1}'],
    ['a number with a superfluous zero', '[1.0]'],
    ['a number with an exponent that needs none', '[1e2]'],
    ['minus zero', '[-0]'],
    ['a number too exact to be kept', '[0.1000000000000000055511151231257827]'],
    ['a number too great to be kept', '[9007199254740993]'],
    ['a letter written as an escape', '["\\u0061"]'],
    ['an escaped slash', '["\\/"]'],
    ['an upper-case escape', '["\\u001F"]'],
    ['numbered fields out of order', '{"2":0,"1":0}'],
    ['a byte order mark', '\ufeff{}'],
  ])('is refused with %s', (_what, text) => {
    expect(refusal(() => parseCanonical(text, 'payload_invalid')).code).toBe('payload_invalid');
  });

  it('is refused with a code, not with an overflow, however deep it is nested', () => {
    for (const depth of [100, 5_000, 60_000]) {
      const deep = '['.repeat(depth) + ']'.repeat(depth);
      const text = JSON.stringify(EVENT).replace('"seen":[', `"seen":[${deep},`);
      expect(refusal(() => readCanonical(EventPayload, text, 'payload_invalid')).code).toBe('payload_invalid');
    }
  });
});

describe('the shape of an event', () => {
  it('is taken as it is', () => {
    expect(JSON.stringify(readCanonical(EventPayload, JSON.stringify(EVENT), 'payload_invalid'))).toBe(
      JSON.stringify(EVENT),
    );
  });

  it.each(Object.keys(EVENT) as (keyof typeof EVENT)[])('is refused without %s', (name) => {
    const { faults } = refusal(() => checkShape(EventPayload, without(name), 'payload_invalid'));
    expect(faults.map((f) => f.path)).toContain(name);
  });

  it.each(Object.keys(EVENT) as (keyof typeof EVENT)[])('is refused with a wrong type in %s', (name) => {
    for (const wrong of [true, [], {}, [[]], [[{}]], [null], -1, 1.5, '']) {
      const empty = Array.isArray(wrong) && wrong.length === 0;
      if (empty && (name === 'seen' || name === 'assigns')) continue;
      expect(faultsOf({ [name]: wrong }).some((path) => path.startsWith(name))).toBe(true);
    }
  });

  it('is refused with a field that nobody reads, at any depth and of any name', () => {
    expect(faultsOf({ note: 'x' })).toEqual(['note']);
    expect(faultsOf({ actor: { ...EVENT.actor, name: '张三' } })).toEqual(['actor.name']);
    expect(faultsOf({ seen: [{ ...EVENT.seen[0], more: 1 }] })).toEqual(['seen.0.more']);
    for (const name of ['__proto__', 'constructor']) {
      const text = JSON.stringify(EVENT);
      const outside = `${text.slice(0, -1)},"${name}":{"x":1}}`;
      const inside = text.replace('"actor":{', `"actor":{"${name}":1,`);
      expect(refusal(() => readCanonical(EventPayload, outside, 'payload_invalid')).faults[0]?.path).toBe(name);
      expect(refusal(() => readCanonical(EventPayload, inside, 'payload_invalid')).faults[0]?.path).toBe(
        `actor.${name}`,
      );
    }
  });

  it('is refused with a time that no calendar has: a database would stop at it', () => {
    expect(faultsOf({ at: '2026-02-30T00:00:00.000Z' })).toEqual(['at']);
    expect(faultsOf({ at: '2026-02-28T00:00:00Z' })).toEqual(['at']);
    expect(faultsOf({ at: '2026-02-28T08:00:00.000+08:00' })).toEqual(['at']);
  });

  it('is refused with a number that no column of a database can hold', () => {
    expect(faultsOf({ seq: 3_000_000_000 })).toEqual(['seq']);
    expect(faultsOf({ seen: [{ ...EVENT.seen[0], seq: 3_000_000_000 }] })).toEqual(['seen.0.seq']);
    expect(faultsOf({ basis: { ...EVENT.basis, seq: 3_000_000_000 } })).toEqual(['basis.seq']);
  });

  it('needs no predecessor in the first event alone', () => {
    expect(checkShape(EventPayload, { ...EVENT, seq: 1, prev: null }, 'payload_invalid').prev).toBeNull();
    expect(faultsOf({ prev: null })).toEqual(['prev']);
    expect(faultsOf({ seq: 1, prev: undefined })).toEqual(['prev']);
  });
});

describe('other shapes', () => {
  it('a collection without an application is refused and names it', () => {
    const plain = { homeCity: '430100', itemCode: 'CS-YB-001', mode: 'PROXY_COLLECT' };
    for (const application of [undefined, null, [], 'text']) {
      const { faults } = refusal(() => checkShape(CollectCase, { ...plain, application }, 'request_invalid'));
      expect(faults).toEqual([{ path: 'application', rule: 'nestedValidation' }]);
    }
    const { faults } = refusal(() =>
      checkShape(CollectCase, { ...plain, application: { applicant: [], delivery: [] } }, 'request_invalid'),
    );
    const paths = faults.map((fault) => fault.path);
    expect(paths).toEqual(expect.arrayContaining(['application.applicant', 'application.delivery']));
    expect(paths).toContain('application.identityCheck');
    expect(paths).not.toContain('application.agent');
  });

  it('a batch of lists instead of entries is refused', () => {
    for (const entries of [[[]], [[[]]], [null], [1]]) {
      const { faults } = refusal(() => checkShape(BatchBody, { seals: ['x'], entries }, 'envelope_malformed'));
      expect(faults[0]?.path).toBe('entries.0');
    }
  });

  it('an e-licence needs no point, but what stands in its place has to be one', () => {
    expect(checkShape(DeliveryWish, { kind: 'ELECTRONIC' }, 'request_invalid').kind).toBe('ELECTRONIC');
    const { faults } = refusal(() => checkShape(DeliveryWish, { kind: 'ELECTRONIC', city: {} }, 'request_invalid'));
    expect(faults[0]?.path).toBe('city');
    expect(refusal(() => checkShape(DeliveryWish, { kind: 'PICKUP' }, 'request_invalid')).faults).toHaveLength(2);
  });

  it('nothing but an object is an object', () => {
    for (const value of [null, undefined, [], 'text', 7, true]) {
      expect(refusal(() => checkShape(PickupPoint, value, 'data_invalid')).faults).toEqual([
        { path: '', rule: 'isObject' },
      ]);
    }
  });

  it('numbers, flags and dates in words are not converted', () => {
    const point = {
      id: 'P1',
      city: '430100',
      name: '点',
      kind: 'HALL',
      address: '址',
      lat: 28,
      lon: 113,
      hours: '9-17',
    };
    const whole = { ...point, open24h: false, capacity: 10 };
    expect(checkShape(PickupPoint, whole, 'data_invalid').capacity).toBe(10);
    const { faults } = refusal(() =>
      checkShape(PickupPoint, { ...whole, lat: '28', open24h: 'false', capacity: '10' }, 'data_invalid'),
    );
    expect(new Set(faults.map((f) => f.path))).toEqual(new Set(['lat', 'open24h', 'capacity']));
    expect(
      refusal(() => checkShape(ServiceItemDefinition, { legalLimit: [] }, 'data_invalid')).faults.map((f) => f.path),
    ).toContain('legalLimit');
  });
});
