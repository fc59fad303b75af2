import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventPayload } from '#contracts';
import { seenBy, type Lane } from '../state/lanes.js';
import { extend, place } from './placement.rules.js';

const [HOME, COLLECTING, PICKUP, RECEIVER] = ['430100', '430300', '430200', '430400'] as const;
const LANE = 'case/sample';
const CATALOGUE = `catalogue/${HOME}`;

interface Sent {
  payload: EventPayload;
  hash: string;
}
const emptyLane = (lane: string): Lane => ({ lane, heads: {}, frozen: [], changed: false });

/** A city that places events by the rules and keeps what has to wait, as every node does. */
class Receiver {
  private readonly lanes = new Map<string, Lane>();
  private readonly hashes = new Map<string, string>();
  private parked: Sent[] = [];
  readonly refused: string[] = [];

  constructor(
    private readonly self: string,
    private readonly mayJoin: (sent: Sent) => boolean = () => false,
    private readonly mayBegin: (sent: Sent) => boolean = () => true,
  ) {}

  lane(name: string): Lane {
    const found = this.lanes.get(name) ?? emptyLane(name);
    this.lanes.set(name, found);
    return found;
  }

  take(sent: Sent): void {
    const { payload, hash } = sent;
    const lane = this.lane(payload.lane);
    const hashAt = (name: string, author: string, seq: number): string | undefined =>
      this.hashes.get(`${name} ${author} ${seq}`);
    const placement = place(this.self, lane, payload, hash, hashAt, {
      mayJoin: () => this.mayJoin(sent),
      mayBegin: () => this.mayBegin(sent),
    });
    if (placement.kind === 'broken') this.refused.push(`${placement.reason} ${payload.author} ${payload.seq}`);
    if (placement.kind === 'parked' && !this.parked.includes(sent)) this.parked.push(sent);
    if (placement.kind !== 'parked') this.parked = this.parked.filter((one) => one !== sent);
    if (placement.kind !== 'extends') return;
    extend(this.self, lane, payload, hash);
    this.hashes.set(`${payload.lane} ${payload.author} ${payload.seq}`, hash);
    for (const waiting of [...this.parked]) if (this.parked.includes(waiting)) this.take(waiting);
  }

