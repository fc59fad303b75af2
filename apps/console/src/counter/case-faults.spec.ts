import { describe, expect, it } from '@jest/globals';
import { ApiProblem, type Problem } from '../api/problems.js';
import { collectBody } from './case-body.js';
import { caseFaults, fieldFault, plainDate } from './case-faults.js';
import { placesOf } from './problem-places.js';
import { emptyCase, modesAtWindow, paperOf, takeRequired, type Item } from './typed-case.js';

const material = (code: string, more: object = {}) =>
  ({
    code,
    name: `材料${code}`,
    required: true,
    form: 'EITHER',
    originalRequired: true,
    copies: 1,
    source: 'APPLICANT',
    ...more,
  }) as const;
const item = {
  itemCode: 'CS-YB-001',
  homeCity: '430100',
  version: 3,
  modes: ['ONLINE', 'PROXY_COLLECT'],
  fields: [
    { code: 'day', label: '日期', kind: 'DATE', required: true },
    { code: 'sum', label: '金额', kind: 'NUMBER', required: false },
  ],
  materials: [material('M01'), material('M02', { deferrable: true }), material('M03', { source: 'SHARED_DATA' })],
} as unknown as Item;
const person = { certificateNo: '91350100M000100Y43', name: '示例公司', phone: '13907320000' };

function typedCase() {
  const typed = emptyCase();
  Object.assign(typed, { mode: 'PROXY_COLLECT', ...paperOf(item, 'PROXY_COLLECT'), matched: true });
  Object.assign(typed.applicant, { type: 'LEGAL', certificateType: '001', ...person });
  Object.assign(typed, { noticeGivenAt: '2026-11-22T01:00:00.000Z' });
  typed.delivery.pointId = 'XT-P01';
  return typed;
}

describe('a form before it is sent', () => {
  it('names what is missing in the order of the paper, and nothing once it is there', () => {
    const typed = typedCase();
    expect(caseFaults(typed, item).map(({ place }) => place)).toEqual(['form.day', 'materials.M01', 'materials.M02']);
    takeRequired(typed, item);
    typed.fields.day = '2026-09-01';
    expect(caseFaults(typed, item).map(({ place }) => place)).toEqual([
      'materials.M01.original',
      'materials.M02.original',
    ]);
    for (const line of Object.values(typed.materials)) line.originalSeen = true;
    expect(caseFaults(typed, item)).toEqual([]);
    expect(caseFaults(emptyCase(), null)).toEqual([{ place: 'item', words: 'item' }]);
  });

  it('asks for nothing that comes later (容缺) or that authorities fetch, and sends it so', () => {
    const typed = typedCase();
    typed.fields.day = '2026-09-01';
    typed.fields.sum = '12.50';
    Object.assign(typed.materials.M01 ?? {}, { taken: true, originalSeen: true });
    Object.assign(typed.materials.M02 ?? {}, { deferred: true });
    expect(caseFaults(typed, item)).toEqual([]);
    const body = collectBody(typed, item, () => ({ city: '430300' }));
    expect(body).toMatchObject({ itemVersion: 3, deferAsked: ['M02'], urgency: 'NORMAL' });
    expect(body.application).toMatchObject({
      form: { day: '2026-09-01', sum: 12.5 },
      materials: [{ code: 'M01', form: 'PAPER', originalSeen: true, copies: 1 }],
      delivery: { kind: 'PICKUP', city: '430300', pointId: 'XT-P01' },
    });
    expect(body.application.applicant).not.toHaveProperty('address');
  });

  it('takes days as people write them, and leaves what is none', () => {
    for (const text of ['20260901', '2026-9-1', '2026.09.01', '2026年9月1日'])
      expect(plainDate(text)).toBe('2026-09-01');
    expect(plainDate('明天')).toBe('明天');
    const [day, sum] = item.fields;
    expect([day && fieldFault(day, '2026-02-30'), sum && fieldFault(sum, '十'), sum && fieldFault(sum, '')]).toEqual([
      'date',
      'figure',
      null,
    ]);
  });

  it('is taken in by proxy where that is offered, and online where nothing else is', () => {
    expect(modesAtWindow(item)).toEqual(['PROXY_COLLECT', 'ONLINE']);
    expect(modesAtWindow({ modes: ['JOINT'] })).toEqual([]);
  });
});

describe('a refusal of the server', () => {
  const places = (code: string, details: Record<string, unknown>) => {
    const problem = { code, title: '标题', remedy: '办法', details } as unknown as Problem;
    return [...placesOf(new ApiProblem(422, problem), typedCase()).keys()];
  };

  it('is told at the place of the form that it is about', () => {
    expect(places('request_invalid', { faults: [{ path: 'application.applicant.phone', rule: 'x' }] })).toEqual([
      'applicant.phone',
    ]);
    expect(places('resident_id_invalid', { field: 'agent.certificateNo' })).toEqual(['agent.certificateNo']);
    expect(places('original_required', { materials: [{ code: 'M01', name: '' }] })).toEqual(['materials.M01.original']);
    expect(places('field_missing', { fields: [{ code: 'day' }], part: 'pay-out' })).toEqual(['pay-out/form.day']);
    expect(places('item_withdrawn', {})).toEqual(['item']);
    expect(places('case_changed', {})).toEqual([]);
  });
});
