import { describe, expect, it } from '@jest/globals';
import type { Schemas } from '../api/client.js';
import { emptyBatch, fitting, missingOf, numberAfter, reportWith } from './batch-acts.js';

const aCase = (caseNo: string, status: string) => ({ caseNo, status }) as Schemas['CaseSummary'];
const row = (caseNo: string, done: boolean): Schemas['Batch']['items'][number] => ({
  ...{
    caseNo,
    done,
    status: null,
    statusZh: null,
    code: done ? null : 'claimed_by_other',
    words: done ? null : '已领办',
  },
});

describe('a batch of an on-site day', () => {
  it('takes of the chosen cases those that stand where its act begins', () => {
    const cases = [aCase('A', 'RECEIVED'), aCase('B', 'ACCEPTED'), aCase('C', 'APPROVED'), aCase('D', 'SUSPENDED')];
    expect(fitting('accept', cases).map(({ caseNo }) => caseNo)).toEqual(['A']);
    expect(fitting('inspect', cases).map(({ caseNo }) => caseNo)).toEqual(['D']);
  });

  it('counts numbers of results on from the first', () => {
    expect(numberAfter('长食证（示例）0099')).toBe('长食证（示例）0100');
    expect(numberAfter('示例-999')).toBe('示例-1000');
    expect(numberAfter('示例')).toBeNull();
  });

  it('says what is still to be filled in', () => {
    expect(missingOf('start', { ...emptyBatch(), label: '示例', workingDays: '0' }, ['A'])).toEqual([
      'workingDays',
      'reason',
    ]);
    const numbers = { A: '1', B: ' ' };
    expect(missingOf('issue', { ...emptyBatch(), label: '示例', numbers }, ['A', 'B'])).toEqual(['numbers']);
  });

  it('puts the rows of a repetition in their places, and counts anew', () => {
    const before = { label: '示例', done: 1, refused: 2, items: [row('A', true), row('B', false), row('C', false)] };
    const came = { label: '示例', done: 1, refused: 0, items: [row('C', true)] };
    expect(reportWith(before, came)).toMatchObject({
      done: 2,
      refused: 1,
      items: [{}, { done: false }, { done: true }],
    });
  });
});
