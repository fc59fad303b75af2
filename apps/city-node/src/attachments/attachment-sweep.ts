import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { chunksOf } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../db/database.js';
import type { AttachmentStore } from './attachment-store.js';

const LOOK_MS = 2000;
const HOUR_MS = 3_600_000;
const STEP_FILES = 100;

export interface SweepDoors {
  db: Database;
  store: AttachmentStore;
  clock: Clock;
  log: Logger;
  /** Hours that an upload may wait for a case to name it. */
  unusedHours: number;
  isLeading: () => boolean;
}

/**
 * Unties files from erased cases: those that no case names any more lose key, name and hashes in the same transaction.
 * The sealed bytes, which nobody can open then, are taken away by the sweep.
 */
export async function eraseFiles(em: Tx, caseNos: readonly string[], now: Date): Promise<void> {
  await rows(
    em,
    `with untied as (delete from attachment_use where case_no = any($1) returning case_no, holder, id)
     update attachment a set state = 'ERASED', name = null, sha256 = null, root = null, leaves = null, wrapped_key = null,
       created_by = null, command_id = null, command_hash = null, touched_at = $2
     from (select distinct holder, id from untied) u where a.holder = u.holder and a.id = u.id
       and not exists (select 1 from attachment_use o where o.holder = a.holder and o.id = a.id and o.case_no <> all($1))`,
    [caseNos, now],
  );
}

/** Takes away, on the leading replica, what was erased, and uploads that no case named in time. */
export class AttachmentSweep {
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;

  constructor(private readonly doors: SweepDoors) {}

  start(): void {
    this.loop ??= this.run();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      if (this.doors.isLeading() && this.doors.db.ready) {
        try {
          await this.forgetUnused();
          await this.takeAway();
        } catch (error) {
          this.doors.log.warn({ err: error }, 'erased files cannot be taken away yet; trying again');
        }
      }
      await pause(LOOK_MS, undefined, { signal, ref: false }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  private async forgetUnused(): Promise<void> {
    const { db, clock, unusedHours, log } = this.doors;
    const now = clock.now();
    const gone = await db.query(
      `update attachment set state = 'ERASED', name = null, sha256 = null, root = null, leaves = null, wrapped_key = null,
         created_by = null, command_id = null, command_hash = null, touched_at = $2
       where case_no is null and state <> 'ERASED' and touched_at < $1 returning id`,
      [new Date(now.getTime() - unusedHours * HOUR_MS), now],
    );
    if (gone.length > 0) log.info({ files: gone.length }, 'uploads that no case named are erased');
  }

  private async takeAway(): Promise<void> {
    const { db, store } = this.doors;
    const erased = await db.query<{ holder: string; id: string; size: number }>(
      `select holder, id, size from attachment where state = 'ERASED' order by touched_at limit ${STEP_FILES}`,
    );
    for (const { holder, id, size } of erased) {
      if (this.stopping.signal.aborted) return;
      await store.remove({ holder, id }, chunksOf(size));
      await db.query("delete from attachment where holder = $1 and id = $2 and state = 'ERASED'", [holder, id]);
    }
  }

  /** Lets the file in hand end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }
}
