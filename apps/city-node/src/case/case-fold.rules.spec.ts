import { describe, expect, it } from '@jest/globals';
import { makeCaseNo, type CaseStatus } from '#contracts';
import { emptyCase, otherParties, rolesOf, step, type CaseState, type FoldFact } from './case-fold.rules.js';
import { STATUS_TABLE } from './case-status.rules.js';

const [HOME, COLLECTING, PICKUP, OTHER] = ['430100', '430300', '430200', '430400'] as const;
const caseNo = makeCaseNo({
  home: HOME,
  collecting: COLLECTING,
  onDate: '20261120',
  random: Uint8Array.of(1, 2, 3, 4, 5),
});
const LANE = `case/${caseNo}`;

describe('a fact', () => {
  const inStatus = (status: CaseStatus): CaseState => ({
    ...emptyCase(LANE),
    status,
    times: { 'case.collected': 'x' },
  });
  const fact = (type: string, act: string | null, city: string = PICKUP): FoldFact => ({
    payload: {
      author: HOME,
      seq: 9,
      type,
      act,
      assigns: type === 'handover.instructed' ? [{ role: 'pickup', city }] : [],
      at: '2026-11-20T01:00:00.000Z',
      seen: [],
    },
    hash: 'h',
  });
  const statuses = [...new Set(STATUS_TABLE.flatMap((row) => [...row.from, ...(row.to ? [row.to] : [])]))];

  it('has effect exactly where the table allows it, for every fact and status', () => {
    for (const row of STATUS_TABLE) {
      for (const status of statuses) {
        const before = inStatus(status);
        const after = step(before, fact(row.fact, row.act));
        if (row.from.includes(status)) {
          expect(after.status).toBe(row.to ?? status);
          expect(after.times[row.act ? `${row.fact}/${row.act}` : row.fact]).toBe('2026-11-20T01:00:00.000Z');
          expect(after.ineffective).toEqual([]);
        } else {
          expect(after).toEqual({ ...before, ineffective: ['h'] });
        }
      }
    }
  });

  it('has no effect with an end that its kind does not have', () => {
    for (const [type, act] of [
      ['case.decided', null],
      ['case.decided', 'NOT_ACCEPTED'],
      ['case.accepted', 'APPROVED'],
      ['case.undone', null],
      ['constructor', null],
    ] as const) {
      expect(step(inStatus('ACCEPTED'), fact(type, act)).ineffective).toEqual(['h']);
    }
  });

  it('may begin a case by collecting, at a pickup city by the instruction, and by nothing else', () => {
    const begin = (type: string, act: string | null = null): CaseState => step(emptyCase(LANE), fact(type, act));
    expect(begin('case.collected')).toMatchObject({ status: 'COLLECTED', ineffective: [] });
    expect(begin('handover.instructed')).toMatchObject({
      status: 'ISSUED',
      roles: { pickup: PICKUP },
      ineffective: [],
    });
    for (const row of STATUS_TABLE) {
      if (['collect', 'instruct'].includes(row.action)) continue;
      expect(begin(row.fact, row.act).ineffective).toEqual(['h']);
    }
  });

  it('does not change the state it is taken on', () => {
    const before = inStatus('ISSUED');
    const copy = structuredClone(before);
    step(before, fact('handover.instructed', null, OTHER));
    step(before, fact('case.collected', null));
    expect(before).toEqual(copy);
  });
});

describe('the cities of a case', () => {
  it('are read from its number, the pickup city from the instruction', () => {
    const state = emptyCase(LANE);
    expect(state.roles).toEqual({ collecting: COLLECTING, home: HOME, pickup: null });
    expect(() => emptyCase('case/KY1')).toThrow(RangeError);
    expect(() => emptyCase('catalogue/430100')).toThrow(RangeError);
  });

  it('may have several roles at once, and are told of everything once', () => {
    const state: CaseState = { ...emptyCase(LANE), roles: { collecting: COLLECTING, home: HOME, pickup: COLLECTING } };
    expect(rolesOf(state, COLLECTING)).toEqual(['collecting', 'pickup']);
    expect(rolesOf(state, HOME)).toEqual(['home']);
    expect(rolesOf(state, OTHER)).toEqual([]);
    expect(otherParties(state, HOME)).toEqual([COLLECTING]);
    expect(otherParties(state, COLLECTING)).toEqual([HOME]);
    expect(otherParties({ ...state, roles: { ...state.roles, pickup: PICKUP } }, HOME)).toEqual([COLLECTING, PICKUP]);
  });
});
