import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../db/database.js';

/** Until this replica leads, in ms. */
const NOT_OURS_MS = 1000;

export interface LeaderRoundDoors {
  db: Database;
  isLeading: () => boolean;
  log: Logger;
}

/** Work that the leading replica does again and again by itself; a round that fails is done again. */
export class LeaderRound {
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;

  /** `everyMs`: from the end of one round to the next. */
  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly doors: LeaderRoundDoors,
    private readonly round: () => Promise<void>,
  ) {}

  start(): void {
    this.loop ??= this.run();
  }

  get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Aborted when the round is told to stop. */
  protected get stopSignal(): AbortSignal {
    return this.stopping.signal;
  }

  private async run(): Promise<void> {
    const { db, isLeading, log } = this.doors;
    while (!this.stopped) {
      const ours = isLeading() && db.ready;
      if (ours) {
        await this.round().catch((error: unknown) => log.warn({ err: error }, `${this.name} fails; trying again`));
      }
      try {
        await pause(ours ? this.everyMs : NOT_OURS_MS, undefined, { signal: this.stopping.signal, ref: false });
      } catch (error) {
        if (!this.stopped) throw error;
      }
    }
  }

  /** Lets the round in hand end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }
}