  outcome(): object {
    const heads = [...this.lanes.values()]
      .filter((lane) => Object.keys(lane.heads).length > 0)
      .map((lane) => [lane.lane, seenBy('', lane)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return { heads, waiting: this.parked.map((sent) => sent.hash), refused: this.refused };
  }
}

const anyMove = fc.record({ author: fc.nat(2), learns: fc.nat(7), basis: fc.boolean() });
const anyHistory = fc.record({
  cities: fc.integer({ min: 1, max: 3 }),
  moves: fc.array(anyMove, { minLength: 1, maxLength: 25 }),
});

/** An honest history: each city writes its own lane, having seen what it had taken of the others. */
function history({
  cities,
  moves,
}: {
  cities: number;
  moves: { author: number; learns: number; basis: boolean }[];
}): Sent[] {
  const codes: string[] = [COLLECTING, HOME, PICKUP].slice(0, cities);
  const first = codes[0] as string;
  const views = new Map(codes.map((city) => [city, emptyLane(LANE)]));
  const catalogue: Sent[] = [];
  const sent: Sent[] = [];
  const write = (author: string, lane: Lane, i: number, basis: EventPayload['basis']): Sent => {
    const head = lane.heads[author];
    const payload: EventPayload = {
      v: 1,
      id: `sample-${i}`,
      lane: lane.lane,
      author,
      seq: (head?.seq ?? 0) + 1,
      prev: head?.hash ?? null,
      seen: seenBy(author, lane),
      basis,
      type: 'case.submitted',
      typeVersion: 1,
      act: null,
      assigns: [],
      at: new Date(Date.UTC(2026, 10, 20) + Math.floor(i / 2) * 1000).toISOString(),
      actor: { role: 'node', id: 'node' },
      dataHash: 'd'.repeat(64),
    };
    const one = { payload, hash: createHash('sha256').update(JSON.stringify(payload)).digest('hex') };
    extend(author, lane, payload, one.hash);
    sent.push(one);
    return one;
  };
  const published = emptyLane(CATALOGUE);
  for (const [i, move] of [{ author: 0, learns: 0, basis: moves.some((move) => move.basis) }, ...moves].entries()) {
    const author = codes[move.author % codes.length] as string;
    const view = views.get(author) as Lane;
    // The author takes what some others had taken when they last wrote. The first city begins, the rest come after it.
    for (const [bit, other] of codes.entries()) {
      const began = Object.keys(view.heads).length > 0 || author === first;
      if (other === author || (began && !((move.learns >> bit) & 1))) continue;
      for (const [city, head] of Object.entries(views.get(other)?.heads ?? {})) {
        if ((view.heads[city]?.seq ?? 0) < head.seq) view.heads[city] = head;
      }
    }
    if (author !== first && Object.keys(view.heads).length === 0) continue;
    if (move.basis) catalogue.push(write(HOME, published, i, null));
    const item = catalogue.at(-1);
    write(
      author,
      view,
      i,
      item && move.basis ? { lane: CATALOGUE, city: HOME, seq: item.payload.seq, hash: item.hash } : null,
    );
  }
  return sent;
}

const orderOf = (events: readonly Sent[], keys: readonly number[]): Sent[] =>
  events
    .map((event, i) => ({ event, key: keys[i % keys.length] ?? 0, i }))
    .sort((a, b) => a.key - b.key || a.i - b.i)
    .map(({ event }) => event);
const anyKeys = fc.array(fc.nat(), { minLength: 60, maxLength: 60 });

describe('the events of an honest case', () => {
  it('end in the same lanes in whatever order and however often they arrive', () => {
    let waited = 0;
    fc.assert(
      fc.property(anyHistory, anyKeys, anyKeys, (plan, keys, again) => {
        const events = history(plan);
        const straight = new Receiver(RECEIVER);
        for (const event of events) straight.take(event);
        expect(straight.outcome()).toMatchObject({ waiting: [], refused: [] });
        const other = new Receiver(RECEIVER);
        // All once, and some a second and third time, all mixed.
        for (const event of orderOf([...events, ...events, ...events.slice(0, 5)], keys)) {
          other.take(event);
          if ((other.outcome() as { waiting: string[] }).waiting.length > 0) waited += 1;
        }
        for (const event of orderOf(events, again)) other.take(event);
        expect(other.outcome()).toEqual(straight.outcome());
      }),
      { numRuns: 1000 },
    );
    expect(waited).toBeGreaterThan(1000);
  });

  it('end in the same lanes at a city that one of them brings in, with or without what was before', () => {
    let joinedLate = 0;
    fc.assert(
      fc.property(anyHistory, fc.nat(), anyKeys, (plan, pick, keys) => {
        const chained = history({ ...plan, moves: plan.moves.map((move) => ({ ...move, basis: false })) });
        const instructions = chained.filter((one) => one.payload.author === HOME);
        fc.pre(instructions.length > 0);
        const instruction = instructions[pick % instructions.length] as Sent;
        const begin = new Map(instruction.payload.seen.map((seen) => [seen.city, seen.seq + 1]));
        begin.set(HOME, instruction.payload.seq);
        const since = chained.filter(({ payload }) => payload.seq >= (begin.get(payload.author) ?? 1));
        const joins = (sent: Sent): boolean => sent === instruction;
        const straight = new Receiver(RECEIVER, joins);
        for (const event of since) straight.take(event);
        const other = new Receiver(RECEIVER, joins);
        other.take(instruction);
        for (const event of orderOf([...chained, ...since], keys)) other.take(event);
        const third = new Receiver(RECEIVER, joins);
        for (const event of orderOf([...since, ...since], keys)) third.take(event);
        if (instruction.payload.seq > 1) joinedLate += 1;
        expect(straight.outcome()).toMatchObject({ waiting: [], refused: [] });
        expect(other.outcome()).toEqual(straight.outcome());
        expect(third.outcome()).toEqual(straight.outcome());
      }),
      { numRuns: 300 },
    );
    expect(joinedLate).toBeGreaterThan(50);
  });

  it('wait for ever behind one that never comes, and nothing is refused', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), anyKeys, (plan, pick, keys) => {
        const events = history(plan);
        const lost = events[pick % events.length] as Sent;
        const receiver = new Receiver(RECEIVER);
        for (const event of orderOf(events, keys)) if (event !== lost) receiver.take(event);
        expect(receiver.refused).toEqual([]);
        receiver.take(lost);
        expect(receiver.outcome()).toMatchObject({ waiting: [], refused: [] });
      }),
      { numRuns: 500 },
    );
  });
});
