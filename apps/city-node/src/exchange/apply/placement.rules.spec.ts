import { describe, expect, it } from '@jest/globals';
import type { EventPayload, LaneHead } from '#contracts';
import type { Head, Lane } from '../state/lanes.js';
import { extend, place, type HashAt, type Placement } from './placement.rules.js';

const [SELF, HOME, COLLECTING] = ['430200', '430100', '430300'] as const;
const LANE = 'case/sample';
const CATALOGUE = `catalogue/${HOME}`;
const hash = (name: string): string => Buffer.from(name).toString('hex').padEnd(64, '0');
const T1 = '2026-11-20T01:00:00.000Z';
const T2 = '2026-11-20T02:00:00.000Z';
const T3 = '2026-11-20T03:00:00.000Z';

const head = (seq: number, name: string, at = T2): Head => ({ seq, hash: hash(name), at });
const seenOf = (city: string, seq: number, name: string): LaneHead => ({ city, seq, hash: hash(name) });
/** 属地 has stated 3 facts, 收件地 2; we none. */
const lane = (change: Partial<Lane> = {}): Lane => ({
  lane: LANE,
  heads: { [HOME]: head(3, 'h3'), [COLLECTING]: head(2, 'c2') },
  frozen: [],
  changed: false,
  ...change,
});
const empty = (): Lane => lane({ heads: {} });
/** The next fact of the home city. */
const next = (change: Partial<EventPayload> = {}): EventPayload => ({
  v: 1,
  id: 'sample',
  lane: LANE,
  author: HOME,
  seq: 4,
  prev: hash('h3'),
  seen: [seenOf(COLLECTING, 2, 'c2')],
  basis: null,
  type: 'case.accepted',
  typeVersion: 1,
  act: null,
  assigns: [],
  at: T3,
  actor: { role: 'reviewer', id: 'r-1' },
  dataHash: hash('data'),
  ...change,
});
const stored: Record<string, string> = {
  [`${LANE} ${HOME} 1`]: hash('h1'),
  [`${LANE} ${HOME} 2`]: hash('h2'),
  [`${LANE} ${HOME} 3`]: hash('h3'),
  [`${LANE} ${COLLECTING} 1`]: hash('c1'),
  [`${LANE} ${COLLECTING} 2`]: hash('c2'),
  [`${CATALOGUE} ${HOME} 7`]: hash('item'),
};
const at: HashAt = (name, author, seq) => stored[`${name} ${author} ${seq}`];
const placed = (
  change: Partial<EventPayload> = {},
  where: Lane = lane(),
  how: { name?: string; known?: HashAt; joins?: boolean; begins?: boolean } = {},
): Placement =>
  place(SELF, where, next(change), hash(how.name ?? 'h4'), how.known ?? at, {
    mayJoin: () => how.joins ?? false,
    mayBegin: () => how.begins ?? true,
  });
const parked = (reason: string, waitsLane = LANE): object => ({ kind: 'parked', reason, waitsLane });
const broken = (reason: string, freeze = false): object => ({ kind: 'broken', reason, freeze });
const nothing: HashAt = () => undefined;

