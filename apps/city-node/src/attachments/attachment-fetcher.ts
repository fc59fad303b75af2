import type { Logger } from 'pino';
import { AttachmentChunkAnswer, chunksOf, TongbanError } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import { Pauses } from '../exchange/pauses.js';
import type { Asker } from '../exchange/status/asker.js';
import { HeldWithoutCounting, type Breakers } from '../partners/breakers.js';
import type { AttachmentMetrics } from './attachment-metrics.js';
import { ATTACHMENT_COLUMNS, type AttachmentRow } from './attachment-row.js';
import type { AttachmentStore } from './attachment-store.js';
import { newFileKey, sealChunk } from './chunk-seal.js';
import { provenChunk } from './fetched-chunk.js';
import type { FileKeys } from './file-keys.js';
import { PlainFile } from './plain-file.js';

/** A chunk with its envelope is 600 KB: on a thin line it takes its time. */
const ANSWER_MS = 10_000;
/** Between looks for files that nobody told of. */
const LOOK_MS = 1000;
/** Ahead of time, after each chunk the line is left to the events for as long as the chunk took. */
const MAX_REST_MS = 2000;
const FIRST_AGAIN_MS = 500;
/** A partner that is away is asked again soon after its breaker has closed; one that refuses, ever more seldom. */
const LAST_AGAIN_MS = { away: 2000, refused: 300_000 };

export interface FetcherDoors {
  db: Database;
  store: AttachmentStore;
  keys: FileKeys;
  asker: Asker;
  breakers: Breakers;
  clock: Clock;
  metrics: AttachmentMetrics;
  log: Logger;
  /** Files fetched at once. */
  atOnce: number;
  isLeading: () => boolean;
}

/**
 * Brings the files of received cases from the cities that took them in, on the leading replica: chunk by chunk, each
 * verified against the root that the event names and sealed under a key of our own. It goes on where it stopped.
 */
export class AttachmentFetcher {
  private readonly pauses = new Pauses();
  private isStopping = false;
  private readonly underWay = new Map<string, Promise<void>>();
  private loop: Promise<void> | undefined;
  private wakeUp: () => void = () => undefined;

  constructor(private readonly doors: FetcherDoors) {}

  start(): void {
    this.loop ??= this.run();
  }

  /** Something is wanted now. */
  wake(): void {
    this.wakeUp();
  }

