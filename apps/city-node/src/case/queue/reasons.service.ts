import { TongbanError, type ChangeReason, type ListReasons, type ReasonView, type SaveReason } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database } from '../../db/database.js';

/** Sentences of one act and item at most: what is longer is no help to anybody. */
const MAX_REASONS = 50;
const CHANGED = 'update reason set words = $2, saved_at = $3 where id = $1::bigint';
const COLUMNS = 'id::text as id, action, item_code as "itemCode", words, saved_by as "savedBy"';

/** 理由库 of this city: shared by its reviewers, told to nobody else. */
export class ReasonsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Those of the item first, then those for every item. */
  async list({ action, itemCode }: ListReasons): Promise<ReasonView[]> {
    return this.db.query<ReasonView & Record<string, unknown>>(
      `select ${COLUMNS} from reason where action = $1 and (item_code is null or item_code = $2)
       order by item_code is null, id`,
      [action, itemCode ?? null],
    );
  }

  /** Keeps a sentence; the same again is kept already. Throws reasons_full. */
  async save(username: string, { action, itemCode, words }: SaveReason): Promise<ReasonView[]> {
    const known = await this.list({ action, itemCode });
    if (known.length >= MAX_REASONS) throw new TongbanError('reasons_full', { most: MAX_REASONS });
    await this.db.query(
      `insert into reason (action, item_code, words, saved_by, saved_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [action, itemCode ?? null, words, username, this.clock.now()],
    );
    return this.list({ action, itemCode });
  }

  /** Other words for an own sentence; one that says the same already takes its place. Throws reason_unknown, reason_not_yours. */
  async change(username: string, { id, words }: ChangeReason): Promise<ReasonView[]> {
    const place = await this.db.transaction(async (em): Promise<ListReasons> => {
      const [kept] = await rows<{ action: string; itemCode: string | null; savedBy: string }>(
        em,
        'select action, item_code as "itemCode", saved_by as "savedBy" from reason where id = $1::bigint for update',
        [id],
      );
      if (!kept) throw new TongbanError('reason_unknown');
      if (kept.savedBy !== username) throw new TongbanError('reason_not_yours', { savedBy: kept.savedBy });
      const { action, itemCode } = kept;
      const [twin] = await rows<{ id: string }>(
        em,
        'select id from reason where action = $1 and item_code is not distinct from $2 and words = $3 and id <> $4::bigint',
        [action, itemCode, words, id],
      );
      const sentence = twin ? 'delete from reason where id = $1::bigint' : CHANGED;
      await rows(em, sentence, twin ? [id] : [id, words, this.clock.now()]);
      return { action, itemCode: itemCode ?? undefined };
    });
    return this.list(place);
  }

  /**
   * Takes an own sentence out, or one of a person who acts no more; one that is gone already does no harm. Throws
   * reason_not_yours.
   */
  async remove(username: string, id: string): Promise<{ id: string }> {
    await this.db.query(
      `delete from reason r where id = $1::bigint and (saved_by = $2 or not exists
         (select 1 from account a where a.username = r.saved_by and a.disabled_at is null))`,
      [id, username],
    );
    const [left] = await this.db.query<{ savedBy: string }>(
      'select saved_by as "savedBy" from reason where id = $1::bigint',
      [id],
    );
    if (left) throw new TongbanError('reason_not_yours', { savedBy: left.savedBy });
    return { id };
  }
}
