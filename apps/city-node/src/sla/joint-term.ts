import { texts } from '../db/arrays.js';
import type { Database } from '../db/database.js';
import type { SlaFact } from './case-parties.rules.js';

interface JointTermRow {
  case_no: string;
  due_on: string;
  provisional: boolean;
}

/**
 * Facts with the term of each joint case among them, right after its plan: it ends with the longest way through its
 * parts, whose facts lie in lanes of their own. `query` reads where the facts were read.
 */
export async function withJointTerms(
  facts: ReadonlyMap<string, readonly SlaFact[]>,
  query: (sql: string, values: unknown[]) => Promise<JointTermRow[]>,
): Promise<Map<string, readonly SlaFact[]>> {
  const joint = [...facts].flatMap(([caseNo, all]) => (all.some(isPlan) ? [caseNo] : []));
  if (joint.length === 0) return new Map(facts);
  const found = await query('select case_no, due_on, provisional from joint_due where case_no = any($1::text[])', [
    texts(joint),
  ]);
  const terms = new Map(found.map((row) => [row.case_no, row]));
  return new Map(
    [...facts].map(([caseNo, all]) => {
      const term = terms.get(caseNo);
      return [caseNo, term ? all.flatMap((fact) => (isPlan(fact) ? [fact, termFact(fact, term)] : [fact])) : all];
    }),
  );
}

const isPlan = ({ type }: SlaFact): boolean => type === 'joint.opened';
const termFact = ({ author, at }: SlaFact, { due_on: dueOn, provisional }: JointTermRow): SlaFact => ({
  ...{ type: 'joint.term', act: null, author, at, assigns: [] },
  data: { dueOn, provisional },
});

/** Keeps the last day of a joint case; where it moved, its due day and its cards are counted anew. */
export async function keepJointTerm(
  db: Database,
  caseNo: string,
  { dueOn, provisional }: { dueOn: string; provisional: boolean },
): Promise<void> {
  await db.query(
    `with moved as (
       insert into joint_due (case_no, due_on, provisional) values ($1, $2, $3)
       on conflict (case_no) do update set due_on = $2, provisional = $3
         where joint_due.due_on <> $2 or joint_due.provisional <> $3
       returning case_no)
     update case_file set next_due_kind = 'pending' where case_no in (select case_no from moved)`,
    [caseNo, dueOn, provisional],
  );
}
