import { describe, expect, it } from '@jest/globals';
import { addressOf, isNarrowed, viewOf } from './queue-view.js';

describe('the review queue in the address', () => {
  it('comes back as it was left', () => {
    const view = { of: 'mine', itemCode: 'CS-YB-001', collectingCity: '430300', rows: 300 } as const;
    expect(viewOf(addressOf(view) as Record<string, string>)).toEqual(view);
    expect(isNarrowed(view)).toBe(true);
  });

  it('leaves the address empty where all is as usual', () => {
    expect(addressOf(viewOf({}))).toEqual({});
    expect(isNarrowed(viewOf({}))).toBe(false);
  });

  it('drops what is no filter instead of asking the server for it', () => {
    const odd = { of: 'all', itemCode: '医保', collectingCity: ['430300', '430200'], rows: '-7' };
    expect(addressOf(viewOf(odd))).toEqual({});
    expect(viewOf({ rows: '1e9' }).rows).toBe(5000);
    expect(viewOf({ rows: 'NaN' }).rows).toBe(100);
  });
});
