import { describe, expect, it } from '@jest/globals';
import {
  CASE_STATUS_NAMES,
  CASE_STATUSES,
  FACT_TABLE,
  HANDLING_MODES,
  makeCaseNo,
  USER_ROLES,
  type CaseStatus,
  type HandlingMode,
} from '#contracts';
import { CONDITIONS } from './case-conditions.rules.js';
import { emptyCase } from './case-fold.rules.js';
import type { CaseState } from './case-state.js';
import {
  deciderOf,
  fromOf,
  isOwner,
  modesOf,
  ruleOfAction,
  ruleOfFact,
  STATUS_TABLE,
  toOf,
  whyNot,
} from './case-status.rules.js';

const [HOME, COLLECTING, PICKUP, OTHER] = ['430100', '430300', '430200', '430400'] as const;
const LANE = `case/${makeCaseNo({ home: HOME, collecting: COLLECTING, onDate: '20261120', random: Uint8Array.of(1, 2, 3, 4, 5) })}`;
const caseFacts = FACT_TABLE.filter((fact) => fact.lane === 'case');

describe('the table of a case', () => {
  it('has a row for every fact and every end of it, and no other rows', () => {
    // Collecting is one row whatever the mode that its end names.
    const inFacts = caseFacts.flatMap(({ type, acts, version }) =>
      type === 'case.collected'
        ? version === 1
          ? [`${type}/`]
          : []
        : acts.length > 0
          ? acts.map((act) => `${type}/${act}`)
          : [`${type}/`],
    );
    const inRows = STATUS_TABLE.map(({ fact, act }) => `${fact}/${act ?? ''}`);
    expect(inRows.toSorted()).toEqual(inFacts.toSorted());
  });

  it('lets the city act that may state the fact, in the modes in which the fact exists', () => {
    for (const row of STATUS_TABLE) {
      const fact = caseFacts.find(({ type }) => type === row.fact);
      expect(fact?.owner).toBe(row.cityRole);
      for (const mode of modesOf(row)) expect(fact?.modes).toContain(mode);
    }
  });

  it('is found by action and by fact', () => {
    for (const row of STATUS_TABLE) {
      expect(ruleOfAction(row.action)).toBe(row);
      expect(ruleOfFact(row.fact, row.act)).toBe(row);
    }
    expect(ruleOfFact('case.decided', null)).toBeUndefined();
    expect(ruleOfFact('case.accepted', 'APPROVED')).toBeUndefined();
    expect(() => ruleOfAction('undo')).toThrow(RangeError);
  });

  it('says of each row where it comes from and how people call it, each in a word of its own', () => {
    for (const row of STATUS_TABLE) expect(row.source.length).toBeGreaterThan(3);
    expect(new Set(STATUS_TABLE.map((row) => row.zh)).size).toBe(STATUS_TABLE.length);
    expect(new Set(STATUS_TABLE.map((row) => row.action)).size).toBe(STATUS_TABLE.length);
  });

  it('reaches every status from the first, in some mode', () => {
    const begin = STATUS_TABLE.filter((row) => row.from.length === 0);
    expect(begin.map((row) => row.to)).toEqual(['COLLECTED']);
    const all = new Set<CaseStatus>();
    for (const mode of HANDLING_MODES) {
      const reached = new Set<CaseStatus>(['COLLECTED']);
      for (let grown = true; grown;) {
        const size = reached.size;
        for (const row of STATUS_TABLE) {
          const to = toOf(row, mode);
          if (to && modesOf(row).includes(mode) && fromOf(row, mode).some((one) => reached.has(one))) reached.add(to);
        }
        grown = reached.size > size;
      }
      for (const status of reached) all.add(status);
    }
    expect([...all].toSorted()).toEqual([...CASE_STATUSES].toSorted());
  });

  it('ends where the law ends: from an end no row leads to another status', () => {
    const moves = STATUS_TABLE.filter((row) => row.to !== null);
    const last = CASE_STATUSES.filter((status) =>
      moves.every((row) => !row.from.includes(status) && !row.fromHere?.includes(status)),
    );
    expect(last).toEqual([
      'NOT_ACCEPTED',
      'NOT_REQUIRED',
      'RETURNED',
      'WITHDRAWN',
      'CORRECTION_LAPSED',
      'DEFERRAL_LAPSED',
      'REJECTED',
      'REVOKED',
      'JOINT_DONE',
      'JOINT_PARTIAL',
      'JOINT_ABORTED',
    ]);
  });

  it('never lets a return stop a clock that runs: a case is given back before acceptance only', () => {
    const { from, fromHere } = ruleOfAction('return');
    expect([...from, ...(fromHere ?? [])]).not.toContain('ACCEPTED');
    expect([...from, ...(fromHere ?? [])]).not.toContain('SUSPENDED');
  });

  it('lets nobody but the deciding city accept, refuse, decide and issue', () => {
    for (const action of ['accept', 'not-accept', 'not-require', 'approve', 'reject', 'issue']) {
      expect(ruleOfAction(action).cityRole).toBe('decider');
    }
    const state = { ...emptyCase(LANE), mode: 'PROXY_COLLECT' } as const;
    expect(deciderOf(state)).toBe(HOME);
    expect(deciderOf({ ...state, mode: 'ONLINE' })).toBe(HOME);
    expect(deciderOf({ ...state, mode: 'DIRECT' })).toBe(COLLECTING);
    expect(deciderOf({ ...state, mode: 'DELEGATED' })).toBe(COLLECTING);
    expect(deciderOf({ ...state, mode: 'DELEGATED', takenBack: true })).toBe(HOME);
  });
});

