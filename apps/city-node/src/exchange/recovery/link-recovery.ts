import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { LINK_GENESIS, LinkFetchAnswer, TongbanError } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../../db/database.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import { LeaseLost, type Lease } from '../lease.js';
import { headAt, type Settler } from '../settle/settler.js';
import type { Asker } from '../status/asker.js';
import type { LinkAgreement, LinkStatus } from '../status/link-status.js';
import { verifyPage } from './fetched-page.js';
import type { PageStore } from './page-store.js';
import type { RestoreWatch } from './restore-watch.js';

const FETCH_TIMEOUT_MS = 10_000;
/** Batches of ours that lie in a partner's INBOX are applied within moments, or another time. */
const WAITING_AGAIN_MS = 250;
const WAITING_LOOKS = 12;

/** Faults of the moment: they say nothing of what the partner holds, and count for its breaker. */
const PASSING = new Set(['partner_unreachable', 'question_expired', 'database_unavailable', 'rate_limited']);

export interface LinkRecoveryDoors {
  self: string;
  db: Database;
  directory: DirectoryService;
  lease: Lease;
  asker: Asker;
  status: LinkStatus;
  settler: Settler;
  watch: RestoreWatch;
  pages: PageStore;
  clock: Clock;
  log: Logger;
  graceMs: number;
}

/**
 * Agreement with a partner on the leading replica. Where the partner holds more of us than we do, or may hold it after
 * a restore, our own events and ledger are fetched back first; until then its batches wait and its link is held.
 */
export class LinkRecovery {
  /** Partners that agreed since this replica leads. */
  private readonly agreed = new Set<string>();
  private readonly behind = new Set<string>();
  private leadsSince = Date.now();
  private leading = false;
  /** Called for a partner that has sent more than we hold: it is to send again what we lost. */
  onLost: (partner: string) => void = () => undefined;

  constructor(private readonly doors: LinkRecoveryDoors) {}

  /** This replica leads from now on: whatever was agreed before counts no more. */
  led(): void {
    this.agreed.clear();
    this.behind.clear();
    this.leadsSince = Date.now();
    this.leading = true;
  }

  steppedDown(): void {
    this.leading = false;
  }

  /**
   * True where batches of this partner may be applied. Applied before our own numbers agree, a submission that it sends
   * again would make us state a second time that we received it.
   */
  mayApply(partner: string): boolean {
    if (this.behind.has(partner)) return false;
    if (this.agreed.has(partner)) return true;
    return !this.doors.watch.unconfirmed.has(partner) && Date.now() - this.leadsSince > this.doors.graceMs;
  }

  /** Link status, and before it agrees whatever has to come back. Throws as asking does. */
  async agree(partner: string): Promise<LinkAgreement> {
    const { status, watch, lease } = this.doors;
    const guard = (em: Tx): Promise<void> => lease.guard(em);
    const first = await status.agree(partner, guard);
    if (first.holdReason === 'link_conflict') return first;
    const unconfirmed = watch.unconfirmed.has(partner);
    if (first.holdReason === null && !unconfirmed) {
      await this.confirmed(partner);
      return first;
    }
    if (first.holdReason === 'partner_ahead') this.behind.add(partner);
    const held: LinkAgreement = { ...first, settledTo: null, holdReason: first.holdReason ?? 'recovering' };
    const sentTo = await this.bringBack(partner, first.holdReason !== null);
    if (sentTo === null) return held;
    const again = await status.agree(partner, guard);
    if (again.settledTo === null) return again;
    await this.confirmed(partner);
    await this.askForLost(partner, sentTo);
    return again;
  }

  /** Pages until nothing is missing and nothing is on the way; null where that failed. Returns the partner's `sentTo`. */
  private async bringBack(partner: string, ahead: boolean): Promise<number | null> {
    try {
      for (let looks = 0; looks < WAITING_LOOKS;) {
        if (!this.leading) throw new LeaseLost();
        const { answer, from, head } = await this.ask(partner);
        if (answer.upTo >= from) {
          await this.takePage(partner, from, head, answer);
          continue;
        }
        if (answer.waiting === 0) {
          await this.keepReceipt(partner, answer.receipt);
          return answer.sentTo;
        }
        looks += 1;
        await pause(WAITING_AGAIN_MS);
      }
      return null;
    } catch (error) {
      if (!(error instanceof TongbanError) || PASSING.has(error.code)) throw error;
      // A partner of an older version cannot be asked; where it is not ahead its link status has to do.
      if (error.code === 'question_unknown' && !ahead) return 0;
      await this.failed(partner, error);
      return null;
    }
  }

