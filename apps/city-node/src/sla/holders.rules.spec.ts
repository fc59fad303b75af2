import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeCaseNo, type LaneHead } from '#contracts';
import { causalOrder, type FoldFact } from '../case/case-fold.rules.js';
import { holderSpans, holderTotals, timedSpans, type HolderSpan } from './holders.rules.js';
import { firstParties, type SlaFact } from './case-parties.rules.js';
import { WorkCalendar } from './working-calendar.rules.js';

const [COLLECTING, HOME, PICKUP] = ['430300', '430100', '430200'] as const;
const calendar = new WorkCalendar([]);
const caseNo = makeCaseNo({
  home: HOME,
  collecting: COLLECTING,
  onDate: '20261102',
  random: Uint8Array.of(1, 2, 3, 4, 5),
});
const LANE = `case/${caseNo}`;
const parties = firstParties(COLLECTING, HOME);

const fact = (type: string, author: string, at: string, more: Partial<SlaFact> = {}): SlaFact => ({
  type,
  act: null,
  author,
  at: `2026-${at}.000Z`,
  assigns: [],
  data: null,
  ...more,
});

/** A whole life: corrected, suspended, handed over in a third city. */
const LIFE: SlaFact[] = [
  fact('case.collected', COLLECTING, '11-02T01:30:00'),
  fact('case.submitted', COLLECTING, '11-02T02:00:00'),
  fact('case.received', HOME, '11-02T06:00:00'),
  fact('correction.requested', HOME, '11-03T06:00:00'),
  fact('correction.supplied', COLLECTING, '11-05T02:00:00'),
  fact('case.accepted', HOME, '11-05T03:00:00'),
  fact('review.noted', HOME, '11-05T04:00:00'),
  fact('procedure.started', HOME, '11-06T01:00:00'),
  fact('procedure.ended', HOME, '11-10T01:00:00'),
  fact('case.decided', HOME, '11-10T02:00:00', { act: 'APPROVED' }),
  fact('result.issued', HOME, '11-11T01:00:00'),
  fact('handover.instructed', HOME, '11-11T01:00:00', { assigns: [{ role: 'pickup', city: PICKUP }] }),
  fact('pickup.ready', PICKUP, '11-12T02:00:00'),
  fact('pickup.done', PICKUP, '11-13T02:00:00'),
];

const told = (spans: readonly HolderSpan[]): [string, string | null][] =>
  spans.filter(({ from, to }) => from !== to).map(({ holder, city }) => [holder, city]);

describe('the responsibility clock', () => {
  it('books every moment of a case to exactly one holder', () => {
    const spans = holderSpans(LIFE, parties);
    expect(told(spans)).toEqual([
      ['window', COLLECTING],
      ['link', null],
      ['home-review', HOME],
      ['applicant', null],
      ['home-review', HOME],
      ['special-procedure', HOME],
      ['home-review', HOME],
      ['making', HOME],
      ['transport', null],
      ['pickup', PICKUP],
      ['closed', null],
    ]);
    spans.slice(1).forEach((span, i) => expect(span.from).toBe(spans[i]?.to));
  });

  it('tells the working time of each, which adds up to that of the whole case', () => {
    const timed = timedSpans(holderSpans(LIFE, parties), () => calendar, Date.parse('2026-12-01T00:00:00.000Z'));
    const totals = holderTotals(timed);
    expect(totals).toEqual([
      { holder: 'window', workingMinutes: 30 },
      { holder: 'link', workingMinutes: 240 },
      // An afternoon with the morning after it, an hour before acceptance and the day after, an hour at the end.
      { holder: 'home-review', workingMinutes: 180 + 300 + 420 + 60 },
      { holder: 'applicant', workingMinutes: 180 + 480 + 60 },
      { holder: 'special-procedure', workingMinutes: 960 },
      { holder: 'making', workingMinutes: 420 },
      { holder: 'transport', workingMinutes: 540 },
      { holder: 'pickup', workingMinutes: 480 },
    ]);
    const [from, to] = [Date.parse(LIFE[0]?.at ?? ''), Date.parse(LIFE.at(-1)?.at ?? '')];
    const sum = totals.reduce((all, { workingMinutes }) => all + workingMinutes, 0);
    expect(sum).toBe(calendar.workingMinutes(from, to));
  });

  it('leaves an outage with the link and lets no reply on its way back count for it', () => {
    const spans = holderSpans(LIFE.slice(0, 2), parties);
    expect(spans.at(-1)).toMatchObject({ holder: 'link', city: null, to: null });
    const asked = holderSpans(LIFE.slice(0, 4), parties);
    expect(asked.at(-1)).toMatchObject({ holder: 'applicant', city: null });
  });

  it('goes with the case to another home city and back to the home city that takes it back', () => {
    const rerouted = [
      ...LIFE.slice(0, 3),
      fact('case.rerouted', HOME, '11-03T01:00:00', { assigns: [{ role: 'home', city: PICKUP }] }),
      fact('case.received', PICKUP, '11-03T02:00:00'),
    ];
    expect(told(holderSpans(rerouted, parties)).slice(-3)).toEqual([
      ['home-review', HOME],
      ['link', null],
      ['home-review', PICKUP],
    ]);
    const delegated = [
      fact('case.collected', COLLECTING, '11-02T01:30:00', { act: 'DELEGATED' }),
      fact('case.taken-back', HOME, '11-03T01:30:00'),
    ];
    expect(told(holderSpans(delegated, parties))).toEqual([
      ['home-review', COLLECTING],
      ['home-review', HOME],
    ]);
  });

  it('lets a standing authorisation rest with nobody between its months', () => {
    const decided = fact('case.decided', HOME, '11-10T02:00:00', { act: 'APPROVED' });
    const facts = [...LIFE.slice(0, 3), decided];
    expect(told(holderSpans(facts, parties)).at(-1)).toEqual(['making', HOME]);
    const executed = [...facts, fact('execution.notified', HOME, '12-01T02:00:00')];
    expect(told(holderSpans(executed, parties)).at(-1)).toEqual(['closed', null]);
  });

  it('never runs backwards where the clocks of two cities differ', () => {
    const early = LIFE.map((one) => (one.author === HOME ? { ...one, at: '2026-11-02T01:00:00.000Z' } : one));
    for (const { from, to } of holderSpans(early, parties)) expect(to === null || to >= from).toBe(true);
  });

  it('is the same at every city, in whatever order the facts arrive', () => {
    const seq = new Map<string, number>();
    const stated = LIFE.map((one, i): FoldFact & { sla: SlaFact } => {
      const seen: LaneHead[] = [...seq].flatMap(([city, n]) =>
        city === one.author ? [] : [{ city, seq: n, hash: 'f'.repeat(64) }],
      );
      const own = (seq.get(one.author) ?? 0) + 1;
      seq.set(one.author, own);
      const { type, act, author, at } = one;
      return { payload: { type, act, author, at, assigns: [], seq: own, seen }, hash: String(i), sla: one };
    });
    const expected = holderSpans(LIFE, parties);
    fc.assert(
      fc.property(fc.shuffledSubarray(stated, { minLength: stated.length }), (arrived) => {
        const facts = causalOrder(LANE, arrived).map(({ sla }) => sla);
        expect(holderSpans(facts, parties)).toEqual(expected);
      }),
    );
  });
});
