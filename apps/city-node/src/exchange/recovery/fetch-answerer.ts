import {
  inboxConsumer,
  INBOX_STREAM,
  LINK_GENESIS,
  LinkFetchQuestion,
  TongbanError,
  type LinkFetchAnswer,
} from '#contracts';
import { rows, type Database } from '../../db/database.js';
import { lockLinkIn } from '../apply/receipts.js';
import { headAt } from '../settle/settler.js';
import type { Answerer } from '../status/answerer.js';
import type { NatsTransport } from '../transport/nats-transport.js';
import { heldEntries } from './held-entries.js';

/** Gives a partner that was restored its own numbered events back, and tells it what is still on the way to us. */
export class FetchAnswerer {
  private readonly busy = new Set<string>();

  constructor(
    private readonly db: Database,
    private readonly transport: NatsTransport,
  ) {}

  registerAnswers(answerer: Answerer): void {
    answerer.register('link.fetch', LinkFetchQuestion, (from, question) => this.once(from, question));
  }

  /** One page at a time and partner: looking far back costs more than asking. Throws rate_limited. */
  private async once(from: string, question: LinkFetchQuestion): Promise<LinkFetchAnswer> {
    if (this.busy.has(from)) throw new TongbanError('rate_limited', { partner: from });
    this.busy.add(from);
    try {
      return await this.answer(from, question);
    } finally {
      this.busy.delete(from);
    }
  }

  private async answer(partner: string, question: LinkFetchQuestion): Promise<LinkFetchAnswer> {
    // Counted first: what is applied in between is then seen in `upTo`, and nothing can be in neither.
    const waiting = await this.waiting(partner);
    return this.db.transaction(async (em) => {
      const link = await lockLinkIn(em, partner);
      const before = await headAt(em, partner, 'in', question.from - 1);
      if (before !== null && before.toString('hex') !== question.head) throw new TongbanError('link_conflict');
      // It forgot what it took from our receipts: outcomes since then are told again.
      await rows(em, 'update link_in set outcomes_acknowledged = least(outcomes_acknowledged, $2) where partner = $1', [
        partner,
        question.outcomesTo,
      ]);
      const [told] = await rows<{ receipt: string | null; sent_to: number }>(
        em,
        `select receipt, coalesce((select numbered_to from link_out where partner = $1), 0)::bigint as sent_to
         from link_in where partner = $1`,
        [partner],
      );
      const page = before === null ? { entries: [], seals: [] } : await heldEntries(em, partner, question.from);
      return {
        upTo: link.applied_to,
        head: (link.applied_to === 0 ? LINK_GENESIS : link.head).toString('hex'),
        waiting,
        sentTo: told?.sent_to ?? 0,
        ...page,
        receipt: told?.receipt ?? null,
      };
    });
  }

  /** Batches of this partner in our INBOX that nobody has finished; none where there is no INBOX yet. */
  private async waiting(partner: string): Promise<number> {
    try {
      const manager = await this.transport.manager();
      const info = await manager.consumers.info(INBOX_STREAM, inboxConsumer(partner));
      return info.num_pending + info.num_ack_pending;
    } catch (error) {
      if (/not found/i.test((error as Error).message)) return 0;
      throw error;
    }
  }
}
