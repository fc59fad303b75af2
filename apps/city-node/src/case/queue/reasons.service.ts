import { TongbanError, type ListReasons, type ReasonView, type SaveReason } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../../db/database.js';

/** Sentences of one act and item at most: what is longer is no help to anybody. */
const MAX_REASONS = 50;
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

  /** Takes a sentence out; one that is gone already does no harm. */
  async remove(id: string): Promise<{ id: string }> {
    await this.db.query('delete from reason where id = $1::bigint', [id]);
    return { id };
  }
}
