import { describe, expect, it } from '@jest/globals';
import { TongbanError } from '#contracts';
import { problemOf } from './problem.js';

describe('a problem', () => {
  it('says one thing of a field whose value is of the wrong kind', () => {
    const faults = [
      { path: 'materials', rule: 'arrayMaxSize' },
      { path: 'materials', rule: 'isArray' },
      { path: 'reason', rule: 'maxLength' },
    ];
    const { details } = problemOf(new TongbanError('request_invalid', { faults }), 'r1', '/x');
    expect(details['faults']).toEqual([
      { path: 'materials', rule: 'isArray', zh: '应为列表' },
      { path: 'reason', rule: 'maxLength', zh: '内容过长' },
    ]);
  });
});
