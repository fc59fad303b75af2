import type { LaneHead } from '#contracts';
import { texts } from '../../db/arrays.js';
import { rows, type Tx } from '../../db/database.js';

/** Newest event of one author in a lane, as known here. `at` is empty where the event itself never came here. */
export interface Head {
  seq: number;
  hash: string;
  at: string;
}

/** A lane under lock: whoever holds it may extend it. */
export interface Lane {
  lane: string;
  heads: Record<string, Head>;
  frozen: string[];
  changed: boolean;
  /** No row yet: whoever saves it inserts it, and fails where somebody else began the same lane meanwhile. */
  isNew?: boolean;
}

/** A lane of which nothing is stored yet. */
export const newLane = (lane: string): Lane => ({ lane, heads: {}, frozen: [], changed: false, isNew: true });

interface LaneRow {
  lane: string;
  heads: Record<string, Head>;
  frozen: string[];
}

/** Locks those of these lanes that exist, in order of name; the others are given as new. */
export async function lockKnownLanes(tx: Tx, names: Iterable<string>): Promise<Map<string, Lane>> {
  const sorted = [...new Set(names)].sort();
  const lanes = new Map(sorted.map((name) => [name, newLane(name)]));
  if (sorted.length === 0) return lanes;
  const found = await rows<LaneRow>(
    tx,
    'select lane, heads, frozen from lane where lane = any($1::text[]) order by lane for update',
    [texts(sorted)],
  );
  for (const row of found) lanes.set(row.lane, { ...row, changed: false });
  return lanes;
}

/**
 * Locks lanes in order of name and makes those that do not exist yet. This is the case lock: event ids are drawn
 * under it, so the events of one case have ids in the order in which they were committed.
 */
export async function lockLanes(em: Tx, names: Iterable<string>): Promise<Map<string, Lane>> {
  const sorted = [...new Set(names)].sort();
  if (sorted.length === 0) return new Map();
  em.later('insert into lane (lane) select unnest($1::text[]) on conflict do nothing', [texts(sorted)]);
  const found = await rows<LaneRow>(
    em,
    'select lane, heads, frozen from lane where lane = any($1::text[]) order by lane for update',
    [texts(sorted)],
  );
  return new Map(found.map((row) => [row.lane, { ...row, changed: false }]));
}

/** Locks one lane that exists; undefined where it does not. */
export async function lockLane(em: Tx, name: string): Promise<Lane | undefined> {
  const found = await rows<LaneRow>(em, 'select lane, heads, frozen from lane where lane = $1 for update', [name]);
  return found[0] ? { ...found[0], changed: false } : undefined;
}

/** Inserts new lanes and writes back the heads of changed ones; one of which nothing is known stays unwritten. */
export function saveLanes(tx: Tx, lanes: Iterable<Lane>): void {
  const changed = [...lanes].filter((lane) => lane.changed);
  const columns = (some: readonly Lane[]): Buffer[] => [
    texts(some.map((lane) => lane.lane)),
    texts(some.map((lane) => JSON.stringify(lane.heads))),
    texts(some.map((lane) => lane.frozen.join(','))),
  ];
  const fresh = changed.filter((lane) => lane.isNew);
  if (fresh.length > 0) {
    tx.later(
      `insert into lane (lane, heads, frozen) select lane, heads::jsonb, string_to_array(frozen, ',')
       from unnest($1::text[], $2::text[], $3::text[]) as n (lane, heads, frozen)`,
      columns(fresh),
    );
  }
  const known = changed.filter((lane) => !lane.isNew);
  if (known.length > 0) {
    tx.later(
      `update lane set heads = n.heads::jsonb, frozen = string_to_array(n.frozen, ',')
       from unnest($1::text[], $2::text[], $3::text[]) as n (lane, heads, frozen) where lane.lane = n.lane`,
      columns(known),
    );
  }
}

/** Forgets lanes that `lockLanes` made and that stayed empty (only broken events came for them). */
export function dropEmptyLanes(tx: Tx, lanes: Iterable<Lane>): void {
  const empty = [...lanes].filter((lane) => Object.keys(lane.heads).length === 0 && lane.frozen.length === 0);
  if (empty.length === 0) return;
  tx.later("delete from lane where lane = any($1::text[]) and heads = '{}'", [texts(empty.map((lane) => lane.lane))]);
}

/** Heads of every lane but the author's, in order of city: what `seen` of a new event says. */
export function seenBy(author: string, lane: Lane): LaneHead[] {
  return Object.entries(lane.heads)
    .filter(([city]) => city !== author)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([city, head]) => ({ city, seq: head.seq, hash: head.hash }));
}

/** All heads as one short text: what a screen showed, sent back with a command (If-Match). */
export function revisionOf(heads: Record<string, Head>): string {
  return Object.entries(heads)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([city, head]) => `${city}-${head.seq}-${head.hash.slice(0, 8)}`)
    .join('.');
}
