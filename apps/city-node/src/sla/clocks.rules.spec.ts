import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarYear } from '#contracts';
import { chinaDay, dayText, endOfDay } from './china-day.rules.js';
import { clocksOf, nextDue, type CaseClocks, type ItemLimits } from './clocks.rules.js';
import type { CaseClock } from './countdown.rules.js';
import { firstParties, type SlaFact } from './case-parties.rules.js';
import { WorkCalendar } from './working-calendar.rules.js';

const sampleFile = new URL('../../../../deploy/local/sample/430100.json', import.meta.url);
const { calendar: years } = JSON.parse(readFileSync(sampleFile, 'utf8')) as { calendar: CalendarYear[] };
const calendar = new WorkCalendar(years);
const [COLLECTING, HOME, PICKUP] = ['430300', '430100', '430200'] as const;
const LIMITS: ItemLimits = {
  legalLimit: { amount: 20, unit: 'WORKING_DAY' },
  promiseLimit: { amount: 5, unit: 'WORKING_DAY' },
  acceptWithinWorkingDays: 5,
};

/** Ten in the morning of a day in China. */
const at = (day: string): string => `${day}T02:00:00.000Z`;

function fact(type: string, day: string, more: Partial<SlaFact> = {}): SlaFact {
  const isWindows = ['case.collected', 'case.submitted', 'correction.supplied', 'deferred.supplied'].includes(type);
  const author = isWindows ? COLLECTING : type.startsWith('pickup.') ? PICKUP : HOME;
  return { type, act: null, author, at: at(day), assigns: [], data: null, ...more };
}

function clocks(facts: readonly SlaFact[], day: string, limits: ItemLimits | null = LIMITS): CaseClocks {
  return clocksOf(facts, firstParties(COLLECTING, HOME), limits, () => calendar, Date.parse(at(day)));
}

function next(facts: readonly SlaFact[], day: string): { kind: string; dueAt: string } | undefined {
  return nextDue(facts, firstParties(COLLECTING, HOME), LIMITS, () => calendar, Date.parse(at(day)));
}

function one(facts: readonly SlaFact[], kind: CaseClock['kind'], day: string, limits?: ItemLimits): CaseClock {
  const found = clocks(facts, day, limits).clocks.findLast((clock) => clock.kind === kind);
  if (!found) throw new Error(`no ${kind} clock`);
  return found;
}

const arrived = (day: string): SlaFact[] => [
  fact('case.collected', day),
  fact('case.submitted', day),
  fact('case.received', day),
];
const accepted = (day: string): SlaFact[] => [...arrived(day), fact('case.accepted', day)];

