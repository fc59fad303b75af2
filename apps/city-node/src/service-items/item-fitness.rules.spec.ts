import { describe, expect, it } from '@jest/globals';
import type { Application, CollectedMaterial, FormField, ServiceItemDefinition } from '#contracts';
import { applicationFaults, itemFaults, missingMaterials } from './item-fitness.rules.js';

const BEFORE = '2025-12-31T23:59:59.999Z';
const FROM = '2026-01-01T00:00:00.000Z';
const UNTIL = '2026-12-01T00:00:00.000Z';
const DURING = '2026-11-20T01:00:00.000Z';

const material = (code: string, change: object = {}): ServiceItemDefinition['materials'][number] => ({
  code,
  name: `材料${code}`,
  required: true,
  form: 'EITHER',
  originalRequired: false,
  copies: 1,
  source: 'APPLICANT',
  ...change,
});
const field = (code: string, kind: FormField['kind'], change: object = {}): FormField => ({
  code,
  label: `栏目${code}`,
  kind,
  required: false,
  ...change,
});
const ITEM: ServiceItemDefinition = {
  itemCode: 'CS-YB-001',
  version: 1,
  name: '医保异地住院费用报销',
  homeCity: '430100',
  department: '示例部门',
  applicantType: 'NATURAL',
  modes: ['PROXY_COLLECT', 'ONLINE'],
  kind: 'PROMISED',
  legalLimit: { amount: 30, unit: 'WORKING_DAY' },
  promiseLimit: { amount: 20, unit: 'WORKING_DAY' },
  acceptWithinWorkingDays: 5,
  materials: [
    material('M01', { originalRequired: true }),
    material('M02'),
    material('M03', { required: false, originalRequired: true }),
    material('M04', { source: 'SHARED_DATA' }),
    material('M05', { source: 'AUTHORITY' }),
  ],
  fields: [
    field('hospital', 'TEXT', { required: true, maxLength: 10 }),
    field('amount', 'NUMBER', { required: true }),
    field('admittedOn', 'DATE'),
    field('ward', 'CHOICE', { choices: ['内科', '外科'] }),
  ],
  feeCharged: false,
  resultKind: 'DOCUMENT',
  resultName: '医保报销核定单',
  agentAllowed: false,
  scopeRange: '长株潭',
  scopeAreas: ['430200', '430300'],
  effectiveAt: FROM,
  withdrawnAt: UNTIL,
  sample: true,
  sampleNote: '示例数据',
};
const REQUEST = { mode: 'PROXY_COLLECT', applicantType: 'NATURAL', byAgent: false } as const;
const given = (code: string, originalSeen = true): CollectedMaterial => ({
  code,
  form: 'PAPER',
  originalSeen,
  copies: 1,
});
const application = (form: Record<string, unknown>, materials: CollectedMaterial[]): Application =>
  ({ form, materials }) as unknown as Application;
const FORM = { hospital: '示例医院', amount: 12.5 };
const BOTH = [given('M01'), given('M02')];
const codes = (faults: { code: string }[]): string[] => faults.map((fault) => fault.code);
const formFaults = (form: Record<string, unknown>): { code: string; details: object }[] =>
  applicationFaults(ITEM, application(form, BOTH));

describe('an item is offered', () => {
  const at = (instant: string, request: object = {}, item: object = {}): string[] =>
    codes(itemFaults({ ...ITEM, ...item }, { ...REQUEST, ...request }, instant));

  it('from the instant it takes effect until just before it is withdrawn', () => {
    expect(at(BEFORE)).toEqual(['item_not_effective']);
    expect(at(FROM)).toEqual([]);
    expect(at('2026-11-30T23:59:59.999Z')).toEqual([]);
    expect(at(UNTIL)).toEqual(['item_withdrawn']);
    expect(at(UNTIL, {}, { withdrawnAt: null })).toEqual([]);
  });

  it('in its modes only', () => {
    expect(at(DURING, { mode: 'ONLINE' })).toEqual([]);
    expect(at(DURING, { mode: 'DELEGATED' })).toEqual(['item_not_agreed']);
  });

  it('to the people or the companies it serves, or to both', () => {
    expect(at(DURING, { applicantType: 'LEGAL' })).toEqual(['applicant_type_not_allowed']);
    expect(at(DURING, { applicantType: 'LEGAL' }, { applicantType: 'BOTH' })).toEqual([]);
    expect(at(DURING, { applicantType: 'NATURAL' }, { applicantType: 'LEGAL' })).toEqual([
      'applicant_type_not_allowed',
    ]);
  });

  it('to an agent only where one may come', () => {
    expect(at(DURING, { byAgent: true })).toEqual(['agent_not_allowed']);
    expect(at(DURING, { byAgent: true }, { agentAllowed: true })).toEqual([]);
  });

  it('not, for all reasons at once, so that nobody has to come again for the next', () => {
    const wrong = { mode: 'JOINT', applicantType: 'LEGAL', byAgent: true } as const;
    expect(at(BEFORE, wrong)).toEqual([
      'item_not_effective',
      'item_not_agreed',
      'applicant_type_not_allowed',
      'agent_not_allowed',
    ]);
  });
});