describe('an event in its lane', () => {
  it('extends it when it follows the last, having seen what is here', () => {
    expect(placed()).toEqual({ kind: 'extends' });
    expect(placed({ seen: [] })).toEqual({ kind: 'extends' });
    expect(placed({ seen: [seenOf(COLLECTING, 1, 'c1')] })).toEqual({ kind: 'extends' });
    expect(placed({ seq: 1, prev: null, seen: [] }, empty(), { known: nothing })).toEqual({ kind: 'extends' });
  });

  it('that comes again is a repeat, at the end of the lane and far below it, also in a frozen lane', () => {
    expect(placed({ seq: 3, prev: hash('h2') }, lane(), { name: 'h3' })).toEqual({ kind: 'repeat' });
    expect(placed({ seq: 1, prev: null }, lane(), { name: 'h1' })).toEqual({ kind: 'repeat' });
    expect(placed({ seq: 1, prev: null }, lane({ frozen: [HOME] }), { name: 'h1' })).toEqual({ kind: 'repeat' });
  });

  it('beside another of the same number is a fork, and freezes its author here', () => {
    expect(placed({ seq: 3, prev: hash('h2') }, lane(), { name: 'other' })).toEqual(broken('fork', true));
    expect(placed({ seq: 1, prev: null }, lane(), { name: 'other' })).toEqual(broken('fork', true));
  });

  it('of a frozen author is refused; the other cities of the case go on', () => {
    expect(placed({}, lane({ frozen: [HOME] }))).toEqual(broken('lane_frozen'));
    expect(placed({}, lane({ frozen: [COLLECTING] }))).toEqual({ kind: 'extends' });
  });

  it('waits while one before it is missing', () => {
    expect(placed({ seq: 5, prev: hash('h4') })).toEqual(parked('predecessor_missing'));
    expect(placed({ seq: 2, prev: hash('h1') }, empty(), { known: nothing })).toEqual(parked('predecessor_missing'));
  });

  it('that does not continue what is here is broken', () => {
    expect(placed({ prev: hash('other') })).toEqual(broken('chain_broken'));
    expect(placed({ prev: null })).toEqual(broken('chain_broken'));
    expect(placed({ seq: 1, prev: hash('h3'), seen: [] }, empty(), { known: nothing })).toEqual(broken('chain_broken'));
  });

  it('stated before the last of its author is broken; at the same instant it is not', () => {
    expect(placed({ at: T1 })).toEqual(broken('time_runs_back'));
    expect(placed({ at: T2 })).toEqual({ kind: 'extends' });
  });

  it('may be older than what other cities have stated: their clocks are their own', () => {
    const where = lane({ heads: { [HOME]: head(3, 'h3', T1), [COLLECTING]: head(2, 'c2', T3) } });
    expect(placed({ at: T2 }, where)).toEqual({ kind: 'extends' });
  });
});

describe('what an event has seen', () => {
  it('is waited for', () => {
    expect(placed({ seen: [seenOf(COLLECTING, 3, 'c3')] })).toEqual(parked('lane_missing'));
    expect(placed({ seen: [seenOf('430400', 1, 'x1')] })).toEqual(parked('lane_missing'));
    expect(placed({ seen: [seenOf(COLLECTING, 2, 'c2'), seenOf('430400', 1, 'x1')] })).toEqual(parked('lane_missing'));
  });

  it('must be what is here', () => {
    expect(placed({ seen: [seenOf(COLLECTING, 2, 'other')] })).toEqual(broken('seen_mismatch'));
    expect(placed({ seen: [seenOf(COLLECTING, 1, 'other')] })).toEqual(broken('seen_mismatch'));
  });

  it('is never its own lane', () => {
    expect(placed({ seen: [seenOf(HOME, 3, 'h3')] })).toEqual(broken('seen_mismatch'));
  });

  it('cannot be compared where we joined later, and is believed then', () => {
    expect(placed({ seen: [seenOf(COLLECTING, 1, 'c1')] }, lane(), { known: nothing })).toEqual({ kind: 'extends' });
  });
});

describe('what an event rests on', () => {
  const basis = { lane: CATALOGUE, city: HOME, seq: 7, hash: hash('item') };

  it('is found in its own lane', () => {
    expect(placed({ basis })).toEqual({ kind: 'extends' });
  });

  it('is waited for in its own lane, not in that of the case', () => {
    expect(placed({ basis: { ...basis, seq: 8 } })).toEqual(parked('basis_missing', CATALOGUE));
    expect(placed({ basis: { ...basis, lane: 'catalogue/430400' } })).toEqual(
      parked('basis_missing', 'catalogue/430400'),
    );
  });

  it('must be what it says', () => {
    expect(placed({ basis: { ...basis, hash: hash('other') } })).toEqual(broken('basis_mismatch'));
  });

  it('is looked at last: an event that is broken anyway does not wait', () => {
    expect(placed({ basis: { ...basis, seq: 8 }, prev: null })).toEqual(broken('chain_broken'));
  });
});

