import type { Logger } from 'pino';
import { LINK_GENESIS, LinkHeadsAnswer, LinkHeadsQuestion, LinkStatusAnswer, LinkStatusQuestion } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../../db/database.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import { lockLinkIn, outcomesToTell } from '../apply/receipts.js';
import { headAt, holdLink, lockLinkOut, type Settler } from '../settle/settler.js';
import type { Answerer } from './answerer.js';
import type { Asker } from './asker.js';

/** Shown on the partner's screens; compared by nobody. */
export const NODE_VERSION = '0.1.0';

export interface LinkAgreement {
  /** Numbers go on from here; null where the link must stay held. */
  settledTo: number | null;
  holdReason: 'partner_ahead' | 'link_conflict' | 'recovering' | null;
  rewound: boolean;
  clockDifferenceMs: number;
  version: string;
  directory: number;
}

/** Link status: both ends say what they hold. The only thing that may ever lower a watermark. */
export class LinkStatus {
  constructor(
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly asker: Asker,
    private readonly settler: Settler,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  registerAnswers(answerer: Answerer): void {
    answerer.register('link.status', LinkStatusQuestion, (from, question) => this.answer(from, question));
    answerer.register('link.heads', LinkHeadsQuestion, (from, question) => this.answerHeads(from, question));
  }

  private answer(from: string, question: LinkStatusQuestion): Promise<LinkStatusAnswer> {
    return this.db.transaction(async (em) => {
      const link = await lockLinkIn(em, from);
      link.outcomes_acknowledged = Math.min(
        Math.max(link.outcomes_acknowledged, question.outcomesTo),
        link.outcomes_revision,
      );
      const { outcomesTo, outcomes } = await outcomesToTell(em, from, link);
      const [out] = await rows<{ numbered_to: number; head: Buffer }>(
        em,
        'select numbered_to, head from link_out where partner = $1',
        [from],
      );
      return {
        upTo: link.applied_to,
        head: link.head.toString('hex'),
        sentTo: out?.numbered_to ?? 0,
        sentHead: (out?.head ?? LINK_GENESIS).toString('hex'),
        outcomesTo,
        outcomes,
        directory: this.directory.current.number,
        version: NODE_VERSION,
      };
    });
  }

  private async answerHeads(from: string, question: LinkHeadsQuestion): Promise<LinkHeadsAnswer> {
    return this.db.transaction(async (em) => {
      const heads: (string | null)[] = [];
      for (const n of question.numbers) heads.push((await headAt(em, from, 'in', n))?.toString('hex') ?? null);
      return { heads };
    });
  }

  /** Asks the partner; throws as Asker does. */
  async ask(partner: string, timeoutMs?: number): Promise<{ answer: LinkStatusAnswer; clockDifferenceMs: number }> {
    const [link] = await this.db.query<{ numbered_to: number; settled_to: number; outcomes_to: number }>(
      'select numbered_to, settled_to, outcomes_to from link_out where partner = $1',
      [partner],
    );
    const question: LinkStatusQuestion = {
      sentTo: link?.numbered_to ?? 0,
      settledTo: link?.settled_to ?? 0,
      outcomesTo: link?.outcomes_to ?? 0,
      directory: this.directory.current.number,
    };
    const asked = await this.asker.ask(partner, 'link.status', question, LinkStatusAnswer, timeoutMs);
    return { answer: asked.body, clockDifferenceMs: asked.clockDifferenceMs };
  }

  /** Asks and brings our ledger to agree, if it can. The answer was bound to our nonce, so it is fresh. */
  async agree(partner: string, guard: (em: Tx) => Promise<void>): Promise<LinkAgreement> {
    const { answer, clockDifferenceMs } = await this.ask(partner);
    const common = {
      clockDifferenceMs,
      version: answer.version,
      directory: answer.directory,
    };
    return this.db.transaction(async (em) => {
      await guard(em);
      const link = await lockLinkOut(em, partner);
      if (!link) {
        if (answer.upTo === 0) return { ...common, settledTo: 0, holdReason: null, rewound: false };
        await rows(em, 'insert into link_out (partner, head) values ($1, $2) on conflict do nothing', [
          partner,
          LINK_GENESIS,
        ]);
      }
      const reason = await this.fault(em, partner, answer, link?.numbered_to ?? 0);
      if (reason) {
        await holdLink(em, partner, reason, this.clock.now());
        this.log.error({ partner, holdReason: reason, theirs: answer.upTo, ours: link?.numbered_to ?? 0 }, 'link held');
        return { ...common, settledTo: null, holdReason: reason, rewound: false };
      }
      const rewound = link !== undefined && answer.upTo < link.settled_to;
      if (rewound) {
        this.log.warn(
          { partner, from: link.settled_to, to: answer.upTo },
          'partner fell back; sending again from there',
        );
        await rows(
          em,
          'update link_out set settled_to = $2, rewinds = rewinds + 1, outcomes_to = least(outcomes_to, $3) where partner = $1',
          [partner, answer.upTo, answer.outcomesTo],
        );
      } else if (link) {
        await this.settler.raise(em, partner, answer.upTo, answer.head, answer.outcomesTo, answer.outcomes, null);
        // It counts anew after a restore; revisions that we remember would hide what it reports from now on.
        await rows(em, 'update link_out set outcomes_to = least(outcomes_to, $2) where partner = $1', [
          partner,
          answer.outcomesTo,
        ]);
      }
      await rows(
        em,
        'update link_out set hold_reason = null, hold_since = null where partner = $1 and hold_reason is not null',
        [partner],
      );
      return { ...common, settledTo: answer.upTo, holdReason: null, rewound };
    });
  }

  private async fault(
    em: Tx,
    partner: string,
    answer: LinkStatusAnswer,
    numberedTo: number,
  ): Promise<'partner_ahead' | 'link_conflict' | null> {
    // It holds numbers of ours that we do not know: we were restored from a backup.
    if (answer.upTo > numberedTo) return 'partner_ahead';
    const ours = await headAt(em, partner, 'out', answer.upTo);
    return ours?.toString('hex') === answer.head ? null : 'link_conflict';
  }
}
