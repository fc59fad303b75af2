import { MAX_DRAFTS, TongbanError, type SavedViewView, type SaveView } from '#contracts';
import { looksPersonal, type Clock } from '#runtime';
import type { Database } from '../db/database.js';

/** 常用视图: lists that somebody looks at often, by name. */
export class SavedViews {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** The caller's views by name. */
  async list(username: string): Promise<SavedViewView[]> {
    return this.db.query<SavedViewView>(
      'select name, address from saved_view where username = $1 order by name collate "C"',
      [username],
    );
  }

  /** Saves under a name, over what had it before. Throws request_invalid where it holds a number of a person, draft_too_many. */
  async save(username: string, { name, address }: SaveView): Promise<SavedViewView[]> {
    if (looksPersonal(address) || looksPersonal(name)) {
      throw new TongbanError('request_invalid', { faults: [{ path: 'address', rule: 'personal' }] });
    }
    const saved = await this.db.query<{ name: string }>(
      `insert into saved_view (username, name, address, saved_at)
       select $1, $2, $3, $4 where exists (select 1 from saved_view where username = $1 and name = $2)
         or (select count(*) from saved_view where username = $1) < $5
       on conflict (username, name) do update set address = excluded.address, saved_at = excluded.saved_at
       returning name`,
      [username, name, address, this.clock.now(), MAX_DRAFTS],
    );
    if (saved.length === 0) throw new TongbanError('draft_too_many', { limit: MAX_DRAFTS });
    return this.list(username);
  }

  async remove(username: string, name: string): Promise<SavedViewView[]> {
    await this.db.query('delete from saved_view where username = $1 and name = $2', [username, name]);
    return this.list(username);
  }
}
