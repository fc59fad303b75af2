import type { Logger } from 'pino';
import { DirectorySinceAnswer } from '#contracts';
import type { Database } from '../db/database.js';
import type { Breakers } from '../partners/breakers.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { Asker } from './status/asker.js';

const ASK_AGAIN_MS = 10_000;

/** Fetches newer city directories from partners that have them; they prove themselves by the federation's signature. */
export class DirectoryExchange {
  private askedAt = 0;
  private asking = false;

  constructor(
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly asker: Asker,
    private readonly breakers: Breakers,
    private readonly log: Logger,
  ) {}

  /** A partner uses directory `number`, or a key that we do not know; asks for newer ones, seldom. */
  heardOf(partner: string, number: number): void {
    if (number <= this.directory.current.number || this.asking || Date.now() - this.askedAt < ASK_AGAIN_MS) return;
    this.asking = true;
    this.askedAt = Date.now();
    void this.fetch(partner)
      .catch((error: unknown) => this.log.warn({ err: error, partner }, 'newer directory not taken'))
      .finally(() => (this.asking = false));
  }

  private async fetch(partner: string): Promise<void> {
    const question = { number: this.directory.current.number };
    const { body } = await this.breakers.attempt(partner, () =>
      this.asker.ask(partner, 'directory.since', question, DirectorySinceAnswer),
    );
    for (const signed of body.directories) await this.directory.take(signed);
    await this.db.transaction((em) => this.directory.store(em));
  }
}
