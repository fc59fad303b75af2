import { describe, expect, it } from '@jest/globals';
import type { Schemas } from '../api/client.js';
import type { Item } from '../case/open-case.js';
import { reviewWarnings } from './review-warnings.js';

const words = (key: string): string => key;
const item = { reviewSteps: ['HANDLE', 'REVIEW'], fourEyes: true } as Item;
const opinion = (step: 'HANDLE' | 'REVIEW', mine: boolean): Schemas['Opinion'] => ({
  ...{ step, mine, by: '示例', at: '2026-11-20T01:02:03.004Z', opinion: 'AGREE', words: '同意' },
});

describe('what stands against an act of review', () => {
  it('is an opinion that is still missing', () => {
    const told = reviewWarnings(item, [opinion('HANDLE', false)], words);
    expect(told).toEqual(
      expect.objectContaining({
        approve: 'reviewDesk.stepsMissing',
        'approve-on-promise': 'reviewDesk.stepsMissing',
      }),
    );
    expect(told['note-review']).toBeUndefined();
  });

  it("is one's own opinion, where four eyes are asked for", () => {
    expect(reviewWarnings(item, [opinion('HANDLE', true)], words)).toMatchObject({
      'note-review': 'reviewDesk.fourEyes',
      approve: 'reviewDesk.fourEyes',
    });
    expect(
      reviewWarnings({ ...item, fourEyes: false }, [opinion('HANDLE', true)], words)['note-review'],
    ).toBeUndefined();
  });

  it('is nothing once others have signed', () => {
    expect(reviewWarnings(item, [opinion('HANDLE', false), opinion('REVIEW', false)], words)).toEqual({});
  });
});
