import { describe, expect, it } from '@jest/globals';
import {
  CASE_STATUS_NAMES,
  CASE_STATUSES,
  CITY_ROLES,
  FACT_TABLE,
  HANDLING_MODES,
  USER_ROLES,
  type CaseStatus,
  type CityRole,
} from '#contracts';
import { ruleOfAction, ruleOfFact, STATUS_TABLE, whyNot } from './case-status.rules.js';

/** Every set of roles that a city can have, the empty one included. */
const roleSets = Array.from({ length: 2 ** CITY_ROLES.length }, (_, bits) =>
  CITY_ROLES.filter((_role, i) => (bits >> i) & 1),
);
const caseFacts = FACT_TABLE.filter((fact) => fact.lane === 'case');

describe('the table of a case', () => {
  it('has a row for every fact and every end of it, and no other rows', () => {
    const inFacts = caseFacts.flatMap(({ type, acts }) =>
      acts.length > 0 ? acts.map((act) => `${type}/${act}`) : [`${type}/`],
    );
    const inRows = STATUS_TABLE.map(({ fact, act }) => `${fact}/${act ?? ''}`);
    expect(inRows.toSorted()).toEqual(inFacts.toSorted());
  });

  it('lets the city act that may state the fact, in the modes in which the fact exists', () => {
    for (const row of STATUS_TABLE) {
      const fact = caseFacts.find(({ type }) => type === row.fact);
      expect(fact?.owner).toBe(row.cityRole);
      for (const mode of row.modes ?? HANDLING_MODES) expect(fact?.modes).toContain(mode);
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

  it('reaches every status from the first, and goes back to none', () => {
    const begin = STATUS_TABLE.filter((row) => row.from.length === 0);
    expect(begin.map((row) => row.to)).toEqual(['COLLECTED']);
    const reached = new Set<CaseStatus>(['COLLECTED']);
    for (let grown = true; grown;) {
      const size = reached.size;
      for (const { from, to } of STATUS_TABLE) if (to && from.some((status) => reached.has(status))) reached.add(to);
      grown = reached.size > size;
    }
    expect([...reached].toSorted()).toEqual([...CASE_STATUSES].toSorted());
    const place = (status: CaseStatus): number => CASE_STATUSES.indexOf(status);
    for (const { from, to } of STATUS_TABLE)
      for (const status of from) expect(place(to ?? status)).toBeGreaterThanOrEqual(place(status));
  });

  it('ends where the law ends: a refused, rejected or handed-over case takes no step', () => {
    const last = CASE_STATUSES.filter((status) => STATUS_TABLE.every((row) => !row.from.includes(status)));
    expect(last).toEqual(['NOT_ACCEPTED', 'NOT_REQUIRED', 'REJECTED', 'PICKED_UP']);
  });
});

describe('why an action is not possible', () => {
  const possible: string[] = [];

  it('is said exactly when it is not, for every action, status, set of roles of the city and role of the person', () => {
    let judged = 0;
    for (const row of STATUS_TABLE) {
      for (const status of CASE_STATUSES) {
        for (const ours of roleSets) {
          for (const person of USER_ROLES) {
            judged += 1;
            const may =
              ours.includes(row.cityRole) &&
              row.from.includes(status) &&
              (row.userRole === null || row.userRole === person);
            const sentence = whyNot(row, status, ours, person);
            if (may) possible.push(`${row.action} ${person}`);
            expect(sentence === null).toBe(may);
            expect(sentence ?? `“${row.zh}”`).toContain(row.zh);
          }
        }
      }
    }
    expect(judged).toBe(STATUS_TABLE.length * CASE_STATUSES.length * 2 ** CITY_ROLES.length * USER_ROLES.length);
    expect(new Set(possible).size).toBeGreaterThanOrEqual(STATUS_TABLE.length - 1);
  });

  it('names the city, the status or the desk that it takes, in that order', () => {
    const accept = ruleOfAction('accept');
    const ours = (...roles: CityRole[]): CityRole[] => roles;
    expect(whyNot(accept, 'RECEIVED', ours('collecting'), 'clerk')).toBe('“受理”由属地办理');
    expect(whyNot(accept, 'FORWARDED', ours('home'), 'clerk')).toBe('办件当前为“已转递”，须在“属地已签收”时才能受理');
    expect(whyNot(accept, 'RECEIVED', ours('home'), 'clerk')).toBe('“受理”由审核人员办理');
    expect(whyNot(accept, 'RECEIVED', ours('home', 'pickup'), 'reviewer')).toBeNull();
    expect(whyNot(ruleOfAction('collect'), 'RECEIVED', ours('collecting'), 'clerk')).toContain(
      '须在收件之前时才能收件',
    );
  });

  it('holds no code, only words that people read', () => {
    for (const row of STATUS_TABLE) {
      for (const status of CASE_STATUSES) {
        for (const ours of roleSets) {
          for (const person of USER_ROLES) expect(whyNot(row, status, ours, person) ?? '').not.toMatch(/[A-Za-z_]/);
        }
      }
    }
    for (const name of Object.values(CASE_STATUS_NAMES)) expect(name).not.toMatch(/[A-Za-z_]/);
  });
});
