import { texts } from '../../db/arrays.js';
import { rows, type Tx } from '../../db/database.js';
import type { DrawnIds } from './event-writer.js';

/** The sending end of a link, under lock. */
export interface OutLink {
  partner: string;
  numbered_to: number;
  settled_to: number;
  outcomes_to: number;
  head: Buffer;
  hold_reason: string | null;
  /** Older events wait for it: none may overtake them. */
  backlog: boolean;
}

/**
 * Whether anything waits for a number, `partner` being SQL. From the newest on: what has left is gone from the front, and
 * while a backlog drains whoever looks from there steps over all of it.
 */
export const hasBacklog = (partner: string): string =>
  `(select p.event_id from pending p where p.recipient = ${partner} order by p.event_id desc limit 1) is not null`;

/** Locks sending ends, in order of partner. Always after the lanes, so that nobody waits in a circle. */
export async function lockOutLinks(tx: Tx, partners: Iterable<string>): Promise<Map<string, OutLink>> {
  const wanted = [...new Set(partners)].sort();
  if (wanted.length === 0) return new Map();
  const found = await rows<OutLink>(
    tx,
    `select partner, numbered_to, settled_to, outcomes_to, head, hold_reason,
       ${hasBacklog('l.partner')} as backlog
     from link_out l where partner = any($1::text[]) order by partner for update`,
    [texts(wanted)],
  );
  return new Map(found.map((link) => [link.partner, link]));
}

/** What facts of our own need of the database before they are written. */
export interface Drawn {
  ids: DrawnIds;
  links: Map<string, OutLink>;
}

/** For a transaction from which no fact of ours is expected. */
export const NOTHING_DRAWN: Drawn = { ids: { events: [], seal: 0 }, links: new Map() };

/** Draws event ids and locks sending ends in one statement. Always after the lanes. */
export async function drawForLinks(tx: Tx, count: number, partners: readonly string[]): Promise<Drawn> {
  const found = await rows<{ ids: number[]; seal: number } & (OutLink | { partner: null })>(
    tx,
    `select d.ids, d.seal, o.* from
       (select array_agg(nextval('event_id_seq')) as ids, nextval('seal_id_seq') as seal from generate_series(1, $1::int)) d
     left join (select partner, numbered_to, settled_to, outcomes_to, head, hold_reason,
         ${hasBacklog('l.partner')} as backlog
       from link_out l where partner = any($2::text[]) order by partner for update) o on true`,
    [Math.max(1, count), texts([...new Set(partners)].sort())],
  );
  const links = found.flatMap((row): [string, OutLink][] => (row.partner === null ? [] : [[row.partner, row]]));
  return { ids: { events: found[0]?.ids ?? [], seal: found[0]?.seal ?? 0 }, links: new Map(links) };
}
