import { describe, expect, it } from '@jest/globals';
import { DEFAULT_THRESHOLDS, type Thresholds } from './card-thresholds.rules.js';
import { type SlaFact } from './case-parties.rules.js';
import type { LinkOutage } from './outages.rules.js';
import {
  HOME,
  PICKUP,
  WINDOW,
  accepted,
  arrived,
  ask,
  at,
  at24,
  beginOf,
  collected,
  due,
  fact,
  given,
} from '../../../../test/support/cards-asked.js';

describe('a warning', () => {
  it('comes when one working day is left or four fifths of the term are used, whichever is first', () => {
    // Monday 2 November, five working days: the last is Monday the 9th, four are used on Friday the 6th.
    const [promise, legal] = ask(accepted('2026-11-02'), at('2026-11-02')).coming.filter(
      ({ level }) => level === 'WARNING',
    );
    expect(promise).toMatchObject({ clock: 'promise', firesAt: beginOf('2026-11-06'), dueOn: '2026-11-09' });
    // Twenty working days end on the 30th: sixteen are used on the 24th.
    expect(legal).toMatchObject({ clock: 'legal', firesAt: beginOf('2026-11-24'), dueOn: '2026-11-30' });
  });

  it('is given once the day has begun, and not before', () => {
    const before = new Date(Date.parse(beginOf('2026-11-06')) - 1).toISOString();
    expect(due(accepted('2026-11-02'), before)).toEqual([]);
    expect(due(accepted('2026-11-02'), beginOf('2026-11-06'))).toEqual(['promise WARNING CLOCK']);
  });

  it('is never given on the day on which a short term begins', () => {
    const { coming } = ask(collected('2026-11-02'), at('2026-11-02'), { self: WINDOW });
    expect(coming.map(({ level, firesAt }) => [level, firesAt])).toEqual([
      ['WARNING', beginOf('2026-11-03')],
      ['YELLOW', at24('2026-11-03')],
    ]);
  });

  it('follows the thresholds that the city has set for the leg', () => {
    const thresholds: Thresholds = {
      ...DEFAULT_THRESHOLDS,
      'home-review': { warnDaysLeft: 3, warnUsedPercent: 100, replyWithinWorkingDays: 1 },
    };
    const [first] = ask(accepted('2026-11-02'), at('2026-11-02'), { thresholds }).coming;
    expect(first).toMatchObject({ level: 'WARNING', firesAt: beginOf('2026-11-04') });
  });

  it('comes with the share of a term in hours', () => {
    const limits = {
      legalLimit: { amount: 20, unit: 'WORKING_DAY' },
      promiseLimit: { amount: 5, unit: 'HOUR' },
      acceptWithinWorkingDays: 5,
    } as const;
    const [first] = ask(accepted('2026-11-02'), at('2026-11-02'), { limits }).coming;
    expect(first).toMatchObject({ level: 'WARNING', firesAt: '2026-11-02T06:00:00.000Z' });
    expect(due(accepted('2026-11-02'), '2026-11-02T07:00:00.000Z', { limits })).toEqual(['promise YELLOW CLOCK']);
  });

  it('is left out where the term is over already', () => {
    expect(due(accepted('2026-11-02'), at('2026-11-10'))).toEqual(['promise YELLOW CLOCK']);
  });

  it('is left out where the term was carded before the clock of the city went back', () => {
    const carded = [
      ...accepted('2026-11-02'),
      ...given(ask(accepted('2026-11-02'), at('2026-11-10')).due, at('2026-11-10')),
    ];
    expect(due(accepted('2026-11-02'), at('2026-11-06'))).toEqual(['promise WARNING CLOCK']);
    expect(due(carded, at('2026-11-06'))).toEqual([]);
  });

  it('has passed once its term was kept, or is over', () => {
    const cards = ask(accepted('2026-11-02'), at('2026-11-06')).due;
    const warned = [...accepted('2026-11-02'), ...given(cards, at('2026-11-06'))];
    const passed = (facts: readonly SlaFact[], now: string): string[] =>
      ask(facts, now).passed.map(({ cardId }) => cardId);
    expect(passed(warned, at('2026-11-06'))).toEqual([]);
    expect(passed(warned, at('2026-11-10'))).toEqual(['promise-20261102T020000000Z-WARNING']);
    const decided = [...warned, fact('case.decided', '2026-11-06', { act: 'REJECTED' })];
    expect(passed(decided, at('2026-11-06'))).toEqual(['promise-20261102T020000000Z-WARNING']);
  });

  it('is not given for a term that was kept', () => {
    const decided = [...accepted('2026-11-02'), fact('case.decided', '2026-11-03', { act: 'REJECTED' })];
    expect(ask(decided, at('2026-12-10'))).toEqual({ due: [], coming: [], passed: [] });
  });
});

