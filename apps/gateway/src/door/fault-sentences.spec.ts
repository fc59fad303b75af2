import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import * as contracts from '#contracts';
import { nestedClasses } from '../openapi/class-schemas.js';
import { inputClassOf } from '../openapi/input-schemas.js';
import { faultInChinese } from './fault-sentences.js';

/** Rules of all inputs, with those of what lies inside them; rules whose message is a code speak through the catalogue. */
function rulesOfInputs(): Set<string> {
  const rules = new Set<string>();
  const waiting = (Object.keys(contracts.COMMANDS) as contracts.CommandKey[]).map(inputClassOf);
  for (let shape = waiting.pop(); shape; shape = waiting.pop()) {
    waiting.push(...nestedClasses(shape));
    for (const { type, name, message } of getMetadataStorage().getTargetValidationMetadatas(shape, '', true, false)) {
      if (type === 'conditionalValidation' || type === 'whitelistValidation') continue;
      if (message === undefined) rules.add(name ?? type);
    }
  }
  return rules;
}

describe('faults of fields', () => {
  it('every rule that an input can break has a sentence of its own', () => {
    const codes: Record<string, string> = {
      isRegionCode: 'region_code_invalid',
      isCaseNo: 'case_no_invalid',
      isInstant: 'instant_invalid',
      isCalendarDate: 'date_invalid',
      isMobilePhone: 'mobile_phone_invalid',
    };
    const rules = [...rulesOfInputs()].map((rule) => codes[rule] ?? rule);
    expect(rules.length).toBeGreaterThan(10);
    const unspoken = rules.filter((rule) => faultInChinese(rule) === faultInChinese('a rule nobody knows'));
    expect(unspoken).toEqual([]);
  });

  it('a rule that is a code of the catalogue speaks with its words and its remedy', () => {
    expect(faultInChinese('mobile_phone_invalid')).toBe('手机号码有误，请填写十一位手机号码');
  });
});