describe('the clocks of a case', () => {
  it('give the window the next working day to forward, and name it', () => {
    const clock = one([fact('case.collected', '2026-11-20')], 'forwarding', '2026-11-23');
    expect(clock).toMatchObject({ dueOn: '2026-11-23', state: 'RUNNING', leg: { holder: 'window', city: COLLECTING } });
    expect(clock.dueAt).toBe('2026-11-23T16:00:00.000Z');
    const late = [fact('case.collected', '2026-11-20'), fact('case.submitted', '2026-11-24')];
    expect(one(late, 'forwarding', '2026-11-24').state).toBe('MISSED');
    expect(one(arrived('2026-11-20'), 'forwarding', '2026-11-24').state).toBe('MET');
  });

  it('start the handling with acceptance, never with taking in', () => {
    expect(clocks(arrived('2026-09-14'), '2026-09-16').clocks.map(({ kind }) => kind)).toEqual([
      'forwarding',
      'acceptance',
    ]);
    const facts = [...arrived('2026-09-14'), fact('case.accepted', '2026-09-18')];
    expect(one(facts, 'legal', '2026-09-21')).toMatchObject({ dueOn: '2026-10-22', provisional: false });
    expect(one(facts, 'promise', '2026-09-21').dueOn).toBe('2026-09-24');
    expect(one(facts, 'acceptance', '2026-09-21').state).toBe('MET');
  });

  it('stand still during a special procedure and go on with what was left', () => {
    const facts = [...accepted('2026-09-18'), fact('procedure.started', '2026-09-24', { data: { workingDays: 10 } })];
    expect(one(facts, 'legal', '2026-09-28')).toMatchObject({
      state: 'PAUSED',
      dueOn: null,
      usedWorkingDays: 5,
      remainingWorkingDays: 15,
    });
    expect(one(facts, 'procedure', '2026-09-28')).toMatchObject({ leg: { holder: 'special-procedure', city: HOME } });
    const resumed = [...facts, fact('procedure.ended', '2026-10-12')];
    expect(one(resumed, 'legal', '2026-10-12')).toMatchObject({
      state: 'RUNNING',
      dueOn: '2026-11-02',
      usedWorkingDays: 5,
      remainingWorkingDays: 15,
    });
  });

  it('never count a stop, whenever it begins and ends', () => {
    const days = fc.integer({ min: chinaDay('2026-01-05'), max: chinaDay('2026-09-30') });
    const stays = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(days, stays, stays, stays, (start, before, stop, after) => {
        const [from, to] = [start + before, start + before + stop];
        const now = to + after;
        const facts = [
          ...accepted(dayText(start)),
          fact('procedure.started', dayText(from)),
          fact('procedure.ended', dayText(to)),
        ];
        const plain = one(accepted(dayText(start)), 'legal', dayText(start));
        const clock = one(facts, 'legal', dayText(now));
        const due = chinaDay(plain.dueOn as string);
        if (from > due) return expect(clock.dueOn).toBe(plain.dueOn);
        const left = calendar.workingDaysBetween(from, due);
        expect(clock.dueOn).toBe(dayText(calendar.addWorkingDays(to, left)));
        expect(clock.usedWorkingDays + (clock.remainingWorkingDays as number)).toBe(20);
        if (stop === 0) expect(clock.dueOn).toBe(plain.dueOn);
      }),
    );
  });

  it('let silence of five working days count as acceptance from the day of arrival', () => {
    const silent = arrived('2026-11-20');
    expect(clocks(silent, '2026-11-27').deemedAcceptedAt).toBeNull();
    const deemed = clocks(silent, '2026-11-28');
    expect(deemed.deemedAcceptedAt).toBe(at('2026-11-20'));
    expect(one(silent, 'acceptance', '2026-11-28')).toMatchObject({ state: 'MISSED', endedAt: null });
    // An acceptance, or a notice of correction, that comes too late changes nothing about it.
    const late = [...silent, fact('case.accepted', '2026-12-01')];
    expect(one(late, 'legal', '2026-12-02').startedAt).toBe(at('2026-11-20'));
    const lateNotice = [
      ...silent,
      fact('correction.requested', '2026-12-01', { data: { dueOn: '2026-12-08' } }),
      fact('correction.supplied', '2026-12-02'),
    ];
    expect(one(lateNotice, 'legal', '2026-12-02').startedAt).toBe(at('2026-11-20'));
    expect(clocks(lateNotice, '2026-12-20').clocks.filter(({ kind }) => kind === 'acceptance')).toHaveLength(1);
  });

  it('do not take a notice of correction or a dispute for silence', () => {
    const asked = [
      ...arrived('2026-11-20'),
      fact('correction.requested', '2026-11-26', { data: { dueOn: '2026-12-10' } }),
    ];
    expect(clocks(asked, '2026-12-20').deemedAcceptedAt).toBeNull();
    expect(one(asked, 'acceptance', '2026-12-01').state).toBe('MET');
    expect(one(asked, 'correction', '2026-12-01')).toMatchObject({
      dueOn: '2026-12-10',
      leg: { holder: 'applicant', city: null },
    });
    const supplied = [...asked, fact('correction.supplied', '2026-12-02')];
    expect(one(supplied, 'acceptance', '2026-12-03').dueOn).toBe('2026-12-09');
    const disputed = [...arrived('2026-11-20'), fact('jurisdiction.disputed', '2026-11-24')];
    expect(clocks(disputed, '2026-12-20').deemedAcceptedAt).toBeNull();
    const settled = [...disputed, fact('jurisdiction.settled', '2026-12-01')];
    expect(one(settled, 'acceptance', '2026-12-01').dueOn).toBe('2026-12-04');
  });

  it('start anew at the authority a case was passed on to', () => {
    const facts = [
      ...arrived('2026-11-20'),
      fact('case.rerouted', '2026-11-23', { assigns: [{ role: 'home', city: PICKUP }] }),
      fact('case.received', '2026-11-24', { author: PICKUP }),
    ];
    const acceptances = clocks(facts, '2026-11-25').clocks.filter(({ kind }) => kind === 'acceptance');
    expect(acceptances.map(({ state, leg }) => [state, leg.city])).toEqual([
      ['MET', HOME],
      ['RUNNING', PICKUP],
    ]);
  });

  it('are the collecting city’s own where it decides by delegation, until the case is taken back', () => {
    const facts = [fact('case.collected', '2026-11-20', { act: 'DELEGATED' })];
    expect(clocks(facts, '2026-11-23').clocks.map(({ kind, leg }) => [kind, leg.city])).toEqual([
      ['acceptance', COLLECTING],
    ]);
    facts.push(fact('case.taken-back', '2026-11-23'));
    expect(one(facts, 'acceptance', '2026-11-23').leg).toEqual({ holder: 'home-review', city: HOME });
  });

  it('move once by an extension, ten working days', () => {
    const facts = [...accepted('2026-11-02'), fact('case.extended', '2026-11-05', { data: { workingDays: 10 } })];
    expect(one(facts, 'promise', '2026-11-05').dueOn).toBe('2026-11-23');
    facts.push(fact('case.extended', '2026-11-06', { data: { workingDays: 10 } }));
    expect(one(facts, 'promise', '2026-11-05').dueOn).toBe('2026-11-23');
  });

  it('count hours and days through holidays, as the item says', () => {
    const limits: ItemLimits = {
      ...LIMITS,
      promiseLimit: { amount: 4, unit: 'HOUR' },
      legalLimit: { amount: 3, unit: 'DAY' },
    };
    const facts = accepted('2026-09-30');
    expect(one(facts, 'promise', '2026-09-30', limits).dueAt).toBe('2026-09-30T06:00:00.000Z');
    expect(one(facts, 'legal', '2026-09-30', limits).dueAt).toBe('2026-10-03T16:00:00.000Z');
    const stopped = [...facts, fact('procedure.started', '2026-10-01'), fact('procedure.ended', '2026-10-09')];
    expect(one(stopped, 'legal', '2026-10-09', limits).dueOn).toBe('2026-10-11');
  });

  it('say provisionally what touches a year whose notice is not published, and say it anew with the notice', () => {
    const facts = accepted('2026-12-25');
    expect(one(facts, 'promise', '2026-12-28')).toMatchObject({ dueOn: '2027-01-04', provisional: true });
    const notice = { ...(years[2] as CalendarYear), version: 2, final: true, daysOff: ['2027-01-01', '2027-01-04'] };
    const known = new WorkCalendar([...years, notice]);
    const parties = firstParties(COLLECTING, HOME);
    const anew = clocksOf(facts, parties, LIMITS, () => known, Date.parse(at('2026-12-28'))).clocks;
    expect(anew.find(({ kind }) => kind === 'promise')).toMatchObject({ dueOn: '2027-01-05', provisional: false });
  });

  it('end delivery on the shelf where a pickup was instructed, else with the result', () => {
    const decided = [...accepted('2026-11-02'), fact('case.decided', '2026-11-05', { act: 'APPROVED' })];
    expect(one(decided, 'delivery', '2026-11-06')).toMatchObject({ dueOn: '2026-11-19', leg: { holder: 'making' } });
    expect(one(decided, 'legal', '2026-11-06').state).toBe('MET');
    const issued = [...decided, fact('result.issued', '2026-11-06')];
    expect(one(issued, 'delivery', '2026-11-09').state).toBe('MET');
    const instructed = fact('handover.instructed', '2026-11-06', { assigns: [{ role: 'pickup', city: PICKUP }] });
    const underway = [...issued, instructed];
    // Too late on the way: no city is to blame for it.
    expect(one(underway, 'delivery', '2026-11-23')).toMatchObject({
      state: 'MISSED',
      leg: { holder: 'transport', city: null },
    });
    const shelved = [...underway, fact('pickup.ready', '2026-11-10', { data: { shelfUntil: at('2026-12-10') } })];
    expect(one(shelved, 'delivery', '2026-12-01').state).toBe('MET');
    expect(one(shelved, 'shelf', '2026-12-01')).toMatchObject({ dueOn: '2026-12-10', leg: { city: PICKUP } });
    expect(one([...shelved, fact('pickup.lapsed', '2026-12-11')], 'shelf', '2026-12-11').state).toBe('MISSED');
  });

  it('end with a withdrawal that was granted, and with nothing less', () => {
    const asked = [...accepted('2026-11-02'), fact('withdrawal.requested', '2026-11-03')];
    const declined = [...asked, fact('withdrawal.answered', '2026-11-03', { act: 'DECLINED' })];
    expect(one(declined, 'promise', '2026-11-03').state).toBe('RUNNING');
    const granted = [...asked, fact('withdrawal.answered', '2026-11-03', { act: 'GRANTED' })];
    expect(one(granted, 'promise', '2026-11-03').state).toBe('ENDED');
    expect(next(granted, '2026-11-03')).toBeUndefined();
  });

  it('give the authority working days to verify what was promised', () => {
    const facts = accepted('2026-09-18');
    const committed = { act: 'COMMITTED', data: { verifyWithinWorkingDays: 20 } };
    facts.push(fact('case.decided', '2026-09-18', committed));
    expect(one(facts, 'verification', '2026-09-21')).toMatchObject({ dueOn: '2026-10-22', leg: { city: HOME } });
  });

  it('are due in lists by the one that is over first', () => {
    const facts = arrived('2026-11-02');
    const deferred = { act: 'CONDITIONAL', data: { deferDueOn: '2026-11-04' } };
    facts.push(fact('case.accepted', '2026-11-02', deferred));
    expect(next(facts, '2026-11-03')?.kind).toBe('deferred');
    facts.push(fact('deferred.supplied', '2026-11-03'));
    const dueAt = '2026-11-09T16:00:00.000Z';
    expect(next(facts, '2026-11-03')).toEqual({ kind: 'promise', dueAt, provisional: false });
  });

  it('are over with the last moment of the day, not before', () => {
    const facts = accepted('2026-11-02');
    const stateAt = (ms: number): string | undefined =>
      clocksOf(facts, firstParties(COLLECTING, HOME), LIMITS, () => calendar, ms).clocks.find(
        ({ kind }) => kind === 'promise',
      )?.state;
    const end = endOfDay(chinaDay('2026-11-09'));
    expect([stateAt(end - 1), stateAt(end)]).toEqual(['RUNNING', 'MISSED']);
  });
});
