import type { ErrorCode, EventPayload } from '#contracts';
import type { Lane } from '../state/lanes.js';

export type Placement =
  | { kind: 'extends' }
  | { kind: 'repeat' }
  | { kind: 'parked'; reason: 'predecessor_missing' | 'lane_missing' | 'basis_missing'; waitsLane: string }
  | { kind: 'broken'; reason: ErrorCode; freeze: boolean };

/** What is stored of a place in a lane; undefined where nothing is. */
export type HashAt = (lane: string, author: string, seq: number) => string | undefined;

/** What the lane's own handler says of an event in a lane of which we hold nothing. */
export interface LaneDoors {
  mayJoin: () => boolean;
  mayBegin: () => boolean;
}

const broken = (reason: ErrorCode, freeze = false): Placement => ({ kind: 'broken', reason, freeze });

/**
 * Says where a verified event stands: it extends its author's lane, repeats what is there, waits for something it
 * names, or contradicts it. Pure; the same whatever order events arrive in.
 */
export function place(
  self: string,
  lane: Lane,
  payload: EventPayload,
  hash: string,
  hashAt: HashAt,
  doors: LaneDoors,
): Placement {
  const { author, seq } = payload;
  const stored = hashAt(lane.lane, author, seq);
  if (stored === hash) return { kind: 'repeat' };
  if (stored !== undefined) return broken('fork', true);
  if (lane.frozen.includes(author)) return broken('lane_frozen');
  // Only we write our own lane: something newer than ours means that we forgot it.
  if (author === self) return { kind: 'parked', reason: 'predecessor_missing', waitsLane: lane.lane };

  const head = lane.heads[author];
  const empty = Object.keys(lane.heads).length === 0;
  // Our own events may have come back from another partner before the one that brought us in was sent again.
  const joining = Object.keys(lane.heads).every((city) => city === self) && doors.mayJoin();
  // A stranger's event must not open a lane: whoever really begins it, or brings us in, would come too late.
  if (empty && !joining && !doors.mayBegin()) return { kind: 'parked', reason: 'lane_missing', waitsLane: lane.lane };
  if (!joining) {
    const expected = (head?.seq ?? 0) + 1;
    // The one we were given as head when we joined never came here itself, but we know which it has to be.
    if (head && seq === head.seq && hash !== head.hash) return broken('chain_broken');
    // Below our first event of this author (we joined later): nothing to compare with, nothing to apply.
    if (seq < expected) return head && stored === undefined ? { kind: 'repeat' } : broken('chain_broken');
    if (seq > expected) return { kind: 'parked', reason: 'predecessor_missing', waitsLane: lane.lane };
    if (payload.prev !== (head?.hash ?? null)) return broken('chain_broken');
    if (head?.at && payload.at < head.at) return broken('time_runs_back');
    for (const seen of payload.seen) {
      if (seen.city === author) return broken('seen_mismatch');
      const known = lane.heads[seen.city];
      if (!known || known.seq < seen.seq) return { kind: 'parked', reason: 'lane_missing', waitsLane: lane.lane };
      const there = known.seq === seen.seq ? known.hash : hashAt(lane.lane, seen.city, seen.seq);
      if (there !== undefined && there !== seen.hash) return broken('seen_mismatch');
    }
  }
  if (payload.basis) {
    const { lane: basisLane, city, seq: basisSeq, hash: basisHash } = payload.basis;
    const there = hashAt(basisLane, city, basisSeq);
    if (there === undefined) return { kind: 'parked', reason: 'basis_missing', waitsLane: basisLane };
    if (there !== basisHash) return broken('basis_mismatch');
  }
  return { kind: 'extends' };
}

/** Puts the event at the end of its author's lane; a joining event brings the heads it saw. */
export function extend(self: string, lane: Lane, payload: EventPayload, hash: string): void {
  if (Object.keys(lane.heads).every((city) => city === self)) {
    for (const seen of payload.seen) lane.heads[seen.city] ??= { seq: seen.seq, hash: seen.hash, at: '' };
  }
  lane.heads[payload.author] = { seq: payload.seq, hash, at: payload.at };
  lane.changed = true;
}
