import {
  MessageReturnAnswer,
  MessageReturnQuestion,
  TongbanError,
  type ActOnMessage,
  type MessageAct,
  type QueueEntry,
} from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../../db/database.js';
import type { ReApplier } from '../../exchange/apply/re-applier.js';
import { insertPending } from '../../exchange/state/event-writer.js';
import type { Answerer } from '../../exchange/status/answerer.js';
import type { Asker } from '../../exchange/status/asker.js';
import type { Breakers } from '../../partners/breakers.js';
import type { MessageQueue } from './message-queue.js';
import { readOutcome, type OutcomeRow } from './message-reads.js';

export interface ActingDoors {
  db: Database;
  queue: MessageQueue;
  reApplier: ReApplier;
  asker: Asker;
  breakers: Breakers;
  clock: Clock;
  /** New work was committed for the links. */
  committed: () => void;
  /** What became of this partner's numbers changed. */
  outcomesChanged: (partner: string) => void;
}

/** What operators do about a message that stands; each act is kept with its reason and who did it. */
export class MessageActs {
  constructor(private readonly doors: ActingDoors) {}

  /** A partner's operator gives a number of ours back. */
  registerAnswers(answerer: Answerer): void {
    answerer.register('message.return', MessageReturnQuestion, (from, question) => this.returned(from, question));
  }

  /**
   * Does one act and answers with the message as it stands then; the same command again changes nothing.
   * Throws message_not_found, message_act_not_allowed, or as the partner answers where it is given back.
   */
  async act(input: ActOnMessage, commandId: string, by: string): Promise<QueueEntry> {
    const { db, queue } = this.doors;
    const { partner, direction, number, act, reason } = input;
    const done = await db.query('select 1 from message_act where command_id = $1', [commandId]);
    if (done.length > 0) return queue.one(partner, direction, number);
    const row = await this.checked(input);
    if (act === 'RETURN') {
      const body = { number, eventHash: row.event_hash.toString('hex'), reason };
      await this.doors.breakers.attempt(partner, () =>
        this.doors.asker.ask(partner, 'message.return', body, MessageReturnAnswer),
      );
    }
    const after = await db.transaction(async (tx) => {
      await this.note(tx, row, act, reason, by, commandId);
      if (act === 'RESEND') await this.resend(tx, row);
      if (act !== 'REAPPLY') return () => undefined;
      const again = await this.doors.reApplier.again(tx, partner, number, {
        lane: row.lane ?? '',
        hash: row.event_hash,
      });
      return again.after;
    });
    after();
    this.doors.committed();
    if (act === 'REAPPLY') this.doors.outcomesChanged(partner);
    return queue.one(partner, direction, number);
  }

  private async checked({ partner, direction, number, act }: ActOnMessage): Promise<OutcomeRow> {
    const row = await readOutcome(this.doors.db, partner, direction, number);
    if (!row) throw new TongbanError('message_not_found', { partner, direction, number });
    const { acts } = await this.doors.queue.one(partner, direction, number);
    const choice = acts.find((one) => one.act === act);
    if (!choice?.allowed) throw new TongbanError('message_act_not_allowed', { act, words: choice?.why ?? null });
    return row;
  }

  private async note(
    tx: Tx,
    row: OutcomeRow,
    act: MessageAct,
    reason: string,
    by: string | null,
    commandId: string | null,
  ): Promise<void> {
    await rows(
      tx,
      `insert into message_act (partner, direction, n, act, reason, acted_by, acted_at, event_hash, command_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [row.partner, row.direction, row.n, act, reason, by, this.doors.clock.now(), row.event_hash, commandId],
    );
  }

  /** The same event under a new number: the old one is spent. */
  private async resend(tx: Tx, row: OutcomeRow): Promise<void> {
    const [batch] = await rows<{ first: number; event_ids: number[]; with_data: boolean[] }>(
      tx,
      `select first, event_ids, with_data from link_batch
       where partner = $1 and direction = 'out' and first <= $2 and last >= $2`,
      [row.partner, row.n],
    );
    const eventId = batch?.event_ids[row.n - batch.first];
    const [event] = await rows<{ lane: string; at: Date }>(tx, 'select lane, at from event where id = $1', [
      eventId ?? null,
    ]);
    if (!batch || eventId === undefined || !event) {
      throw new TongbanError('message_act_not_allowed', { act: 'RESEND', words: '该记录由备份恢复后不再可重发' });
    }
    const withData = batch.with_data[row.n - batch.first] ?? false;
    const pending = { eventId, lane: event.lane, recipient: row.partner, withData, urgent: true };
    insertPending(tx, [{ ...pending, since: event.at }], 'look');
  }

  private async returned(from: string, question: MessageReturnQuestion): Promise<MessageReturnAnswer> {
    const { number, eventHash, reason } = question;
    await this.doors.db.transaction(async (tx) => {
      const row = await readOutcome(tx, from, 'out', number);
      // What the partner reports of a number comes with its receipts; until then nobody here could read it.
      if (row?.event_hash.toString('hex') !== eventHash) throw new TongbanError('message_not_found', { number });
      const known = await rows(
        tx,
        `select 1 from message_act where partner = $1 and direction = 'out' and n = $2 and act = 'RETURN'
           and acted_by is null and event_hash = $3`,
        [from, number, row.event_hash],
      );
      if (known.length === 0) await this.note(tx, row, 'RETURN', reason, null, null);
    });
    return { number };
  }
}
