import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { HANDLING_MODES } from '../codes/handling-mode.js';
import { TongbanError } from '../errors/tongban-error.js';
import { checkShape } from '../validation.js';
import { CITY_ROLES } from './event-payload.js';
import { FACT_TABLE, factRule } from './fact-table.js';

const ofCases = FACT_TABLE.filter((rule) => rule.lane === 'case');

describe('the table of facts', () => {
  it('has one row per fact and version, found by both', () => {
    for (const rule of FACT_TABLE) expect(factRule(rule.type, rule.version)).toBe(rule);
    expect(new Set(FACT_TABLE.map((rule) => `${rule.type}@${rule.version}`)).size).toBe(FACT_TABLE.length);
  });

  it('knows no later version and no other fact: such an event is kept for people, not applied', () => {
    expect(factRule('case.decided', 2)).toBeUndefined();
    expect(factRule('case.decided', 0)).toBeUndefined();
    expect(factRule('case.undone', 1)).toBeUndefined();
    expect(factRule('case.decided@1', 1)).toBeUndefined();
    expect(factRule('constructor', 1)).toBeUndefined();
  });

  it('lets the deciding city alone accept, refuse, decide and issue', () => {
    for (const type of ['case.accepted', 'case.refused', 'case.decided', 'result.issued', 'handover.instructed']) {
      expect(factRule(type, 1)?.owner).toBe('decider');
    }
  });

  it('lets a pickup point read the instruction and nothing else of a case', () => {
    expect(ofCases.filter((rule) => rule.readers.includes('pickup')).map((rule) => rule.type)).toEqual([
      'handover.instructed',
    ]);
  });

  it('lets a pickup city into a case by the instruction of the deciding city and by nothing else', () => {
    const assigning = ofCases.filter((rule) => rule.assigns.includes('pickup'));
    expect(assigning.map((rule) => [rule.type, rule.owner])).toEqual([['handover.instructed', 'decider']]);
  });

  it('keeps what a case says from cities outside it, and what a city publishes from nobody', () => {
    for (const rule of FACT_TABLE) {
      expect(rule.readers.includes('partners')).toBe(rule.lane !== 'case');
      expect(rule.owner === 'lane-city').toBe(rule.lane !== 'case');
      expect(rule.modes.length).toBeGreaterThan(0);
      for (const mode of rule.modes) expect(HANDLING_MODES).toContain(mode);
      for (const role of rule.assigns) expect(CITY_ROLES).toContain(role);
      if (rule.lane === 'case') expect(rule.readers).not.toContain('partners');
    }
  });

  it.each(FACT_TABLE.map((rule) => [rule.type, rule] as const))(
    'refuses %s with nothing or anything in it',
    (_type, rule) => {
      for (const body of [{}, { anything: 1 }]) {
        expect(() => checkShape(rule.data, body, 'data_invalid')).toThrow(TongbanError);
      }
    },
  );
});
