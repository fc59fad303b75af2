import { TongbanError, type HandoverInstructed } from '#contracts';
import { rows, type Tx } from '../../db/database.js';
import { caseLane } from '../case-file.js';

/** The newest instruction that is ours to read: one that names another city carries no data here. Throws internal_error. */
export async function readInstruction(em: Tx, caseNo: string): Promise<HandoverInstructed & { again: boolean }> {
  const [row] = await rows<{ data: string | null; act: string | null }>(
    em,
    `select e.data, e.payload::jsonb->>'act' as act from event e join case_file f on f.case_no = $2
     where e.lane = $1 and e.type = 'handover.instructed' and e.kept_reason is null
       and not f.state->'ineffective' ? encode(e.hash, 'hex') order by e.id desc limit 1`,
    [caseLane(caseNo), caseNo],
  );
  if (!row?.data) throw new TongbanError('internal_error', { reason: 'instruction_gone' });
  return { ...(JSON.parse(row.data) as { body: HandoverInstructed }).body, again: row.act === 'AGAIN' };
}

/** Name of a point as its city published it; undefined where it did not. */
export async function readPointName(em: Tx, city: string, pointId: string | null): Promise<string | undefined> {
  const [row] = await rows<{ name: string }>(
    em,
    "select definition->>'name' as name from pickup_point where city = $1 and id = $2",
    [city, pointId],
  );
  return row?.name;
}
