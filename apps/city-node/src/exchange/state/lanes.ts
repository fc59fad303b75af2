import type { LaneHead } from '#contracts';
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
}

/**
 * Locks lanes in order of name and makes those that do not exist yet. This is the case lock: event ids are drawn
 * under it, so the events of one case have ids in the order in which they were committed.
 */
export async function lockLanes(em: Tx, names: Iterable<string>): Promise<Map<string, Lane>> {
  const sorted = [...new Set(names)].sort();
  if (sorted.length === 0) return new Map();
  await rows(em, 'insert into lane (lane) select unnest($1::text[]) on conflict do nothing', [sorted]);
  const found = await rows<{ lane: string; heads: Record<string, Head>; frozen: string[] }>(
    em,
    'select lane, heads, frozen from lane where lane = any($1) order by lane for update',
    [sorted],
  );
  return new Map(found.map((row) => [row.lane, { ...row, changed: false }]));
}

/** Locks one lane that exists; undefined where it does not. */
export async function lockLane(em: Tx, name: string): Promise<Lane | undefined> {
  const found = await rows<{ lane: string; heads: Record<string, Head>; frozen: string[] }>(
    em,
    'select lane, heads, frozen from lane where lane = $1 for update',
    [name],
  );
  return found[0] ? { ...found[0], changed: false } : undefined;
}

/** Writes back heads of changed lanes and forgets lanes that stayed empty (only broken events came for them). */
export async function saveLanes(em: Tx, lanes: Iterable<Lane>): Promise<void> {
  const all = [...lanes];
  const changed = all.filter((lane) => lane.changed);
  if (changed.length > 0) {
    await rows(
      em,
      `update lane set heads = n.heads::jsonb, frozen = string_to_array(n.frozen, ',')
       from unnest($1::text[], $2::text[], $3::text[]) as n (lane, heads, frozen) where lane.lane = n.lane`,
      [
        changed.map((lane) => lane.lane),
        changed.map((lane) => JSON.stringify(lane.heads)),
        changed.map((lane) => lane.frozen.join(',')),
      ],
    );
  }
  const empty = all.filter((lane) => Object.keys(lane.heads).length === 0 && lane.frozen.length === 0);
  if (empty.length > 0) {
    await rows(em, "delete from lane where lane = any($1) and heads = '{}'", [empty.map((lane) => lane.lane)]);
  }
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