describe('why an action is not possible', () => {
  const states = CASE_STATUSES.flatMap((status) =>
    HANDLING_MODES.map((mode): CaseState => {
      const empty = emptyCase(LANE);
      return { ...empty, status, mode, roles: { ...empty.roles, pickup: PICKUP }, times: { 'case.collected': 'x' } };
    }),
  );

  it('is said exactly when it is not, for every action, status, mode, city and role of the person', () => {
    for (const row of STATUS_TABLE) {
      for (const state of states) {
        for (const city of [HOME, COLLECTING, PICKUP, OTHER]) {
          for (const person of USER_ROLES) {
            const may =
              modesOf(row).includes(state.mode as HandlingMode) &&
              isOwner(row, state, city) &&
              fromOf(row, state.mode).includes(state.status) &&
              row.when.every((name) => CONDITIONS[name].holds(state)) &&
              (row.userRole === null || row.userRole === person);
            const sentence = whyNot(row, state, city, person);
            expect(sentence === null).toBe(may);
            if (sentence !== null) {
              expect(sentence).toContain(row.zh);
              // Words that people read, and no code.
              expect(sentence).not.toMatch(/[A-Za-z_]/);
            }
          }
        }
      }
    }
  });

  it('names the mode, the city, the status, the condition or the desk that it takes, in that order', () => {
    const accept = ruleOfAction('accept');
    const empty = emptyCase(LANE);
    const of = (
      status: CaseStatus,
      mode: HandlingMode = 'PROXY_COLLECT',
      more: Partial<CaseState> = {},
    ): CaseState => ({
      ...empty,
      status,
      mode,
      ...more,
    });
    expect(whyNot(ruleOfAction('take-back'), of('ACCEPTED'), HOME, 'reviewer')).toBe('“代收资料”办件没有“收回”环节');
    expect(whyNot(accept, of('RECEIVED'), COLLECTING, 'clerk')).toBe('“受理”由属地办理');
    expect(whyNot(accept, of('COLLECTED', 'DELEGATED'), HOME, 'reviewer')).toBe('“受理”由收件地办理');
    expect(whyNot(accept, of('FORWARDED'), HOME, 'clerk')).toBe('办件当前为“已转递”，须在“属地已签收”时才能受理');
    expect(whyNot(accept, of('RECEIVED'), HOME, 'clerk')).toBe('“受理”由审核人员办理');
    expect(whyNot(accept, of('RECEIVED'), HOME, 'reviewer')).toBeNull();
    const extended = of('ACCEPTED', 'PROXY_COLLECT', { extended: true });
    expect(whyNot(ruleOfAction('extend'), extended, HOME, 'reviewer')).toBe('不能延期：办理期限只能延长一次');
    expect(whyNot(ruleOfAction('collect'), of('RECEIVED'), COLLECTING, 'clerk')).toContain('须在收件之前时才能收件');
  });

  it('calls every status by words that people read', () => {
    for (const name of Object.values(CASE_STATUS_NAMES)) expect(name).not.toMatch(/[A-Za-z_]/);
  });
});
