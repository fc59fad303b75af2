import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ServiceItemDefinition, serviceItemFaults } from './service-item.js';

/** An item as it comes over the wire: nothing about it is sure yet. */
type Plain = Record<string, unknown>;

const WELL_FORMED = {
  itemCode: 'CS-YB-001',
  version: 1,
  name: '医保异地住院费用报销',
  homeCity: '430100',
  department: '长沙市医疗保障局',
  applicantType: 'NATURAL',
  modes: ['PROXY_COLLECT', 'ONLINE'],
  kind: 'PROMISED',
  legalLimit: { amount: 30, unit: 'WORKING_DAY' },
  promiseLimit: { amount: 20, unit: 'WORKING_DAY' },
  acceptWithinWorkingDays: 5,
  materials: [
    {
      code: 'M01',
      name: '身份证明',
      required: true,
      form: 'EITHER',
      originalRequired: true,
      copies: 1,
      source: 'APPLICANT',
    },
    {
      code: 'M02',
      name: '费用明细清单',
      required: true,
      form: 'PAPER',
      originalRequired: true,
      copies: 0,
      source: 'APPLICANT',
    },
  ],
  fields: [
    { code: 'hospitalName', label: '就诊医院', kind: 'TEXT', required: true, maxLength: 100 },
    { code: 'ward', label: '病区', kind: 'CHOICE', required: false, choices: ['内科', '外科'] },
  ],
  feeCharged: false,
  resultKind: 'DOCUMENT',
  resultName: '医保报销核定单',
  agentAllowed: true,
  scopeRange: '长株潭',
  scopeAreas: ['430200', '430300'],
  effectiveAt: '2026-01-01T00:00:00.000Z',
  withdrawnAt: null,
  sample: true,
  sampleNote: '示例数据',
};

const LEFT_OUT = Symbol('left out');

function faultyPaths(change: Plain): string[] {
  const plain: Plain = { ...structuredClone(WELL_FORMED), ...change };
  for (const [name, value] of Object.entries(change)) if (value === LEFT_OUT) delete plain[name];
  const item = plainToInstance(ServiceItemDefinition, plain);
  return validateSync(item, { whitelist: true, forbidNonWhitelisted: true }).map((error) => error.property);
}

function crossFaults(change: (item: ServiceItemDefinition) => void): string[] {
  const item = plainToInstance(ServiceItemDefinition, structuredClone(WELL_FORMED));
  change(item);
  return serviceItemFaults(item);
}

describe('item definition', () => {
  it('takes a well-formed item, offered or withdrawn', () => {
    expect(faultyPaths({})).toEqual([]);
    expect(faultyPaths({ withdrawnAt: '2026-06-30T16:00:00.000Z' })).toEqual([]);
    expect(crossFaults(() => undefined)).toEqual([]);
  });

  it('gives the authority five working days to accept where the list says nothing', () => {
    expect(faultyPaths({ acceptWithinWorkingDays: LEFT_OUT })).toEqual([]);
    expect(new ServiceItemDefinition().acceptWithinWorkingDays).toBe(5);
  });

  it('misses every field that is left out', () => {
    for (const name of Object.keys(WELL_FORMED)) {
      if (name === 'acceptWithinWorkingDays' || name === 'sampleNote') continue;
      expect(faultyPaths({ [name]: LEFT_OUT })).toEqual([name]);
    }
  });

  const [identity, bill] = WELL_FORMED.materials;
  const [hospital] = WELL_FORMED.fields;

  it.each<[string, Plain]>([
    ['a code that could pass for a national one', { itemCode: '11450721MB155808114000104002000' }],
    ['a version of nothing', { version: 0 }],
    ['a home city that is none', { homeCity: '430001' }],
    ['no mode', { modes: [] }],
    ['an unknown mode', { modes: ['ONLINE', 'POST'] }],
    ['one mode twice', { modes: ['ONLINE', 'ONLINE'] }],
    ['a limit of half a day', { promiseLimit: { amount: 0.5, unit: 'DAY' } }],
    ['a limit in weeks', { legalLimit: { amount: 4, unit: 'WEEK' } }],
    ['no material', { materials: [] }],
    ['a material with an unknown field', { materials: [{ ...identity, colour: 'red' }, bill] }],
    ['a number of copies as text', { materials: [{ ...identity, copies: '1' }] }],
    ['a material that is only a name', { materials: ['身份证明'] }],
    ['a field code with a blank', { fields: [{ ...hospital, code: 'hospital name' }] }],
    ['a day where an instant is due', { effectiveAt: '2026-01-01' }],
    ['a withdrawal left open', { withdrawnAt: undefined }],
    ['a field nobody knows', { extra: 1 }],
  ])('refuses %s', (_what, change) => {
    expect(faultyPaths(change)).toEqual(Object.keys(change));
  });

  it.each<[string, (item: ServiceItemDefinition) => void]>([
    ['promise_exceeds_legal', (i) => (i.promiseLimit.amount = 31)],
    ['home_city_in_scope', (i) => i.scopeAreas.push('430100')],
    ['withdrawn_before_effective', (i) => (i.withdrawnAt = i.effectiveAt)],
    ['sample_note_missing', (i) => (i.sampleNote = undefined)],
    ['material_code_repeated:M01', (i) => (i.materials[1]!.code = 'M01')],
    ['material_paper_count_missing:M02', (i) => (i.materials[1]!.originalRequired = false)],
    ['material_paper_count_unexpected:M01', (i) => (i.materials[0]!.form = 'ELECTRONIC')],
    ['field_code_repeated:ward', (i) => (i.fields[0]!.code = 'ward')],
    ['field_choices_missing:ward', (i) => (i.fields[1]!.choices = undefined)],
    ['field_choices_unexpected:hospitalName', (i) => (i.fields[0]!.choices = ['一'])],
    ['field_length_unexpected:ward', (i) => (i.fields[1]!.maxLength = 3)],
  ])('finds %s', (fault, change) => {
    expect(crossFaults(change)).toEqual([fault]);
  });

  it('leaves a promise in another unit than the law to the authority', () => {
    expect(crossFaults((item) => (item.promiseLimit = { amount: 48, unit: 'HOUR' }))).toEqual([]);
  });

  it('takes a rule that decides at once only where each of its conditions can be judged on the form', () => {
    const rule = {
      ruleId: 'CS-R01',
      name: '示例规则',
      upTo: 'DECIDED' as const,
      conditions: [{ field: 'ward', oneOf: ['内科'] }],
      decisionReason: '符合规则',
    };
    const faults = (conditions: object[]) =>
      crossFaults((item) => (item.instantRule = { ...rule, conditions } as NonNullable<typeof item.instantRule>));
    expect(faultyPaths({ instantRule: rule })).toEqual([]);
    expect(faultyPaths({ instantRule: { ...rule, upTo: 'REJECTED' } })).toEqual(['instantRule']);
    expect(faultyPaths({ instantRule: { ...rule, ruleId: 'x' } })).toEqual(['instantRule']);
    expect(faults(rule.conditions)).toEqual([]);
    expect(faults([{ field: 'nowhere', atMost: 1 }])).toEqual(['rule_field_unknown:nowhere']);
    expect(faults([{ field: 'ward' }])).toEqual(['rule_condition_empty:ward']);
    expect(faults([{ field: 'ward', atMost: 1 }])).toEqual(['rule_condition_kind:ward']);
    expect(faults([{ field: 'hospitalName', oneOf: ['甲'] }])).toEqual(['rule_condition_kind:hospitalName']);
  });
});