  private async ask(partner: string): Promise<{ answer: LinkFetchAnswer; from: number; head: Buffer }> {
    const [link] = await this.doors.db.query<{ numbered_to: number; head: Buffer; outcomes_to: number }>(
      'select numbered_to, head, outcomes_to from link_out where partner = $1',
      [partner],
    );
    const from = (link?.numbered_to ?? 0) + 1;
    const head = link?.head ?? LINK_GENESIS;
    const question = { from, head: head.toString('hex'), outcomesTo: link?.outcomes_to ?? 0 };
    const { body } = await this.doors.asker.ask(partner, 'link.fetch', question, LinkFetchAnswer, FETCH_TIMEOUT_MS);
    return { answer: body, from, head };
  }

  private async takePage(partner: string, from: number, head: Buffer, answer: LinkFetchAnswer): Promise<void> {
    const { self, directory, clock, pages, log, db } = this.doors;
    if (answer.entries.length === 0) throw new TongbanError('predecessor_missing', { n: from });
    const page = await verifyPage(self, directory.current, clock.now(), from, head, answer);
    // What we signed and no longer know proves a restore: whoever has not agreed since may hold more as well.
    const silent = directory.current.partnersOf(self).filter((other) => !this.agreed.has(other));
    const taken = await pages.take(partner, from, page, silent);
    const numbers = { first: from, last: from + page.events.length - 1 };
    log.warn({ partner, ...numbers, events: taken }, 'own events fetched back from a partner');
    const meanwhile = silent.filter((other) => this.agreed.has(other));
    if (taken > 0) await db.query('delete from recovery where partner = any($1)', [meanwhile]);
    if (taken > 0) await this.doors.watch.look();
    await db.query('update recovery set fault = null where partner = $1', [partner]);
  }

  /** The receipt for what came back: without it our evidence could not prove that the partner took it. */
  private async keepReceipt(partner: string, signed: string | null): Promise<void> {
    if (signed === null) return;
    const { db, lease, settler } = this.doors;
    const receipt = await settler.read(signed, partner);
    await db.transaction(async (em) => {
      await lease.guard(em);
      const ours = await headAt(em, partner, 'out', receipt.upTo);
      if (ours?.toString('hex') !== receipt.head) return;
      await settler.raise(em, partner, receipt.upTo, receipt.head, receipt.outcomesTo, receipt.outcomes, signed);
      await rows(
        em,
        "update link_batch set receipt = $3 where partner = $1 and direction = 'out' and receipt is null and last <= $2",
        [partner, receipt.upTo, signed],
      );
    });
  }

  private async failed(partner: string, error: TongbanError): Promise<void> {
    this.doors.log.error(
      { partner, errorCode: error.code, details: error.details },
      'own events cannot be fetched back from this partner',
    );
    await this.doors.db.query('update recovery set fault = $2 where partner = $1', [partner, error.code]);
  }

  private async confirmed(partner: string): Promise<void> {
    this.behind.delete(partner);
    if (this.agreed.has(partner) && !this.doors.watch.unconfirmed.has(partner)) return;
    const { db, watch, clock, log } = this.doors;
    await db.query(
      `insert into link_agreement (partner, generation, agreed_at)
       select $1, generation, $2 from lease where name = 'exchange'
       on conflict (partner) do update set generation = excluded.generation, agreed_at = excluded.agreed_at`,
      [partner, clock.now()],
    );
    // Before the row goes: whoever notes a loss at this moment sees one or the other.
    this.agreed.add(partner);
    const settled = await db.query('delete from recovery where partner = $1 returning partner', [partner]);
    if (settled.length === 0) return;
    log.warn({ partner }, 'partner agrees on what it holds of us since the restore');
    await watch.look();
  }

  /** What the partner sent and we lost comes again as soon as it hears of it, not only at its next heartbeat. */
  private async askForLost(partner: string, sentTo: number): Promise<void> {
    const [link] = await this.doors.db.query<{ applied_to: number }>(
      'select applied_to from link_in where partner = $1',
      [partner],
    );
    if (sentTo > (link?.applied_to ?? 0)) this.onLost(partner);
  }
}
