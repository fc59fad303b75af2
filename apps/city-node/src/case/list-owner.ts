import type { Database } from '../db/database.js';
import type { ListOwner } from './work-list.js';

/**
 * Windows and items of the unit that somebody belongs to, by their account or by their window; none where there is no
 * unit. A unit's items are those of the department that it is: asked anew each time, so that a change holds at once.
 */
export async function unitOf(db: Database, self: string, username: string): Promise<ListOwner> {
  const [found] = await db.query<{ window_ids: string[] | null; item_codes: string[] | null }>(
    `select (select array_agg(w.id) from service_window w where w.unit_id = u.id) as window_ids,
       (select array_agg(distinct i.item_code) from service_item i
         where i.home_city = $2 and i.definition ->> 'department' = u.department) as item_codes
     from account a left join service_window own on own.id = a.window_id
       join unit u on u.id = coalesce(a.unit_id, own.unit_id) where a.username = $1`,
    [username, self],
  );
  return { kind: 'unit', windowIds: found?.window_ids ?? [], itemCodes: found?.item_codes ?? [] };
}
