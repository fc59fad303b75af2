import { TongbanError, type ListQueue, type Page, type QueueEntry } from '#contracts';
import type { Database } from '../../db/database.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import { readActs, readOutcome, readStanding, type ActRow, type OutcomeRow } from './message-reads.js';
import { ACT_NAMES, messageWords } from './message-words.rules.js';

/** 消息处置队列: what stands in the exchange, with what happened and whose turn it is. */
export class MessageQueue {
  constructor(
    private readonly db: Database,
    private readonly directory: DirectoryService,
  ) {}

  async list(input: ListQueue): Promise<Page<QueueEntry>> {
    const { page = 1, pageSize = 20, partner = null, state = null } = input;
    const found = await readStanding(this.db, { partner, state }, pageSize, (page - 1) * pageSize);
    const acts = await readActs(this.db, found);
    return { items: found.map((row) => this.entryOf(row, acts)), page, pageSize, total: Number(found[0]?.total ?? 0) };
  }

  /** Throws message_not_found. */
  async one(partner: string, direction: 'in' | 'out', n: number): Promise<QueueEntry> {
    const row = await readOutcome(this.db, partner, direction, n);
    if (!row) throw new TongbanError('message_not_found', { partner, direction, number: n });
    return this.entryOf(row, await readActs(this.db, [row]));
  }

  private entryOf(row: OutcomeRow, all: readonly ActRow[]): QueueEntry {
    const { partner, direction, n, outcome, reason, lane, changed_at: changedAt, times } = row;
    const acts = all.filter((act) => act.partner === partner && act.direction === direction && act.n === n);
    const partnerName = this.directory.current.nameOf(partner);
    const numbered = outcome !== 'refused';
    const told = { direction, kind: outcome, reason, partnerName };
    const words = messageWords({ ...told, acts: acts.map(({ act, acted_by }) => ({ act, ours: acted_by !== null })) });
    return {
      id: `${partner}-${direction}-${numbered ? n : (reason ?? '')}`,
      partner,
      partnerName,
      direction,
      number: numbered ? n : null,
      kind: outcome,
      reason,
      ...words,
      ...((outcome as string) === 'applied' ? APPLIED : {}),
      caseNo: lane?.startsWith('case/') ? lane.slice('case/'.length) : null,
      changedAt: changedAt.toISOString(),
      times: Number(times),
      history: acts.map(({ act, reason: why, acted_by: by, acted_at: at }) => ({
        at: at.toISOString(),
        by,
        act,
        zh: ACT_NAMES[act],
        words: why,
      })),
    };
  }
}

/** What an act made good: it is shown once more, to who did it. */
const APPLIED = {
  kind: 'kept',
  what: '该记录现已办理生效',
  whose: 'NOBODY',
  turn: '已处置',
  state: 'SETTLED',
  acts: [],
} as const satisfies Partial<QueueEntry>;
