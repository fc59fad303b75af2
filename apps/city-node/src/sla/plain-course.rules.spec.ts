import { describe, expect, it } from '@jest/globals';
import type { SlaFact } from './case-parties.rules.js';
import { firstParties } from './case-parties.rules.js';
import { clocksOf, nextDue, type ItemLimits } from './clocks.rules.js';
import { holderSpans } from './holders.rules.js';
import { plainCourse } from './plain-course.rules.js';
import { WorkCalendar } from './working-calendar.rules.js';

const [COLLECTING, HOME, PICKUP] = ['430300', '430100', '430200'] as const;
const LIMITS: ItemLimits = {
  legalLimit: { amount: 20, unit: 'WORKING_DAY' },
  promiseLimit: { amount: 5, unit: 'WORKING_DAY' },
  acceptWithinWorkingDays: 5,
};
const shelfUntil = '2026-12-20T01:00:00.000Z';
const COURSE: [string, Partial<SlaFact>][] = [
  ['case.collected', { author: COLLECTING }],
  ['case.submitted', { author: COLLECTING }],
  ['case.received', {}],
  ['case.accepted', {}],
  ['review.noted', {}],
  ['case.decided', { act: 'APPROVED' }],
  ['result.issued', {}],
  ['handover.instructed', { assigns: [{ role: 'pickup', city: PICKUP }] }],
  ['pickup.ready', { author: PICKUP, data: { shelfUntil } }],
  ['pickup.done', { author: PICKUP }],
];
const facts = COURSE.map(([type, more], i): SlaFact => ({
  type,
  act: null,
  author: HOME,
  at: new Date(Date.UTC(2026, 10, 2 + i, 2)).toISOString(),
  assigns: [],
  data: null,
  ...more,
}));
const timesOf = (some: readonly SlaFact[]): Record<string, string> =>
  Object.fromEntries(some.map(({ type, act, at }) => [act ? `${type}/${act}` : type, at]));
const knownOf = (some: readonly SlaFact[]): Parameters<typeof plainCourse>[0] => ({
  // As a database gives them back, in any order.
  times: Object.fromEntries(Object.entries(timesOf(some)).reverse()),
  roles: { collecting: COLLECTING, home: HOME, pickup: some.length > 7 ? PICKUP : null },
  mode: null,
  shelfUntil: some.at(-1)?.type === 'pickup.ready' ? shelfUntil : null,
  mayStand: false,
});

function told(some: readonly SlaFact[]): unknown {
  const parties = firstParties(COLLECTING, HOME);
  const now = Date.parse('2026-11-13T00:00:00.000Z');
  const calendar = (): WorkCalendar => new WorkCalendar([]);
  const { clocks } = clocksOf(some, parties, LIMITS, calendar, now);
  return { clocks, due: nextDue(some, parties, LIMITS, calendar, now)?.kind, spans: holderSpans(some, parties) };
}

describe('a case that goes the ordinary way', () => {
  it.each(COURSE.map(([type], i) => [type, i + 1] as const))(
    'has after %s the times that its events give it, without reading them',
    (_type, count) => {
      const some = facts.slice(0, count);
      const isOver = some.some(({ type }) => type === 'pickup.done');
      const withoutShelf = some.map((fact) => (isOver ? { ...fact, data: null } : fact));
      expect(told(plainCourse(knownOf(some)) ?? [])).toEqual(told(withoutShelf));
    },
  );

  it('knows by its mode who decides', () => {
    const known = { ...knownOf(facts.slice(0, 1)), mode: 'DIRECT' as const };
    expect(told(plainCourse(known) ?? [])).toMatchObject({ due: 'acceptance', spans: [{ city: COLLECTING }] });
  });

  it('leaves to its events whatever is out of the ordinary', () => {
    const at = facts[0]?.at ?? '';
    const odd = ['correction.requested', 'procedure.started/HEARING', 'case.rerouted', 'case.accepted/CONDITIONAL'];
    for (const key of [...odd, 'case.decided/COMMITTED', 'case.extended', 'pickup.lapsed', 'case.lapsed/CORRECTION']) {
      const known = knownOf(facts.slice(0, 3));
      expect(plainCourse({ ...known, times: { ...known.times, [key]: at } })).toBeNull();
    }
    const shelved = knownOf(facts.slice(0, 9));
    expect(plainCourse({ ...shelved, shelfUntil: null })).toBeNull();
    // 委托按月办理: whether it was approved as one, only the decision itself says.
    expect(plainCourse({ ...knownOf(facts.slice(0, 6)), mayStand: true })).toBeNull();
    expect(plainCourse({ ...knownOf(facts.slice(0, 5)), mayStand: true })).not.toBeNull();
  });
});
