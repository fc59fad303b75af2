import { MAX_EXPORT_ROWS, TongbanError, type ExportRecordView, type RecordExport } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../db/database.js';

/** Changes of people and places come one after the other: each judges what the one before it left. */
const ONE_AT_A_TIME = 720261122;

/** Who changes something, by which command. */
export interface ByWhom {
  username: string;
  commandId: string | null;
  commandHash: Buffer;
}

export type Fields = Record<string, string | boolean | null>;

/** One change, told to the record. */
export interface Change {
  act: string;
  subject: string;
  before: Fields | null;
  after: Fields | null;
}

/** What every change of people and places goes through: one at a time, done once, written down, never without an administrator. */
export class Administration {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Carries out a change under the lock of all; `work` gives what it did. A command that was carried out before is not
   * carried out again. Throws idempotency_key_reused, last_administrator.
   */
  async change(by: ByWhom, work: (tx: Tx, now: Date) => Promise<Change[]>): Promise<void> {
    await this.db.transaction(async (tx) => {
      await rows(tx, 'select pg_advisory_xact_lock($1)', [ONE_AT_A_TIME]);
      if (await this.wasDone(tx, by)) return;
      const before = await administrators(tx);
      const now = this.clock.now();
      const changes = await work(tx, now);
      if (before > 0 && (await administrators(tx)) === 0) throw new TongbanError('last_administrator');
      for (const [i, { act, subject, before: old, after }] of changes.entries()) {
        const own = i === 0 ? [by.commandId, by.commandHash] : [null, null];
        await rows(
          tx,
          `insert into administration_record (at, by_whom, act, subject, before, after, command_id, command_hash)
           values ($1, $2, $3, $4, $5::text::jsonb, $6::text::jsonb, $7, $8)`,
          [now, by.username, act, subject, old && JSON.stringify(old), after && JSON.stringify(after), ...own],
        );
      }
    });
  }

  /** Writes down that somebody took a list away. */
  async noteExport(username: string, { format, filters, person }: RecordExport): Promise<ExportRecordView> {
    const at = this.clock.now();
    await this.db.query(
      `insert into administration_record (at, by_whom, act, subject, after)
       values ($1, $2, 'EXPORT_CASES', $2, $3::text::jsonb)`,
      [at, username, JSON.stringify({ format, filters, person })],
    );
    return { at: at.toISOString(), maxRows: MAX_EXPORT_ROWS };
  }

  private async wasDone(tx: Tx, { commandId, commandHash }: ByWhom): Promise<boolean> {
    const [done] = await rows<{ command_hash: Buffer }>(
      tx,
      'select command_hash from administration_record where command_id = $1',
      [commandId],
    );
    if (done && !done.command_hash.equals(commandHash)) throw new TongbanError('idempotency_key_reused');
    return done !== undefined;
  }
}

async function administrators(tx: Tx): Promise<number> {
  const [count] = await rows<{ found: number }>(
    tx,
    "select count(*) as found from account where role = 'administrator' and disabled_at is null",
  );
  return Number(count?.found);
}

/** Fails where a window or unit is not there or disabled; throws place_unknown with the field. */
export async function mustBePlaces(
  tx: Tx,
  places: { windowId?: string; unitId?: string; hallId?: string },
): Promise<void> {
  const tables = { windowId: 'service_window', unitId: 'unit', hallId: 'hall' } as const;
  for (const [field, table] of Object.entries(tables) as [keyof typeof tables, string][]) {
    const id = places[field];
    if (id === undefined) continue;
    const found = await rows(tx, `select 1 from ${table} where id = $1 and disabled_at is null`, [id]);
    if (found.length === 0) throw new TongbanError('place_unknown', { field, id });
  }
}