describe('a yellow card', () => {
  it('is for the window that forwards too late, and for no other city', () => {
    expect(due(collected('2026-11-02'), at('2026-11-04'), { self: WINDOW })).toEqual(['forwarding YELLOW CLOCK']);
    expect(due(collected('2026-11-02'), at('2026-11-04'))).toEqual([]);
  });

  it('is for the authority that is silent for five working days: the case counts as accepted', () => {
    expect(due(arrived('2026-11-02'), at('2026-11-10'))).toEqual([
      'acceptance YELLOW DEEMED_ACCEPTED',
      // Silence has started the promise on the day of arrival.
      'promise YELLOW CLOCK',
    ]);
    expect(due(arrived('2026-11-02'), at('2026-11-10'), { self: WINDOW })).toEqual([]);
  });

  it('stays due where the act came too late', () => {
    const late = [...collected('2026-11-02'), fact('case.submitted', '2026-11-05')];
    expect(due(late, at('2026-11-06'), { self: WINDOW })).toEqual(['forwarding YELLOW CLOCK']);
    const inTime = [...collected('2026-11-02'), fact('case.submitted', '2026-11-03')];
    expect(due(inTime, at('2026-11-06'), { self: WINDOW })).toEqual([]);
  });

  it('has the same number whoever counts, and is given once', () => {
    const { due: cards } = ask(accepted('2026-11-02'), at('2026-11-10'));
    expect(cards.map(({ cardId }) => cardId)).toEqual(['promise-20261102T020000000Z-YELLOW']);
    expect(due([...accepted('2026-11-02'), ...given(cards, at('2026-11-10'))], at('2026-11-11'))).toEqual([]);
  });

  it('is for the city that acts by delegation, until the home city takes the case back', () => {
    const both = ['acceptance YELLOW DEEMED_ACCEPTED', 'promise YELLOW CLOCK'];
    const delegated = [...collected('2026-11-02', { act: 'DELEGATED' })];
    expect(due(delegated, at('2026-11-10'), { self: WINDOW })).toEqual(both);
    expect(due(delegated, at('2026-11-10'))).toEqual([]);
    delegated.push(fact('case.taken-back', '2026-11-04'));
    expect(due(delegated, at('2026-11-10'))).toEqual(both);
    expect(due(delegated, at('2026-11-10'), { self: WINDOW })).toEqual([]);
  });

  it('is for making a result too late, and for nobody once it is on its way', () => {
    const approved = [...accepted('2026-11-02'), fact('case.decided', '2026-11-03', { act: 'APPROVED' })];
    expect(due(approved, at('2026-11-30'))).toEqual(['delivery YELLOW CLOCK']);
    const assigns = [{ role: 'pickup' as const, city: PICKUP }];
    const underway = [...approved, fact('result.issued', '2026-11-04')];
    underway.push(fact('handover.instructed', '2026-11-04', { assigns }));
    for (const self of [HOME, WINDOW, PICKUP]) expect(due(underway, at('2026-11-30'), { self })).toEqual([]);
  });

  it('is for a point that keeps what nobody came for beyond the next working day', () => {
    const assigns = [{ role: 'pickup' as const, city: PICKUP }];
    const shelved = [
      fact('handover.instructed', '2026-11-04', { assigns }),
      fact('pickup.ready', '2026-11-05', { author: PICKUP, data: { shelfUntil: at24('2026-11-10') } }),
    ];
    const more = { self: PICKUP, limits: null };
    expect(due(shelved, at('2026-11-11'), more)).toEqual([]);
    expect(due(shelved, at('2026-11-12'), more)).toEqual(['shelf YELLOW CLOCK']);
    const back = [...shelved, fact('pickup.lapsed', '2026-11-11', { author: PICKUP })];
    expect(due(back, at('2026-11-20'), more)).toEqual([]);
  });

  it('is for asking again for what could be seen the first time, and only for that', () => {
    const round = (n: number, visibleBefore: boolean): SlaFact =>
      fact('correction.requested', '2026-11-03', {
        data: { round: n, dueOn: '2026-12-01', defects: [{ visibleBefore: false }, { visibleBefore }] },
      });
    const asked = (one: SlaFact): string[] => due([...arrived('2026-11-02'), one], at('2026-11-03'));
    expect(asked(round(1, true))).toEqual([]);
    expect(asked(round(2, false))).toEqual([]);
    expect(asked(round(2, true))).toEqual(['null YELLOW SECOND_CORRECTION']);
    expect(due([...arrived('2026-11-02'), round(2, true)], at('2026-11-03'), { self: WINDOW })).toEqual([]);
  });

  it('is for a promise that nobody verified', () => {
    const data = { verifyWithinWorkingDays: 2 };
    const committed = [...accepted('2026-11-02'), fact('case.decided', '2026-11-02', { act: 'COMMITTED', data })];
    committed.push(fact('result.issued', '2026-11-02'));
    expect(due(committed, at('2026-11-05'))).toEqual(['verification YELLOW CLOCK']);
  });
});

