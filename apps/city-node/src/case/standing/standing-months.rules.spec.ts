import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, executesAt, monthAfter, monthsIn, nextMonth, orderFault } from './standing-months.rules.js';

const order = { dayOfMonth: 20, from: '2026-11', until: '2027-10', ceilingYuan: 3000 };
const terms = { maxMonths: 12, payment: true };
const at = (instant: string): number => Date.parse(instant);

describe('the months of a standing authorisation', () => {
  it('follow each other over the turn of the year', () => {
    expect(monthAfter('2026-12')).toBe('2027-01');
    expect(monthAfter('2026-01', 25)).toBe('2028-02');
    expect(monthsIn(order)).toBe(12);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), (n) => {
        expect(monthsIn({ from: '2026-05', until: monthAfter('2026-05', n) })).toBe(n + 1);
      }),
    );
  });

  it('are executed from the beginning of their day in China', () => {
    expect(dayOf({ dayOfMonth: 5 }, '2026-12')).toBe('2026-12-05');
    expect(new Date(executesAt(order, '2026-12')).toISOString()).toBe('2026-12-19T16:00:00.000Z');
  });

  it('come one after the other, each once, until there is none left', () => {
    const executed = new Set<string>();
    for (let month = nextMonth(order, executed); month; month = nextMonth(order, executed)) executed.add(month);
    expect([...executed]).toHaveLength(12);
    expect([...executed].toSorted()).toEqual([...executed]);
    // One that was left out by an outage comes first.
    executed.delete('2027-02');
    expect(nextMonth(order, executed)).toBe('2027-02');
  });

  it('lie ahead, within what the item allows, and pay where it pays', () => {
    const now = at('2026-11-19T15:59:00.000Z');
    expect(orderFault(order, terms, now)).toBeNull();
    expect(orderFault(order, terms, at('2026-11-19T16:00:00.000Z'))).toBe('from');
    expect(orderFault({ ...order, until: '2027-11' }, terms, now)).toBe('until');
    expect(orderFault({ ...order, until: '2026-10' }, terms, now)).toBe('until');
    expect(orderFault({ ...order, ceilingYuan: 0 }, terms, now)).toBe('ceilingYuan');
    expect(orderFault(order, { ...terms, payment: false }, now)).toBe('ceilingYuan');
  });
});
