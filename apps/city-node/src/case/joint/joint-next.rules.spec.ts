import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CaseStatus, RefusalRule } from '#contracts';
import { isDone, jointSteps, partStates, type JointProgress } from './joint-next.rules.js';

const RULES = ['ABORT_ALL', 'PARTIAL', 'COMPENSATE'] as const;
const ENDS = ['ISSUED', 'PICKED_UP', 'NOT_REQUIRED', 'REJECTED', 'RETURNED', 'NOT_ACCEPTED', 'WITHDRAWN'] as const;

/** A plan in which a part waits for some of those before it in the list. */
const anyPlan = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 11 }).map((parts) =>
  parts.map((after, i) => ({
    key: `part-${i}`,
    after: i === 0 ? [] : [...new Set(after.map((one) => `part-${one % i}`))],
  })),
);
const anyHistory = fc.record({
  parts: anyPlan,
  onRefusal: fc.constantFrom(...RULES),
  ends: fc.array(fc.record({ pick: fc.nat(), end: fc.constantFrom(...ENDS) }), { minLength: 40, maxLength: 40 }),
});

/** Plays a joint case to its end; `after` sees every state of it. */
function play(
  {
    parts,
    onRefusal,
    ends,
  }: { parts: JointProgress['parts']; onRefusal: RefusalRule; ends: { pick: number; end: CaseStatus }[] },
  after: (progress: JointProgress) => void = () => undefined,
) {
  const opened = new Map<string, string>();
  const closed = new Map<string, CaseStatus>();
  const statuses = new Map<string, CaseStatus>();
  const progress: JointProgress = { onRefusal, parts, opened, closed, statuses };
  for (const { pick, end } of ends) {
    for (let moved = true; moved;) {
      const steps = jointSteps(progress);
      for (const { key, status } of steps.close) closed.set(key, status);
      if (steps.end !== null) return { progress, end: steps.end };
      for (const key of steps.open) {
        opened.set(key, key);
        statuses.set(key, 'RECEIVED');
      }
      after(progress);
      moved = steps.close.length + steps.open.length > 0;
    }
    const underWay = [...opened.keys()].filter((key) => !closed.has(key));
    const withdrawn = jointSteps(progress).withdraw;
    const key = underWay[pick % underWay.length] as string;
    statuses.set(key, withdrawn.includes(key) ? 'WITHDRAWN' : end);
  }
  return { progress, end: null };
}

describe('the parts of a joint case', () => {
  it('come to an end whatever becomes of them, each closed once and only those that were opened', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { progress, end } = play(history);
        expect(end).not.toBeNull();
        for (const key of progress.opened.keys()) expect(isKnown(progress, key)).toBe(true);
        const done = history.parts.filter(({ key }) => isDone(progress.statuses.get(key) ?? 'RECEIVED')).length;
        const refused = [...progress.statuses.values()].some((status) => !isDone(status));
        if (end === 'DONE') expect(done).toBe(history.parts.length);
        if (end === 'PARTIAL') expect(history.onRefusal).toBe('PARTIAL');
        if (end === 'ABORTED') expect(refused).toBe(true);
      }),
    );
  });

  it('are opened only when all that they wait for brought a result, and never after a refusal that calls all off', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let before = new Set<string>();
        let refusedBefore = false;
        play(history, ({ parts, opened, closed, onRefusal }) => {
          for (const { key, after } of parts) {
            if (!opened.has(key) || before.has(key)) continue;
            for (const one of after) expect(isDone(closed.get(one) as CaseStatus)).toBe(true);
            if (onRefusal !== 'PARTIAL') expect(refusedBefore).toBe(false);
          }
          before = new Set(opened.keys());
          refusedBefore = [...closed.values()].some((status) => !isDone(status));
        });
      }),
    );
  });

  it('that are under way when another is refused are asked back, but for a plan that goes on in part', () => {
    const parts = [
      { key: 'first', after: [] },
      { key: 'second', after: [] },
    ];
    const opened = new Map([
      ['first', 'a'],
      ['second', 'b'],
    ]);
    const statuses = new Map<string, CaseStatus>([
      ['first', 'REJECTED'],
      ['second', 'ACCEPTED'],
    ]);
    const at = (onRefusal: RefusalRule) => jointSteps({ onRefusal, parts, opened, closed: new Map(), statuses });
    expect(at('ABORT_ALL')).toMatchObject({
      close: [{ key: 'first', status: 'REJECTED' }],
      withdraw: ['second'],
      end: null,
    });
    expect(at('COMPENSATE').withdraw).toEqual(['second']);
    expect(at('PARTIAL').withdraw).toEqual([]);
  });

  it('that wait for one that was refused are shown as left out', () => {
    const parts = [
      { key: 'last', after: ['middle'] },
      { key: 'middle', after: ['first'] },
      { key: 'first', after: [] },
      { key: 'other', after: [] },
    ];
    const progress: JointProgress = {
      onRefusal: 'PARTIAL',
      parts,
      opened: new Map([['first', 'a']]),
      closed: new Map([['first', 'REJECTED']]),
      statuses: new Map([['first', 'REJECTED']]),
    };
    const states = Object.fromEntries(partStates(progress, true));
    expect(states).toEqual({ first: 'ENDED', middle: 'SKIPPED', last: 'SKIPPED', other: 'WAITING' });
    expect(partStates(progress, false).get('other')).toBe('SKIPPED');
  });
});

const isKnown = ({ closed, statuses }: JointProgress, key: string): boolean => closed.has(key) && statuses.has(key);
