import { describe, expect, it } from '@jest/globals';
import { TongbanError, type Agreement, type DirectoryDocument, type PartyKey } from '#contracts';
import { Directory, judgeKey, judgeSealKey } from './directory.rules.js';

const JANUARY = '2026-01-01T00:00:00.000Z';
const JUNE = '2026-06-01T00:00:00.000Z';
const JULY = '2026-07-01T00:00:00.000Z';
const DECEMBER = '2026-12-01T00:00:00.000Z';
const justBefore = (at: string): string => new Date(Date.parse(at) - 1).toISOString();

const key = (kid: string, use: PartyKey['use'], more: Partial<PartyKey> = {}): PartyKey => ({
  kid,
  use,
  x: 'A'.repeat(43),
  from: JANUARY,
  until: DECEMBER,
  revokedAt: null,
  ...more,
});
const agreement = (more: Partial<Agreement> = {}): Agreement => ({
  id: 'SAMPLE-1',
  collecting: '430300',
  home: '430100',
  modes: ['PROXY_COLLECT'],
  items: null,
  papers: 'SCAN_SUFFICES',
  arrivalCounts: 'RECEIVED',
  from: JANUARY,
  until: DECEMBER,
  ...more,
});
const party = (city: string, keys: PartyKey[]): DirectoryDocument['parties'][number] => ({
  city,
  name: `城市${city}`,
  level: 'PREFECTURE',
  roles: ['collecting', 'home', 'pickup'],
  keys,
});
function directory(changshaKeys: PartyKey[], agreements: Agreement[] = []): Directory {
  return new Directory({
    v: 1,
    number: 1,
    prev: null,
    issuedAt: JANUARY,
    sample: true,
    parties: [
      party('430100', changshaKeys),
      party('430300', [key('xt.sign', 'sign'), key('xt.seal', 'seal')]),
      party('430200', [key('zz.sign', 'sign'), key('zz.seal', 'seal')]),
    ],
    agreements,
    supervision: [],
  });
}
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof TongbanError) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('a key of the directory', () => {
  const known = directory([key('cs.sign', 'sign'), key('cs.seal', 'seal')]);

  it('is found for its city and its use', () => {
    expect(known.key('430100', 'cs.sign', 'sign').kid).toBe('cs.sign');
  });

  it("is unknown under another city's name, for another use, and where nobody has it", () => {
    expect(codeOf(() => known.key('430300', 'cs.sign', 'sign'))).toBe('key_unknown');
    expect(codeOf(() => known.key('430100', 'cs.sign', 'seal'))).toBe('key_unknown');
    expect(codeOf(() => known.key('430100', 'cs.seal', 'sign'))).toBe('key_unknown');
    expect(codeOf(() => known.key('430100', 'nobody', 'sign'))).toBe('key_unknown');
    expect(codeOf(() => known.key('430900', 'cs.sign', 'sign'))).toBe('key_unknown');
    expect(codeOf(() => known.key('430100', 'constructor', 'sign'))).toBe('key_unknown');
  });

  it('speaks for batches, receipts and answers from its first instant until just before its last', () => {
    const one = key('cs.sign', 'sign');
    expect(codeOf(() => judgeKey(one, justBefore(JANUARY)))).toBe('key_expired');
    expect(codeOf(() => judgeKey(one, JANUARY))).toBe('accepted');
    expect(codeOf(() => judgeKey(one, justBefore(DECEMBER)))).toBe('accepted');
    expect(codeOf(() => judgeKey(one, DECEMBER))).toBe('key_expired');
  });

  it('speaks no more from the instant of its revocation', () => {
    const revoked = key('cs.sign', 'sign', { revokedAt: JUNE });
    expect(codeOf(() => judgeKey(revoked, justBefore(JUNE)))).toBe('accepted');
    expect(codeOf(() => judgeKey(revoked, JUNE))).toBe('key_revoked');
    expect(codeOf(() => judgeKey(revoked, JULY))).toBe('key_revoked');
  });

  it('stands for events sealed while it was valid, also after it expired', () => {
    const one = key('cs.sign', 'sign', { until: JUNE });
    expect(codeOf(() => judgeSealKey(one, justBefore(JUNE), DECEMBER))).toBe('accepted');
    expect(codeOf(() => judgeSealKey(one, JUNE, DECEMBER))).toBe('key_expired');
    expect(codeOf(() => judgeSealKey(one, justBefore(JANUARY), DECEMBER))).toBe('key_expired');
  });

  it('stands for no event that came after its revocation, whatever sealing time is written on it', () => {
    const stolen = key('cs.sign', 'sign', { revokedAt: JUNE });
    expect(codeOf(() => judgeSealKey(stolen, JANUARY, JULY))).toBe('key_revoked');
    expect(codeOf(() => judgeSealKey(stolen, JANUARY, JUNE))).toBe('key_revoked');
    expect(codeOf(() => judgeSealKey(stolen, JANUARY, justBefore(JUNE)))).toBe('accepted');
  });
});

