import { MAX_DRAFTS, TongbanError, type DraftSummary, type DraftView, type SaveDraft } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../db/database.js';

interface DraftRow {
  draft_id: string;
  kind: string;
  label: string | null;
  content: string | null;
  version: number;
  started_at: Date;
  changed_at: Date;
  ended_at: Date | null;
}

const SUMMARY = 'draft_id, kind, label, version, started_at, changed_at, ended_at';
const END = `update draft set content = null, label = null, ended_at = $3, changed_at = $3
  where username = $1 and draft_id = $2 and ended_at is null`;

/** 草稿: what somebody is typing, kept for that person alone until it is handed in, discarded or too old. */
export class Drafts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** The caller's drafts, last changed first, without what is in them. */
  async list(username: string): Promise<DraftSummary[]> {
    const found = await this.db.query<DraftRow>(
      `select ${SUMMARY} from draft where username = $1 and ended_at is null order by changed_at desc, draft_id`,
      [username],
    );
    return found.map(summaryOf);
  }

  /** One draft of the caller's; throws draft_not_found, also for somebody else's. */
  async get(username: string, draftId: string): Promise<DraftView> {
    const [found] = await this.db.query<DraftRow>(
      'select * from draft where username = $1 and draft_id = $2 and ended_at is null',
      [username, draftId],
    );
    if (!found) throw new TongbanError('draft_not_found');
    return { ...summaryOf(found), content: found.content ?? '' };
  }

  /**
   * Saves over the version that the page continues. The same text again is saved already, so a repeat does no harm.
   * Throws draft_changed, draft_ended, draft_too_many.
   */
  async save(username: string, { draftId, version, kind, label, content }: SaveDraft): Promise<DraftSummary> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const [known] = await rows<DraftRow>(tx, 'select * from draft where username = $1 and draft_id = $2 for update', [
        username,
        draftId,
      ]);
      if (known?.ended_at) throw new TongbanError('draft_ended');
      if (known && known.content === content && known.label === label) return summaryOf(known);
      if (known && known.version !== version) throw new TongbanError('draft_changed', { version: known.version });
      if (!known) await this.mustHaveRoom(tx, username);
      const [saved] = await rows<DraftRow>(
        tx,
        `insert into draft (username, draft_id, kind, label, content, version, started_at, changed_at)
         values ($1, $2, $3, $4, $5, 1, $6, $6)
         on conflict (username, draft_id) do update set label = excluded.label, content = excluded.content,
           kind = excluded.kind, version = draft.version + 1, changed_at = excluded.changed_at
           where draft.version = $7 returning ${SUMMARY}`,
        [username, draftId, kind, label, content, now, version],
      );
      // Begun at another page in the same moment.
      if (!saved) throw new TongbanError('draft_changed');
      return summaryOf(saved);
    });
  }

  private async mustHaveRoom(tx: Tx, username: string): Promise<void> {
    const [count] = await rows<{ kept: number }>(
      tx,
      'select count(*) as kept from draft where username = $1 and ended_at is null',
      [username],
    );
    if (Number(count?.kept) >= MAX_DRAFTS) throw new TongbanError('draft_too_many', { limit: MAX_DRAFTS });
  }

  /** Ends a draft unread; one that has ended already stays so. Gives what is left. */
  async discard(username: string, draftId: string): Promise<DraftSummary[]> {
    await this.db.query(END, [username, draftId, this.clock.now()]);
    return this.list(username);
  }
}

/** Ends the draft that a case was collected from, in the case's own transaction. */
export function endDraft(tx: Tx, username: string, draftId: string, now: Date): void {
  tx.later(END, [username, draftId, now]);
}

/** Erases drafts that nobody has changed since `cutoff`, and the marks of those that ended before it. */
export async function eraseOldDrafts(tx: Tx, cutoff: Date): Promise<void> {
  await rows(tx, 'delete from draft where changed_at < $1', [cutoff]);
}

const summaryOf = (row: DraftRow): DraftSummary => ({
  draftId: row.draft_id,
  kind: row.kind,
  label: row.label ?? '',
  version: row.version,
  startedAt: row.started_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
});
