import { subjects } from '#contracts';
import type { Database } from '../db/database.js';
import type { Breakers } from '../partners/breakers.js';
import type { LinkSender } from './send/link-sender.js';
import { keptCases } from './settle/unsettled.js';
import type { NatsTransport } from './transport/nats-transport.js';

/** While a link is held its cases are counted this often: every screen of the city asks again after a hint. */
const COUNT_EVERY_MS = 3000;

/** The way to the screens of this city. */
export interface LinkHintsWay {
  readonly self: string;
  readonly transport: Pick<NatsTransport, 'publish'>;
}

/**
 * Tells the screens of this city that a link opened, was held, or that another number of cases waits for it. A hint;
 * the links page of the API has the truth. While a link is open, cases that pass through it are no news.
 */
export class LinkHints {
  private readonly told = new Map<string, string>();
  /** Links that are held, or were and have not got rid of what waited; with the number last told. */
  private readonly waiting = new Map<string, number>();
  private readonly open = new Set<string>();
  private countAt = 0;

  constructor(
    private readonly way: LinkHintsWay,
    private readonly db: Database,
    private readonly breakers: Breakers,
  ) {}

  /**
   * Called at every turn of the relay with the links of which screens show something else now; asks the database only
   * while something is held.
   */
  async look(links: readonly LinkSender[]): Promise<void> {
    const changed = new Set<string>();
    for (const { partner, shownReason } of links) {
      // A probe is no news: the partner is as silent as before.
      const breaker = this.breakers.state(partner) === 'closed' ? 'closed' : 'open';
      if (breaker === 'closed' && shownReason === null) this.open.add(partner);
      else {
        this.open.delete(partner);
        if (!this.waiting.has(partner)) this.waiting.set(partner, -1);
      }
      const state = `${breaker} ${shownReason}`;
      if (this.told.get(partner) !== state) changed.add(partner);
      this.told.set(partner, state);
    }
    if (this.waiting.size > 0 && performance.now() >= this.countAt) await this.count(changed);
    if (changed.size === 0) return;
    const message = JSON.stringify({ links: [...changed] });
    this.way.transport.publish(subjects.live(this.way.self, 'links'), Buffer.from(message));
  }

  private async count(changed: Set<string>): Promise<void> {
    const found = await this.db.query<{ partner: string; held: number }>(
      `select c.partner, ${keptCases('c.partner')}::int as held from unnest($1::text[]) as c (partner)`,
      [[...this.waiting.keys()]],
    );
    for (const { partner, held } of found) {
      if (this.waiting.get(partner) !== held) changed.add(partner);
      if (this.open.has(partner) && held === 0) this.waiting.delete(partner);
      else this.waiting.set(partner, held);
    }
    this.countAt = performance.now() + COUNT_EVERY_MS;
  }

  /** Another replica may have told something else since. */
  forget(): void {
    this.told.clear();
    this.waiting.clear();
    this.open.clear();
  }
}
