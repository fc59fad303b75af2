import { TongbanError, type CaseDecided, type ExecutionNotified, type StandingOrder } from '#contracts';
import { rows, type Tx } from '../../db/database.js';
import { caseLane, type CaseFile } from '../case-file.js';

/** A standing authorisation as the facts of its case tell it. */
export interface Standing {
  order: StandingOrder;
  executions: { month: string; amountYuan: number; at: string; note: string | null }[];
}

/** Null where the case was not approved as a standing authorisation, or its data is not here. */
export async function readStanding(em: Tx, file: Pick<CaseFile, 'case_no' | 'state'>): Promise<Standing | null> {
  const events = await rows<{ type: string; data: string | null; at: Date; hash: Buffer }>(
    em,
    `select type, data, at, hash from event where lane = $1 and kept_reason is null
     and type in ('case.decided', 'execution.notified') order by at, seq`,
    [caseLane(file.case_no)],
  );
  const bodies = <T>(wanted: string): { body: T; at: string }[] =>
    events.flatMap(({ type, data, at, hash }) => {
      if (type !== wanted || data === null || file.state.ineffective.includes(hash.toString('hex'))) return [];
      return [{ body: (JSON.parse(data) as { body: T }).body, at: at.toISOString() }];
    });
  const order = bodies<CaseDecided>('case.decided')[0]?.body.standing;
  if (!order) return null;
  const executions = bodies<ExecutionNotified>('execution.notified').map(({ body, at }) => {
    const { month, amountYuan, note } = body;
    return { month, amountYuan, at, note: note ?? null };
  });
  return { order, executions };
}

/** The same; throws standing_not_granted where there is none. */
export async function needStanding(em: Tx, file: CaseFile): Promise<Standing> {
  const standing = await readStanding(em, file);
  if (!standing) throw new TongbanError('standing_not_granted', { caseNo: file.case_no });
  return standing;
}
