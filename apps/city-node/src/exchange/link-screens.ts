import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { Breakers } from '../partners/breakers.js';
import { LinkHints, type LinkHintsWay } from './link-hints.js';
import type { LinkSender } from './send/link-sender.js';

/** A link as a case tells of it: an operator's hold with its reason and end. */
export interface ShownLink {
  breaker: string;
  hold_reason: string | null;
  held_for: string | null;
  held_until: Date | null;
}

/** Contact is shown to this much, or every receipt would be a write. */
const CONTACT_MS = 10_000;

/** Keeps what screens show of the links in the database, so that any replica can tell it; writes on change only. */
export class LinkScreens {
  private readonly shown = new Map<string, string>();
  /** What is booked to the links at the moment, as last written down. */
  private readonly causesBooked = new Map<string, 'DOWN' | 'HELD' | null>();
  private readonly hints: LinkHints;

  constructor(
    private readonly db: Database,
    private readonly breakers: Breakers,
    private readonly clock: Clock,
    way: LinkHintsWay,
  ) {
    this.hints = new LinkHints(way, db, breakers);
  }

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
    return [this.breakerOf(link), link.shownReason, link.version, contact].join();
  }

  /** Called at every turn of the relay; screens are told once the rows they read are written. */
  async show(links: readonly LinkSender[]): Promise<void> {
    const changed: LinkSender[] = [];
    for (const link of links) {
      const state = this.stateOf(link);
      if (this.shown.get(link.partner) === state) continue;
      await this.db.query(
        `insert into link_state as s (partner, breaker, hold_reason, since, contact_at, version)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (partner) do update set breaker = $2, hold_reason = $3, contact_at = coalesce($5, s.contact_at),
           version = coalesce($6, s.version),
           since = case when s.breaker = $2 and s.hold_reason is not distinct from $3 then s.since else $4 end`,
        [link.partner, this.breakerOf(link), link.shownReason, this.clock.now(), link.contactAt, link.version],
      );
      await this.bookOutage(link);
      this.shown.set(link.partner, state);
      changed.push(link);
    }
    await this.hints.look(changed);
  }

  /**
   * The time in which a breaker was open, or an operator held the link, is booked to the link: nobody is carded for it.
   * A breaker that opens during a hold is told apart, because nobody had agreed to that.
   */
  private async bookOutage(link: LinkSender): Promise<void> {
    const { partner } = link;
    const cause = this.breakerOf(link) === 'open' ? 'DOWN' : link.operatorHold ? 'HELD' : null;
    if (this.causesBooked.get(partner) === cause) return;
    const now = this.clock.now();
    await this.db.query(
      `update link_outage set ended_at = greatest($2, began_at)
       where partner = $1 and ended_at is null and cause is distinct from $3::text`,
      [partner, now, cause],
    );
    if (cause !== null) {
      await this.db.query(
        'insert into link_outage (partner, began_at, cause) values ($1, $2, $3) on conflict do nothing',
        [partner, now, cause],
      );
    }
    this.causesBooked.set(partner, cause);
  }

  /** What screens show of a link right now. */
  shownOf(link: LinkSender): ShownLink {
    const { operatorHold: hold, shownReason } = link;
    return {
      breaker: this.breakers.state(link.partner),
      hold_reason: shownReason,
      held_for: hold?.reason ?? null,
      held_until: hold?.until ?? null,
    };
  }

  /** Another replica may have written since. */
  forget(): void {
    this.shown.clear();
    this.causesBooked.clear();
    this.hints.forget();
  }
}
