import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { TongbanError } from '../errors/tongban-error.js';
import { checkShape } from '../validation.js';
import { USER_ROLES } from '../codes/permissions.js';
import { COMMANDS, type CommandRule } from './command-table.js';
import { CaseRef } from './commands.js';

const rules = Object.entries(COMMANDS) as [string, CommandRule][];
const acts = rules.filter(([, rule]) => rule.onCase);
const hasField = (rule: CommandRule, body: object): boolean => {
  try {
    checkShape(rule.input, body, 'request_invalid');
    return true;
  } catch (error) {
    if (error instanceof TongbanError) return false;
    throw error;
  }
};

describe('the table of commands', () => {
  it('lets nobody in without signing in, except to sign in', () => {
    expect(rules.filter(([, rule]) => rule.roles.length === 0).map(([key]) => key)).toEqual([
      'signIn',
      'beginProviderSignIn',
      'signInByProvider',
    ]);
  });

  it('names only roles that people have, each once', () => {
    for (const [, { roles }] of rules) {
      expect(new Set(roles).size).toBe(roles.length);
      for (const role of roles) expect(USER_ROLES).toContain(role);
    }
  });

  it('gives every act on a case to one desk, with a case number, a revision and a command id', () => {
    expect(acts.length).toBeGreaterThan(6);
    // A card is answered by whichever desk holds its leg, which the card itself says.
    const byLeg: readonly string[] = ['replyCard', 'appealCard'];
    for (const [key, rule] of acts) {
      expect(rule.roles).toHaveLength(byLeg.includes(key) ? 3 : 1);
      expect(rule.creates).toBe(true);
      expect(
        Object.prototype.isPrototypeOf.call(CaseRef.prototype, rule.input.prototype) || rule.input === CaseRef,
      ).toBe(true);
    }
  });

  it('lets people who only look change nothing of a case', () => {
    // Whose case it is may be said only by who stands above the cities, and a card is taken back by supervision.
    const fromAbove: readonly string[] = ['settleJurisdiction', 'cancelCard'];
    for (const [key, { roles, onCase }] of rules) {
      if (fromAbove.includes(key)) continue;
      if (roles.includes('supervisor') || roles.includes('operator')) expect(onCase).toBe(false);
    }
    expect(COMMANDS.collectCase.roles).toEqual(['clerk']);
    expect(COMMANDS.handOver.roles).toEqual(['pickup']);
    expect(COMMANDS.decideCase.roles).toEqual(['reviewer']);
  });

  it.each(rules)('%s refuses a field that it does not know', (_key, rule) => {
    expect(hasField(rule, { unknownField: 1 })).toBe(false);
  });
});