  private get active(): boolean {
    return !this.isStopping && this.doors.isLeading() && this.doors.db.ready;
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      if (this.active && this.underWay.size < this.doors.atOnce) {
        try {
          await this.begin();
        } catch (error) {
          this.doors.log.warn({ err: error }, 'files to fetch cannot be looked up; trying again');
        }
      }
      await this.pauses.pause(LOOK_MS, (wake) => (this.wakeUp = wake));
    }
  }

  private async begin(): Promise<void> {
    const { db, clock, atOnce, breakers } = this.doors;
    const holders = await db.query<{ holder: string }>(
      "select distinct holder from attachment where state = 'WANTED' and next_try_at <= $1",
      [clock.now()],
    );
    const askable = holders.map(({ holder }) => holder).filter((holder) => breakers.state(holder) === 'closed');
    if (askable.length === 0) return;
    const found = await db.query<AttachmentRow>(
      `select ${ATTACHMENT_COLUMNS} from attachment a where state = 'WANTED' and next_try_at <= $1 and holder = any($2)
         and holder || '/' || id <> all($3) order by urgent desc, next_try_at limit $4`,
      [clock.now(), askable, [...this.underWay.keys()], atOnce - this.underWay.size],
    );
    for (const row of found) {
      const key = `${row.holder}/${row.id}`;
      const fetching = this.fetch(row).finally(() => {
        this.underWay.delete(key);
        this.wake();
      });
      this.underWay.set(key, fetching);
    }
  }

  /** One attempt at one file, for as long as it gets on; ends without throwing. */
  private async fetch(row: AttachmentRow): Promise<void> {
    try {
      await this.chunks(row);
    } catch (error) {
      if (this.isStopping) return;
      const code = codeOf(error);
      this.doors.metrics.fetchFailed(row.holder, code);
      this.doors.log.info({ partner: row.holder, errorCode: code }, 'a file is not fetched yet; going on later');
      await this.later(row, code).catch((failure: unknown) => {
        this.doors.log.warn({ err: failure }, 'a file that was not fetched cannot be noted; it is tried again');
      });
    }
  }

  private async chunks(row: AttachmentRow): Promise<void> {
    const { store, metrics, db, clock } = this.doors;
    const key = await this.keyOf(row);
    const count = chunksOf(row.size);
    for (let index = row.chunks_here; index < count; index += 1) {
      if (!this.active) return;
      const startedAt = performance.now();
      const bytes = provenChunk(await this.ask(row, index), index, row.size, row.root ?? new Uint8Array());
      await store.write(row, index, sealChunk(key, { index, last: index === count - 1 }, bytes));
      const still = await db.query(
        `update attachment set chunks_here = $3 + 1, fault = null, tries = 0, touched_at = $4
         where holder = $1 and id = $2 and state = 'WANTED' returning id`,
        [row.holder, row.id, index, clock.now()],
      );
      // Erased meanwhile: the sweep takes the chunk away.
      if (still.length === 0) return;
      metrics.moved('fetched', bytes.length);
      if (!row.urgent) await this.pauses.pause(Math.min(MAX_REST_MS, performance.now() - startedAt));
    }
    await this.finish(row, key);
  }

  /** What is stored is read once more: only a file that is whole counts as here. */
  private async finish(row: AttachmentRow, key: Buffer): Promise<void> {
    const { store, db, clock } = this.doors;
    let [lost, state] = [0, 'HERE'];
    try {
      const { sha256, leaves } = await new PlainFile(store, row, key, row.size).hashes((index) => (lost = index));
      // Every chunk was proved, and yet the whole is not what the event says: its city has stated what is not so.
      if (!row.sha256?.equals(sha256)) state = 'DAMAGED';
      else await store.finish(row);
      await db.query(
        `update attachment set state = $3, leaves = $4, urgent = false, fault = null, touched_at = $5
         where holder = $1 and id = $2 and state = 'WANTED'`,
        [row.holder, row.id, state, Buffer.concat(leaves), clock.now()],
      );
    } catch (error) {
      if (codeOf(error) === 'attachment_damaged') {
        await db.query("update attachment set chunks_here = $3 where holder = $1 and id = $2 and state = 'WANTED'", [
          row.holder,
          row.id,
          lost,
        ]);
      }
      throw error;
    }
  }

  /** The key under which this city keeps the file: drawn here, never the one of the city it comes from. */
  private async keyOf(row: AttachmentRow): Promise<Buffer> {
    const { keys, db } = this.doors;
    if (row.wrapped_key) return keys.unwrap(row, row.wrapped_key);
    const [kept] = await db.query<{ wrapped_key: Buffer | null }>(
      `update attachment set wrapped_key = coalesce(wrapped_key, $3)
       where holder = $1 and id = $2 and state = 'WANTED' returning wrapped_key`,
      [row.holder, row.id, keys.wrap(row, newFileKey())],
    );
    if (!kept?.wrapped_key) throw new TongbanError('attachment_gone');
    return keys.unwrap(row, kept.wrapped_key);
  }

  /** Through the breaker; what the partner answers with a code is an answer, and counts as one. */
  private async ask(row: AttachmentRow, index: number): Promise<AttachmentChunkAnswer> {
    const { breakers, asker } = this.doors;
    if (breakers.state(row.holder) !== 'closed') throw new TongbanError('partner_unreachable');
    const question = { caseNo: row.case_no ?? '', id: row.id, index };
    const answered = await breakers.attempt(row.holder, async () => {
      try {
        return (await asker.ask(row.holder, 'attachment.chunk', question, AttachmentChunkAnswer, ANSWER_MS)).body;
      } catch (error) {
        if (error instanceof TongbanError && error.details.answered === true) return error;
        throw error;
      }
    });
    if (answered instanceof TongbanError) throw answered;
    return answered;
  }

  private async later({ holder, id, tries }: AttachmentRow, code: string): Promise<void> {
    const { db, clock } = this.doors;
    if (code === 'attachment_gone') {
      await db.query(
        "update attachment set state = 'GONE', wrapped_key = null, fault = $3 where holder = $1 and id = $2 and state = 'WANTED'",
        [holder, id, code],
      );
      return;
    }
    const most = code === 'partner_unreachable' ? LAST_AGAIN_MS.away : LAST_AGAIN_MS.refused;
    const waitMs = Math.min(most, FIRST_AGAIN_MS * 2 ** Math.min(tries, 16));
    await db.query(
      `update attachment set fault = $3, tries = tries + 1, next_try_at = $4
       where holder = $1 and id = $2 and state = 'WANTED'`,
      [holder, id, code, new Date(clock.now().getTime() + waitMs)],
    );
  }

  /** Lets the chunks in hand end. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.pauses.endAll();
    await this.loop;
    await Promise.all(this.underWay.values());
  }
}

function codeOf(error: unknown): string {
  if (error instanceof HeldWithoutCounting) return 'partner_unreachable';
  return error instanceof TongbanError ? error.code : 'internal_error';
}