describe('a red card', () => {
  it('is for going over the legal term', () => {
    expect(due(accepted('2026-11-02'), at('2026-12-01'))).toEqual(['promise YELLOW CLOCK', 'legal RED CLOCK']);
  });

  it('comes alone where the promise is no shorter than the law', () => {
    const limit = { amount: 5, unit: 'WORKING_DAY' } as const;
    const limits = { legalLimit: limit, promiseLimit: limit, acceptWithinWorkingDays: 5 };
    expect(due(accepted('2026-11-02'), at('2026-11-06'), { limits })).toEqual(['legal WARNING CLOCK']);
    expect(due(accepted('2026-11-02'), at('2026-11-10'), { limits })).toEqual(['legal RED CLOCK']);
  });

  it('is for a yellow card that nobody answered for three working days, also when the case is over', () => {
    const late = accepted('2026-11-02');
    const facts = [...late, ...given(ask(late, at('2026-11-10')).due, at('2026-11-10'))];
    facts.push(fact('case.decided', '2026-11-11', { act: 'REJECTED' }));
    const [red] = ask(facts, at('2026-11-11')).coming;
    expect(red).toMatchObject({ ground: 'CARD_UNANSWERED', firesAt: at24('2026-11-13'), leg: 'home-review' });
    expect(red?.cardId).toBe('promise-20261102T020000000Z-RED');
    expect(due(facts, at('2026-11-14'))).toEqual(['promise RED CARD_UNANSWERED']);
    for (const type of ['supervision.replied', 'supervision.appealed', 'supervision.cancelled']) {
      const data = { cardId: 'promise-20261102T020000000Z-YELLOW' };
      expect(due([...facts, fact(type, '2026-11-12', { data })], at('2026-11-14'))).toEqual([]);
      // Nobody answers for another city.
      const other = fact(type, '2026-11-12', { author: WINDOW, data });
      expect(due([...facts, other], at('2026-11-14'))).toEqual(['promise RED CARD_UNANSWERED']);
    }
  });
});

describe('nobody is carded', () => {
  it('for the time on the link', () => {
    const underway = [...collected('2026-11-02'), fact('case.submitted', '2026-11-02')];
    for (const self of [HOME, WINDOW]) expect(ask(underway, at('2026-12-31'), { self }).due).toEqual([]);
  });

  it('for the time of the applicant, nor for what stands still in a special procedure', () => {
    const asked = [...arrived('2026-11-02')];
    asked.push(fact('correction.requested', '2026-11-03', { data: { dueOn: '2026-11-10', round: 1 } }));
    expect(ask(asked, at('2026-12-31')).due).toEqual([]);
    const stopped = [...accepted('2026-11-02')];
    stopped.push(fact('procedure.started', '2026-11-03', { act: 'INSPECTION', data: { workingDays: 30 } }));
    expect(ask(stopped, at('2026-11-13')).due).toEqual([]);
    stopped.push(fact('procedure.ended', '2026-11-16', { act: 'INSPECTION' }));
    // Four working days were left of the promise.
    expect(due(stopped, at('2026-11-20'))).toEqual(['promise WARNING CLOCK']);
    expect(due(stopped, at('2026-11-21'))).toEqual(['promise YELLOW CLOCK']);
  });

  it('for what was silent before a correction was asked for in time', () => {
    const asked = [...arrived('2026-11-02'), fact('correction.requested', '2026-11-09', { data: { round: 1 } })];
    expect(ask(asked, at('2026-12-31')).due).toEqual([]);
  });

  it('anew once the data of the cards was erased at the end of its term', () => {
    const facts = [...accepted('2026-11-02'), fact('supervision.carded', '2026-11-10', { act: 'YELLOW' })];
    expect(ask(facts, at('2026-12-31'))).toEqual({ due: [], coming: [], passed: [] });
  });
});

describe('a window whose link was down', () => {
  const outage = (from: string, to: string | null): LinkOutage[] => [{ partner: HOME, from, to }];
  const asked = (now: string, outages: LinkOutage[]): string[] =>
    due(collected('2026-11-02'), now, { self: WINDOW, outages });

  it('is not carded while it is down', () => {
    expect(asked(at('2026-11-20'), outage(at('2026-11-03'), null))).toEqual([]);
  });

  it('gets as many working days more as it was down', () => {
    const outages = outage(at('2026-11-03'), at('2026-11-04'));
    expect(asked(at('2026-11-04'), outages)).toEqual([]);
    expect(asked(at('2026-11-05'), outages)).toEqual(['forwarding YELLOW CLOCK']);
  });

  it('is not excused by what was down at other times, or to another city', () => {
    expect(asked(at('2026-11-04'), outage(at('2026-10-01'), at('2026-10-30')))).toEqual(['forwarding YELLOW CLOCK']);
    const other = [{ partner: PICKUP, from: at('2026-11-02'), to: null }];
    expect(asked(at('2026-11-04'), other)).toEqual(['forwarding YELLOW CLOCK']);
  });
});
