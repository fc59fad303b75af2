import { describe, expect, it } from '@jest/globals';
import { makeCaseNo, type Delegation, type EventPayload } from '#contracts';
import { CaseJudge } from '../case/case-judge.js';
import { emptyCase } from '../case/case-fold.rules.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { PublishedDelegations, type DelegatedDeed } from './published-delegations.js';
import { PublishedItems } from './published-items.js';

const [HOME, COLLECTING] = ['430100', '430300'] as const;
const first: Delegation = {
  id: 'CS-WT-001',
  from: HOME,
  to: COLLECTING,
  items: ['CS-SB-002'],
  acts: ['ACCEPT', 'DECIDE'],
  validFrom: '2026-01-01T00:00:00.000Z',
  validUntil: '2027-01-01T00:00:00.000Z',
  revokedAt: null,
  legalGround: '示例条款',
  sample: true,
};
const basisOf = (seq: number) => ({ lane: `catalogue/${HOME}`, city: HOME, seq, hash: String(seq).repeat(64) });
const published = (...versions: Delegation[]): PublishedDelegations => {
  const all = new PublishedDelegations();
  for (const [i, definition] of versions.entries()) all.note({ definition, basis: basisOf(i + 1) });
  return all;
};
const deed = (change: Partial<DelegatedDeed> = {}): DelegatedDeed => ({
  to: COLLECTING,
  itemCode: 'CS-SB-002',
  act: 'DECIDE',
  at: '2026-11-20T01:00:00.000Z',
  ...change,
});

describe('what another city may do in the name of 长沙', () => {
  it('is what the delegation says: to whom, for which item, which act, and how long', () => {
    const all = published(first);
    expect(all.allowing(HOME, deed())).toEqual(basisOf(1));
    for (const change of [
      { to: '430200' },
      { itemCode: 'CS-YB-001' },
      { act: 'ISSUE' as const },
      { at: '2025-12-31T23:59:59.999Z' },
      { at: '2027-01-01T00:00:00.000Z' },
    ]) {
      expect([change, all.allowing(HOME, deed(change))]).toEqual([change, null]);
      expect([change, all.covers(HOME, basisOf(1), deed(change))]).toEqual([change, false]);
    }
  });

  it('ends when it is revoked, also for who names the earlier version, and what was done before stays right', () => {
    const all = published(first, { ...first, revokedAt: '2026-11-20T00:00:00.000Z' });
    expect(all.covers(HOME, basisOf(1), deed())).toBe(false);
    expect(all.covers(HOME, basisOf(1), deed({ at: '2026-11-19T23:59:59.999Z' }))).toBe(true);
    expect(all.allowing(HOME, deed())).toBeNull();
  });

  it('goes by the earlier version until the later one begins', () => {
    const all = published(first, { ...first, acts: ['ACCEPT'], validFrom: '2026-12-01T00:00:00.000Z' });
    expect(all.allowing(HOME, deed())).toEqual(basisOf(1));
    expect(all.allowing(HOME, deed({ at: '2026-12-01T00:00:00.000Z' }))).toBeNull();
  });

  it('rests on a publication of 长沙 itself and on no other', () => {
    const all = published(first);
    expect(all.covers(HOME, null, deed())).toBe(false);
    expect(all.covers(HOME, { ...basisOf(1), hash: 'f'.repeat(64) }, deed())).toBe(false);
    expect(all.covers(HOME, { ...basisOf(1), city: COLLECTING }, deed())).toBe(false);
    expect(all.covers(HOME, basisOf(9), deed())).toBe(false);
  });
});

describe('a decision that arrives from the city that acts for 长沙', () => {
  const lane = `case/${makeCaseNo({ home: HOME, collecting: COLLECTING, onDate: '20261120', random: new Uint8Array(5) })}`;
  const judged = (basis: EventPayload['basis'], at = '2026-11-20T01:00:00.000Z'): string | null => {
    const lists = { items: new PublishedItems(), delegations: published(first) };
    const payload = {
      lane,
      author: COLLECTING,
      type: 'case.returned',
      typeVersion: 1,
      act: null,
      assigns: [],
      basis,
      at,
    };
    const event = { payload: { ...payload, actor: { role: 'reviewer', id: 'r' } } as unknown as EventPayload };
    const state = { ...emptyCase(lane), mode: 'DELEGATED' as const };
    const judge = new CaseJudge('430200', {} as DirectoryService, lists);
    return judge.judge(
      { ...event, hash: Buffer.alloc(32), dataText: null, storedAt: new Date() },
      () => state,
      'CS-SB-002',
      [],
    );
  };

  it('counts on a delegation in force, and is kept without effect on none', () => {
    expect(judged(basisOf(1))).toBeNull();
    expect(judged(null)).toBe('not_entitled');
    expect(judged(basisOf(2))).toBe('not_entitled');
    expect(judged(basisOf(1), '2027-02-01T00:00:00.000Z')).toBe('not_entitled');
  });
});
