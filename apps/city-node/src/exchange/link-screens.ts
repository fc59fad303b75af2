import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { Breakers } from '../partners/breakers.js';
import type { LinkSender } from './send/link-sender.js';

/** Contact is shown to this much, or every receipt would be a write. */
const CONTACT_MS = 10_000;

/** Keeps what screens show of the links in the database, so that any replica can tell it; writes on change only. */
export class LinkScreens {
  private readonly shown = new Map<string, string>();
  /** Breakers as last written down. */
  private readonly breakersShown = new Map<string, string>();

  constructor(
    private readonly db: Database,
    private readonly breakers: Breakers,
    private readonly clock: Clock,
  ) {}

  /** True where screens show something else of this link. */
  differ(link: LinkSender): boolean {
    return this.shown.get(link.partner) !== this.stateOf(link);
  }

  /** A probe is not news: while one is under way the partner is as silent as before, and since the same moment. */
  private breakerOf(link: LinkSender): string {
    return this.breakers.state(link.partner) === 'closed' ? 'closed' : 'open';
  }

  private stateOf(link: LinkSender): string {
    const contact = link.contactAt ? Math.floor(link.contactAt.getTime() / CONTACT_MS) : 0;
    return [this.breakerOf(link), link.holdReason, link.version, contact].join();
  }

  async show(links: Iterable<LinkSender>): Promise<void> {
    for (const link of links) {
      const state = this.stateOf(link);
      if (this.shown.get(link.partner) === state) continue;
      await this.db.query(
        `insert into link_state as s (partner, breaker, hold_reason, since, contact_at, version)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (partner) do update set breaker = $2, hold_reason = $3, contact_at = coalesce($5, s.contact_at),
           version = coalesce($6, s.version),
           since = case when s.breaker = $2 and s.hold_reason is not distinct from $3 then s.since else $4 end`,
        [link.partner, this.breakerOf(link), link.holdReason, this.clock.now(), link.contactAt, link.version],
      );
      await this.bookOutage(link);
      this.shown.set(link.partner, state);
    }
  }

  /** The time in which a breaker was open is booked to the link: nobody is carded for it. */
  private async bookOutage(link: LinkSender): Promise<void> {
    const { partner } = link;
    const breaker = this.breakerOf(link);
    if (this.breakersShown.get(partner) === breaker) return;
    await this.db.query(
      breaker === 'open'
        ? 'insert into link_outage (partner, began_at) values ($1, $2) on conflict do nothing'
        : 'update link_outage set ended_at = greatest($2, began_at) where partner = $1 and ended_at is null',
      [partner, this.clock.now()],
    );
    this.breakersShown.set(partner, breaker);
  }

  /** Another replica may have written since. */
  forget(): void {
    this.shown.clear();
    this.breakersShown.clear();
  }
}