describe('the key that a batch is sealed to', () => {
  const at = new Date(JUNE);

  it('is the newest valid one', () => {
    const keys = [key('old', 'seal'), key('new', 'seal', { from: '2026-05-01T00:00:00.000Z' })];
    expect(directory(keys).sealKeyFor('430100', at).kid).toBe('new');
    expect(directory(keys.toReversed()).sealKeyFor('430100', at).kid).toBe('new');
  });

  it('is never a signing key, a future, an expired or a revoked one', () => {
    const keys = [
      key('good', 'seal'),
      key('sign', 'sign', { from: '2026-05-02T00:00:00.000Z' }),
      key('future', 'seal', { from: JULY }),
      key('expired', 'seal', { from: '2026-05-03T00:00:00.000Z', until: JUNE }),
      key('revoked', 'seal', { from: '2026-05-04T00:00:00.000Z', revokedAt: JULY }),
    ];
    expect(directory(keys).sealKeyFor('430100', at).kid).toBe('good');
    expect(codeOf(() => directory(keys.slice(1)).sealKeyFor('430100', at))).toBe('key_expired');
  });

  it('is none for a city that is not in the directory', () => {
    expect(codeOf(() => directory([key('cs.seal', 'seal')]).sealKeyFor('430900', at))).toBe('city_unknown');
  });
});

describe('an agreement', () => {
  const item = { itemCode: 'CS-YB-001', scopeAreas: ['430200', '430300'] };
  const found = (agreements: Agreement[], change: { collecting?: string; home?: string; at?: string } = {}): unknown =>
    directory([key('cs.sign', 'sign')], agreements).agreement(
      change.collecting ?? '430300',
      change.home ?? '430100',
      'PROXY_COLLECT',
      item,
      change.at ?? JUNE,
    )?.id;

  it('holds for its two cities in its direction, its modes and its time', () => {
    expect(found([agreement()])).toBe('SAMPLE-1');
    expect(found([agreement()], { collecting: '430100', home: '430300' })).toBeUndefined();
    expect(found([agreement()], { collecting: '430200' })).toBeUndefined();
    expect(found([agreement({ modes: ['ONLINE', 'JOINT'] })])).toBeUndefined();
    expect(found([agreement()], { at: justBefore(JANUARY) })).toBeUndefined();
    expect(found([agreement()], { at: JANUARY })).toBe('SAMPLE-1');
    expect(found([agreement()], { at: DECEMBER })).toBeUndefined();
    expect(found([agreement({ until: null })], { at: DECEMBER })).toBe('SAMPLE-1');
  });

  it('holds for the districts and parks of a prefecture that an item names, and for no other prefecture', () => {
    const ofDistrict = (collecting: string): unknown => found([agreement({ collecting })], { collecting });
    expect(['430304', '430371', '430300', '430202'].map(ofDistrict)).toEqual(Array(4).fill('SAMPLE-1'));
    expect(['430102', '430400', '440300'].map(ofDistrict)).toEqual([undefined, undefined, undefined]);
  });

  it('holds for the items it names, or without names for those that name the collecting city', () => {
    expect(found([agreement({ items: ['CS-YB-001'] })])).toBe('SAMPLE-1');
    expect(found([agreement({ items: ['CS-YB-002'] })])).toBeUndefined();
    expect(found([agreement({ items: [] })])).toBeUndefined();
    expect(found([agreement({ collecting: '430900' })], { collecting: '430900' })).toBeUndefined();
  });

  it('is found behind others that do not fit', () => {
    const all = [agreement({ id: 'A', until: JUNE }), agreement({ id: 'B', modes: ['JOINT'] }), agreement({ id: 'C' })];
    expect(found(all)).toBe('C');
  });
});

describe('the partners of a city', () => {
  it('are those it has an agreement with, either way, before all other cities, and never itself', () => {
    const one = directory([key('cs.sign', 'sign')], [agreement({ collecting: '430200', home: '430100' })]);
    expect(one.partnersOf('430100')).toEqual(['430200', '430300']);
    expect(one.partnersOf('430200')).toEqual(['430100', '430300']);
    expect(one.nameOf('430100')).toBe('城市430100');
    expect(one.nameOf('430900')).toBe('430900');
  });
});
