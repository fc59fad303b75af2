import { describe, expect, it } from '@jest/globals';
import { ACT_FORMS } from './act-table.js';
import { bodyOf, emptyValues, missingFields } from './act-values.js';

describe('the form of an act', () => {
  const refusal = ACT_FORMS['not-accept']!;

  it('names what is still to be filled in', () => {
    expect(missingFields(refusal, emptyValues(refusal))).toEqual(['reason', 'legalGround', 'competentAuthority']);
    expect(missingFields(ACT_FORMS.accept!, emptyValues(ACT_FORMS.accept!))).toEqual([]);
  });

  it('sends numbers as numbers, leaves out what is empty, and says which end it is', () => {
    expect(bodyOf(ACT_FORMS['start-hearing']!, { workingDays: '20', reason: ' 申请人要求 ' })).toEqual({
      kind: 'HEARING',
      workingDays: 20,
      reason: '申请人要求',
    });
    expect(bodyOf(ACT_FORMS.approve!, { reason: '符合条件' })).toEqual({ act: 'APPROVED', reason: '符合条件' });
    expect(bodyOf(ACT_FORMS.accept!, { note: '' })).toEqual({});
  });
});
