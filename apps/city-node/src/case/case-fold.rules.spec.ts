import { describe, expect, it } from '@jest/globals';
import { CASE_STATUSES, HANDLING_MODES, makeCaseNo, type CaseStatus, type HandlingMode } from '#contracts';
import { emptyCase, otherParties, rolesOf, step, type CaseState, type FoldFact } from './case-fold.rules.js';
import { CONDITIONS } from './case-conditions.rules.js';
import { fromOf, modesOf, ownerOf, STATUS_TABLE, toOf, whyNot } from './case-status.rules.js';

const [HOME, COLLECTING, PICKUP, OTHER] = ['430100', '430300', '430200', '430400'] as const;
const caseNo = makeCaseNo({
  home: HOME,
  collecting: COLLECTING,
  onDate: '20261120',
  random: Uint8Array.of(1, 2, 3, 4, 5),
});
const LANE = `case/${caseNo}`;

/** What makes each condition true, to be put into a state. */
const MAKES: Record<string, Partial<CaseState>> = {
  'withdrawal-asked': { withdrawal: 'REQUESTED' },
  'deferral-owed': { deferral: 'OWED' },
  'committed-open': { commitment: 'OPEN' },
  carded: { cards: 1 },
  'papers-sent': { papers: 'SENT' },
  'sent-back': { sentBack: 'HERE' },
  'sent-back-here': { sentBack: 'HERE' },
  'record-disputed': { record: 'DISPUTED' },
  'handled-not-reviewed': { reviewed: ['HANDLE'] },
  'hearing-runs': { procedure: 'HEARING' },
  'inspection-runs': { procedure: 'INSPECTION' },
  'test-runs': { procedure: 'TEST' },
  'expert-review-runs': { procedure: 'EXPERT_REVIEW' },
  'public-notice-runs': { procedure: 'PUBLIC_NOTICE' },
};

/** What makes each condition fail. */
const BREAKS: Record<string, Partial<CaseState>> = {
  'no-withdrawal-open': { withdrawal: 'REQUESTED' },
  'hops-left': { formerHomes: ['430400', '430500'] },
  'nothing-owed': { deferral: 'OWED' },
  'not-extended': { extended: true },
  'not-taken-back': { takenBack: true },
  'standing-runs': { standing: 'REVOKED' },
  'standing-untouched': { standing: 'REVOKE_REQUESTED' },
  'not-sent-back': { sentBack: 'HERE' },
  'papers-not-sent': { papers: 'SENT' },
  'record-undisputed': { record: 'SETTLED' },
  'not-handled-yet': { reviewed: ['HANDLE'] },
};

describe('a fact', () => {
  const at = '2026-11-20T01:00:00.000Z';
  const inStatus = (status: CaseStatus, mode: HandlingMode, more: Partial<CaseState> = {}): CaseState => ({
    ...emptyCase(LANE),
    status,
    mode,
    roles: { ...emptyCase(LANE).roles, pickup: PICKUP },
    times: { 'case.collected': 'x' },
    ...more,
  });
  const fact = (type: string, act: string | null, author: string = HOME, city: string = PICKUP): FoldFact => ({
    payload: {
      author,
      seq: 9,
      type,
      act,
      assigns: type === 'handover.instructed' ? [{ role: 'pickup', city }] : [],
      at,
      seen: [],
    },
    hash: 'h',
  });

  it('has effect exactly where the table allows it, for every fact, status and mode', () => {
    for (const row of STATUS_TABLE) {
      const more = Object.assign({}, ...row.when.map((name) => MAKES[name] ?? {})) as Partial<CaseState>;
      for (const mode of HANDLING_MODES) {
        for (const status of CASE_STATUSES) {
          const before = inStatus(status, mode, more);
          const author = row.cityRole === 'party' ? HOME : (ownerOf(row, before) ?? OTHER);
          const after = step(before, fact(row.fact, row.act, author));
          if (modesOf(row).includes(mode) && fromOf(row, mode).includes(status)) {
            expect(after.status).toBe(toOf(row, mode) ?? status);
            expect(after.times[row.act ? `${row.fact}/${row.act}` : row.fact]).toBe(at);
            expect(after.ineffective).toEqual([]);
            // What the fact may do, the right person is offered at the desk.
            expect([row.action, whyNot(row, before, author, row.userRole ?? 'clerk')]).toEqual([row.action, null]);
            // From another city, or where a condition fails, the same fact changes nothing.
            expect(step(before, fact(row.fact, row.act, OTHER))).toEqual({ ...before, ineffective: ['h'] });
          } else {
            expect(after).toEqual({ ...before, ineffective: ['h'] });
          }
        }
      }
    }
  });

  it('has no effect where a condition does not hold, whatever the status', () => {
    for (const row of STATUS_TABLE) {
      for (const name of row.when) {
        const others = row.when.filter((one) => one !== name).map((one) => MAKES[one] ?? {});
        const broken: Partial<CaseState> = BREAKS[name] ?? {};
        const mode = modesOf(row)[0] as HandlingMode;
        const before = inStatus(fromOf(row, mode)[0] as CaseStatus, mode, Object.assign({}, ...others, broken));
        expect(CONDITIONS[name].holds(before)).toBe(false);
        const author = ownerOf(row, before) ?? HOME;
        expect(step(before, fact(row.fact, row.act, author)).ineffective).toEqual(['h']);
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
      expect(step(inStatus('ACCEPTED', 'PROXY_COLLECT'), fact(type, act)).ineffective).toEqual(['h']);
    }
  });

  it('may begin a case by collecting, at a pickup city by the instruction, and by nothing else', () => {
    const begin = (type: string, act: string | null = null): CaseState => step(emptyCase(LANE), fact(type, act));
    expect(begin('case.collected')).toMatchObject({ status: 'COLLECTED', mode: 'PROXY_COLLECT', ineffective: [] });
    expect(begin('case.collected', 'DELEGATED')).toMatchObject({ status: 'COLLECTED', mode: 'DELEGATED' });
    expect(begin('handover.instructed')).toMatchObject({
      status: 'ISSUED',
      roles: { pickup: PICKUP },
      ineffective: [],
    });
    for (const row of STATUS_TABLE) {
      if (['collect', 'instruct', 'instruct-again'].includes(row.action)) continue;
      expect(begin(row.fact, row.act).ineffective).toEqual(['h']);
    }
  });

  it('does not change the state it is taken on', () => {
    const before = inStatus('ISSUED', 'PROXY_COLLECT');
    const copy = structuredClone(before);
    step(before, fact('handover.instructed', null, HOME, OTHER));
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
