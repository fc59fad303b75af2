import { describe, expect, it } from '@jest/globals';
import { CASE_STATUSES } from '#contracts';
import { fromOf, STATUS_TABLE, toOf } from '../case/case-status.rules.js';
import { ENDED_STATUSES } from './erase-step.js';

/** Rows that only look at a case again, or undo its end; none of them is something that is still owed. */
const AFTERWARDS = /^(case\.revoked|case\.sampled|record\.|supervision\.|standing\.|execution\.|commitment\.)/;

describe('the statuses after which a case keeps its personal data no longer than the term', () => {
  it('are all those from which nothing leads on, and no other', () => {
    const leadsOn = (status: (typeof CASE_STATUSES)[number]): boolean =>
      STATUS_TABLE.some(
        (rule) => fromOf(rule, null).includes(status) && !AFTERWARDS.test(rule.fact) && toOf(rule, null),
      );
    // Without a pickup city an issued result was delivered at once.
    const ends = CASE_STATUSES.filter((status) => status === 'ISSUED' || !leadsOn(status));
    expect([...ENDED_STATUSES].sort()).toEqual([...ends].sort());
  });
});
