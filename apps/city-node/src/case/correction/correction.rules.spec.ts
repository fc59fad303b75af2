import { describe, expect, it } from '@jest/globals';
import type { CorrectionRequested, DefectFound } from '#contracts';
import type { CorrectionStep } from '../application-reads.js';
import { leftOut, markVisible } from './correction.rules.js';

const defect = (code: string): DefectFound => ({
  kind: code.startsWith('M') ? 'MATERIAL' : 'FIELD',
  code,
  problem: '示例',
  remedy: '示例',
});
const notice = (...codes: string[]): CorrectionStep => ({
  notice: { noticeNo: 'BZ-1', round: 1, dueOn: '2026-12-01', defects: markVisible(codes.map(defect), []) },
});
const supplied = (fields: string[], materials: string[]): CorrectionStep => ({
  supplied: {
    form: Object.fromEntries(fields.map((code) => [code, '改'])),
    materials: materials.map((code) => ({ code, form: 'PAPER', originalSeen: true, copies: 1 })),
  },
});
const late = (codes: string[], before: CorrectionStep[]): string[] =>
  markVisible(codes.map(defect), before).flatMap((one) => (one.visibleBefore ? [one.code] : []));

describe('a notice of correction', () => {
  it('hides nothing the first time', () => {
    expect(late(['bankAccount', 'M03'], [])).toEqual([]);
  });

  it('is marked where it names what could have been named before', () => {
    const before = [notice('M03'), supplied([], ['M03'])];
    expect(late(['M03'], before)).toEqual([]);
    expect(late(['M03', 'M04', 'bankName'], before)).toEqual(['M04', 'bankName']);
  });

  it('may name again what was named and has not been mended, and what the applicant changed unasked', () => {
    expect(late(['M03', 'M05'], [notice('M03'), supplied([], ['M05'])])).toEqual([]);
    expect(late(['bankName'], [notice('M03'), supplied(['bankName'], ['M03'])])).toEqual([]);
  });

  it('looks no further back than to the last notice', () => {
    const before = [notice('M03'), supplied(['bankName'], ['M03']), notice('M04'), supplied([], ['M04'])];
    expect(late(['M03', 'M04', 'bankName'], before)).toEqual(['M03', 'bankName']);
  });

  it('is mended by nothing less than all that it names', () => {
    const { defects } = (notice('M03', 'bankName') as { notice: CorrectionRequested }).notice;
    const materials = [{ code: 'M03' }];
    expect(leftOut(defects, { form: { bankName: '改' }, materials })).toEqual([]);
    expect(leftOut(defects, { form: {}, materials })).toEqual([{ kind: 'FIELD', code: 'bankName' }]);
    expect(leftOut(defects, { form: { M03: '改' }, materials: [] })).toHaveLength(2);
  });
});
