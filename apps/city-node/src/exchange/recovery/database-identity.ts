import { rows, type Database, type Tx } from '../../db/database.js';

/** Replicas that start together look one after the other. */
const LOOK_LOCK = 720261122;

export interface IdentitySeen {
  /** True where this look found another database than the one before. */
  changed: boolean;
  restored: boolean;
}

/**
 * Which database this is: the cluster, the history it is on (a promoted standby and a restore to a point in time
 * begin a new one), and the database in it (a dump that was read in again is another one).
 */
export async function readIdentity(db: Database): Promise<string> {
  const [row] = await db.query<{ history: string; oid: string }>(
    `select substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) as history,
       (select oid from pg_database where datname = current_database())::text as oid`,
  );
  return `${await systemIdentifier(db)}/${row?.history ?? '?'}/${row?.oid ?? '?'}`;
}

/** May be forbidden to the node's user; history and database are then all there is. */
async function systemIdentifier(db: Database): Promise<string> {
  const [may] = await db.query<{ may: boolean }>(
    "select has_function_privilege('pg_control_system()', 'execute') as may",
  );
  if (!may?.may) return 'unknown';
  const [row] = await db.query<{ id: string }>('select system_identifier::text as id from pg_control_system()');
  return row?.id ?? 'unknown';
}

/**
 * Compares with the identity stored in the database itself. Another one, or the first look at a database that already
 * holds events, means: restored or failed over. All partners then have to agree before acts on existing cases go on.
 */
export async function noteIdentity(
  em: Tx,
  identity: string,
  partners: readonly string[],
  now: Date,
): Promise<IdentitySeen> {
  await rows(em, 'select pg_advisory_xact_lock($1)', [LOOK_LOCK]);
  const [last] = await rows<{ identity: string; restored: boolean }>(
    em,
    'select identity, restored from database_identity order by id desc limit 1',
  );
  if (last?.identity === identity) return { changed: false, restored: last.restored };
  const [held] = await rows<{ events: boolean }>(em, 'select exists (select 1 from event) as events');
  const restored = held?.events ?? false;
  await rows(em, 'insert into database_identity (identity, seen_at, restored) values ($1, $2, $3)', [
    identity,
    now,
    restored,
  ]);
  if (restored) await askAgain(em, partners, now);
  return { changed: true, restored };
}

/** From now on these partners have to agree anew; what an operator released before does not count for this time. */
async function askAgain(tx: Tx, partners: readonly string[], now: Date): Promise<void> {
  await rows(
    tx,
    `insert into recovery (partner, since)
     select unnest($1::text[]), $2::timestamptz union select partner, $2 from link_out
     on conflict (partner) do update set since = $2, fetched_to = null, fault = null, released_at = null`,
    [partners, now],
  );
}

/** A partner has shown that we lost something: those that have not agreed since we lead may hold more as well. */
export async function noteLoss(tx: Tx, partners: readonly string[], now: Date): Promise<void> {
  await rows(
    tx,
    'insert into recovery (partner, since) select unnest($1::text[]), $2::timestamptz on conflict do nothing',
    [partners, now],
  );
}