describe('the materials of an application', () => {
  it('are complete when everything required of the applicant is there', () => {
    expect(applicationFaults(ITEM, application(FORM, BOTH))).toEqual([]);
    expect(missingMaterials(ITEM, ['M01', 'M02'])).toEqual([]);
  });

  it('that are missing are named; what authorities fetch themselves is never asked of people', () => {
    expect(missingMaterials(ITEM, [])).toEqual([
      { code: 'M01', name: '材料M01' },
      { code: 'M02', name: '材料M02' },
    ]);
    expect(applicationFaults(ITEM, application(FORM, [given('M01')]))).toEqual([
      { code: 'material_missing', details: { materials: [{ code: 'M02', name: '材料M02' }] } },
    ]);
  });

  it('that the home city does not ask for are refused: nothing is collected in stock', () => {
    expect(applicationFaults(ITEM, application(FORM, [...BOTH, given('M09')]))).toEqual([
      { code: 'material_unknown', details: { materials: ['M09'] } },
    ]);
  });

  it('must have been compared with the original where the list says so, also the optional ones that are there', () => {
    expect(codes(applicationFaults(ITEM, application(FORM, [given('M01'), given('M02', false)])))).toEqual([]);
    expect(
      applicationFaults(ITEM, application(FORM, [given('M01', false), given('M02'), given('M03', false)])),
    ).toEqual([
      {
        code: 'original_required',
        details: {
          materials: [
            { code: 'M01', name: '材料M01' },
            { code: 'M03', name: '材料M03' },
          ],
        },
      },
    ]);
  });
});

describe('the form of an application', () => {
  it('may leave out what is not required', () => {
    expect(formFaults(FORM)).toEqual([]);
    expect(formFaults({ ...FORM, admittedOn: '', ward: '' })).toEqual([]);
  });

  it('is refused where a required field is missing or empty, and names it in words', () => {
    expect(formFaults({ hospital: '' })).toEqual([
      {
        code: 'field_missing',
        details: {
          fields: [
            { code: 'hospital', label: '栏目hospital' },
            { code: 'amount', label: '栏目amount' },
          ],
        },
      },
    ]);
    expect(formFaults({ ...FORM, amount: 0 })).toEqual([]);
  });

  it('is refused with a field that the item does not have', () => {
    expect(formFaults({ ...FORM, income: 1 })).toEqual([{ code: 'field_unknown', details: { fields: ['income'] } }]);
  });

  it.each([
    ['hospital', '超过十个字的示例医院名称'],
    ['hospital', 7],
    ['amount', '12.5'],
    ['amount', Number.NaN],
    ['amount', Number.POSITIVE_INFINITY],
    ['admittedOn', '2026-02-30'],
    ['admittedOn', '2026-2-3'],
    ['admittedOn', 20260203],
    ['ward', '儿科'],
    ['ward', 1],
    ['ward', ['内科']],
    ['ward', {}],
    ['hospital', null],
  ])('is refused with a wrong value in %s: %p', (code, value) => {
    const faults = formFaults({ ...FORM, [code]: value });
    expect(faults).toEqual([{ code: 'field_invalid', details: { fields: [{ code, label: `栏目${code}` }] } }]);
  });

  it('takes values at the edge', () => {
    expect(
      formFaults({ hospital: '十个字的示例医院名称', amount: -0.01, admittedOn: '2028-02-29', ward: '外科' }),
    ).toEqual([]);
  });

  it('never repeats in a fault what somebody has written', () => {
    const secret = '430302198802151234';
    const faults = formFaults({ hospital: secret.repeat(3), amount: secret, admittedOn: secret, ward: secret });
    expect(codes(faults)).toEqual(['field_invalid']);
    expect(JSON.stringify(faults)).not.toContain(secret);
  });
});