describe('our own lane', () => {
  const ours = { author: SELF, prev: hash('s1'), seen: [] };
  const where = (): Lane => lane({ heads: { ...lane().heads, [SELF]: head(1, 's1') } });
  const known: HashAt = (name, author, seq) => (author === SELF && seq === 1 ? hash('s1') : at(name, author, seq));

  it('coming back to us is a repeat', () => {
    expect(placed({ ...ours, seq: 1, prev: null }, where(), { known, name: 's1' })).toEqual({ kind: 'repeat' });
  });

  it('ahead of us is waited with: we have forgotten something, and nobody else may write it for us', () => {
    expect(placed({ ...ours, seq: 2 }, where(), { known })).toEqual(parked('predecessor_missing'));
    expect(placed({ ...ours, seq: 1, prev: null }, empty(), { known: nothing, joins: true })).toEqual(
      parked('predecessor_missing'),
    );
  });

  it('in a second version is a fork like any other', () => {
    expect(placed({ ...ours, seq: 1, prev: null }, where(), { known, name: 'other' })).toEqual(broken('fork', true));
  });
});

describe('a city that joins a case', () => {
  const instruction = { seq: 9, prev: hash('h8'), seen: [seenOf(COLLECTING, 5, 'c5')], type: 'handover.instructed' };

  it('takes the event that brings it in as it is, with the heads it saw', () => {
    const where = empty();
    expect(placed(instruction, where, { known: nothing, joins: true })).toEqual({ kind: 'extends' });
    extend(SELF, where, next(instruction), hash('h9'));
    expect(where).toEqual({
      lane: LANE,
      heads: { [HOME]: head(9, 'h9', T3), [COLLECTING]: head(5, 'c5', '') },
      frozen: [],
      changed: true,
    });
  });

  it('waits with everything else until that event is there', () => {
    expect(placed(instruction, empty(), { known: nothing })).toEqual(parked('predecessor_missing'));
  });

  it('is kept waiting for that by whoever else speaks first in the lane', () => {
    const stranger = { seq: 1, prev: null, seen: [], basis: null };
    expect(placed(stranger, empty(), { known: nothing, begins: false })).toEqual(parked('lane_missing'));
    expect(placed(stranger, empty(), { known: nothing, begins: true })).toEqual({ kind: 'extends' });
  });

  it('joins once: in a lane of which it holds anything an instruction is an event like others', () => {
    expect(placed(instruction, lane(), { joins: true })).toEqual(parked('predecessor_missing'));
  });

  it('waits for what the instruction rests on', () => {
    const basis = { lane: CATALOGUE, city: HOME, seq: 8, hash: hash('item') };
    expect(placed({ ...instruction, basis }, empty(), { joins: true })).toEqual(parked('basis_missing', CATALOGUE));
  });

  const joined = (): Lane => lane({ heads: { [HOME]: head(9, 'h9'), [COLLECTING]: head(5, 'c5', '') } });

  it('goes on from the heads it was given', () => {
    const sixth = { author: COLLECTING, seq: 6, seen: [], at: T1 };
    expect(placed({ ...sixth, prev: hash('c5') }, joined(), { known: nothing })).toEqual({ kind: 'extends' });
    expect(placed({ ...sixth, prev: hash('other') }, joined(), { known: nothing })).toEqual(broken('chain_broken'));
  });

  it('needs nothing of what was before', () => {
    const early = { author: COLLECTING, seq: 4, prev: hash('c3'), seen: [] };
    expect(placed(early, joined(), { known: nothing, name: 'c4' })).toEqual({ kind: 'repeat' });
  });

  it('compares the event under a head it was given: another one there is no repeat', () => {
    const fifth = { author: COLLECTING, seq: 5, prev: hash('c4'), seen: [] };
    expect(placed(fifth, joined(), { known: nothing, name: 'c5' })).toEqual({ kind: 'repeat' });
    expect(placed(fifth, joined(), { known: nothing, name: 'other' })).toEqual(broken('chain_broken'));
  });
});

describe('extending a lane', () => {
  it('moves the head of its author alone', () => {
    const where = lane();
    extend(SELF, where, next(), hash('h4'));
    expect(where.heads).toEqual({ [HOME]: head(4, 'h4', T3), [COLLECTING]: head(2, 'c2') });
    expect(where.changed).toBe(true);
  });
});
