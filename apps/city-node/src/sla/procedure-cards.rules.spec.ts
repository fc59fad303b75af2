import { describe, expect, it } from '@jest/globals';
import { WINDOW, accepted, ask, at, at24, due, fact, given } from '../../../../test/support/cards-asked.js';

describe('特别程序 that takes longer than was told', () => {
  // Monday 2 November; five working days of the procedure end with Tuesday the 10th.
  const inspected = [
    ...accepted('2026-11-02'),
    fact('procedure.started', '2026-11-03', { act: 'INSPECTION', data: { workingDays: 5 } }),
  ];

  it('is warned of before its end and a yellow card after it, for the city that holds it alone', () => {
    expect(due(inspected, at('2026-11-06'))).toEqual([]);
    expect(ask(inspected, at('2026-11-09')).due).toMatchObject([
      { clock: 'procedure', level: 'WARNING', leg: 'special-procedure', dueOn: '2026-11-10' },
    ]);
    expect(due(inspected, at('2026-11-10'))).toEqual(['procedure WARNING CLOCK']);
    expect(due(inspected, at24('2026-11-10'))).toEqual(['procedure YELLOW CLOCK']);
    expect(due(inspected, at('2026-12-31'), { self: WINDOW })).toEqual([]);
  });

  it('is a red card where the yellow one stays unanswered', () => {
    const yellow = ask(inspected, at('2026-11-11')).due;
    const carded = [...inspected, ...given(yellow, at('2026-11-11'))];
    expect(due(carded, at24('2026-11-16'))).toEqual(['procedure RED CARD_UNANSWERED']);
  });

  it('is no card where it ended in time, nor for the promise that stood still meanwhile', () => {
    const ended = [...inspected, fact('procedure.ended', '2026-11-10', { act: 'INSPECTION' })];
    expect(due(ended, at('2026-11-12'))).toEqual([]);
  });

  it('stays a card where it ended too late, and goes with a case that was taken back', () => {
    const late = [...inspected, fact('procedure.ended', '2026-11-12', { act: 'INSPECTION' })];
    expect(due(late, at('2026-11-13'))).toEqual(['procedure YELLOW CLOCK']);
    const delegated = [
      fact('case.collected', '2026-11-02', { act: 'DELEGATED' }),
      fact('case.accepted', '2026-11-02', { author: WINDOW }),
      fact('procedure.started', '2026-11-03', { act: 'INSPECTION', author: WINDOW, data: { workingDays: 5 } }),
    ];
    expect(due(delegated, at('2026-11-11'))).toEqual([]);
    expect(due(delegated, at('2026-11-11'), { self: WINDOW })).toEqual(['procedure YELLOW CLOCK']);
    const back = [...delegated, fact('case.taken-back', '2026-11-04')];
    expect(due(back, at('2026-11-11'))).toEqual(['procedure YELLOW CLOCK']);
    expect(due(back, at('2026-11-11'), { self: WINDOW })).toEqual([]);
  });
});
