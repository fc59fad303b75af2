import type {
  CaseCollectedV2,
  CaseStatus,
  JointOpened,
  JointPartClosed,
  JointPartOpened,
  Product,
  ResultIssued,
} from '#contracts';
import { texts } from '../../db/arrays.js';
import { rows, type Database, type Tx } from '../../db/database.js';
import { caseLane } from '../case-file.js';
import type { JointProgress } from './joint-next.rules.js';

/** A joint case as its own facts tell it. */
export interface JointCase extends JointProgress {
  caseNo: string;
  status: CaseStatus;
  collected: CaseCollectedV2;
  collectedAt: string;
  plan: JointOpened;
  /** Changes whenever the case or one of its parts does. */
  state: string;
  /** Instants at which parts were closed. */
  closedAt: ReadonlyMap<string, string>;
}

/** Joint cases of this city that are under way. */
export async function openJointCases(db: Database, self: string): Promise<string[]> {
  const found = await db.query<{ case_no: string }>(
    "select case_no from case_file where collecting_city = $1 and status = 'JOINT_HANDLING' order by changed_at",
    [self],
  );
  return found.map(({ case_no }) => case_no);
}

/** Null where the case is no joint case of this city, or its data was erased. */
export async function readJointCase(em: Tx, caseNo: string): Promise<JointCase | null> {
  const events = await rows<{ type: string; data: string | null; at: Date; status: CaseStatus }>(
    em,
    `select e.type, e.data, e.at, f.status from event e join case_file f on f.case_no = $2
     where e.lane = $1 and f.mode = 'JOINT' and e.kept_reason is null order by e.seq`,
    [caseLane(caseNo), caseNo],
  );
  const bodies = <T>(type: string): { body: T; at: string }[] =>
    events.flatMap((event) => {
      if (event.type !== type || event.data === null) return [];
      return [{ body: (JSON.parse(event.data) as { body: T }).body, at: event.at.toISOString() }];
    });
  const [collected] = bodies<CaseCollectedV2>('case.collected');
  const [plan] = bodies<JointOpened>('joint.opened');
  const status = events[0]?.status;
  if (!collected || !plan || status === undefined) return null;
  const opened = new Map(bodies<JointPartOpened>('joint.part.opened').map(({ body }) => [body.key, body.caseNo]));
  const closing = bodies<JointPartClosed>('joint.part.closed');
  const now = await filesOf(em, [...opened.values()]);
  const statuses = [...opened].flatMap(([key, no]) => {
    const one = now.get(no);
    return one === undefined ? [] : [[key, one.status] as const];
  });
  return {
    caseNo,
    status,
    collected: collected.body,
    collectedAt: collected.at,
    plan: plan.body,
    state: [events.length, ...[...now.values()].map(({ known }) => known)].join(),
    onRefusal: plan.body.onRefusal,
    parts: plan.body.parts,
    opened,
    closed: new Map(closing.map(({ body }) => [body.key, body.status])),
    closedAt: new Map(closing.map(({ body, at }) => [body.key, at])),
    statuses: new Map(statuses),
  };
}

interface PartFile {
  case_no: string;
  status: CaseStatus;
  /** Of what is known of it; a fact that moves a clock changes it. */
  known: string;
}

async function filesOf(em: Tx, caseNos: readonly string[]): Promise<Map<string, PartFile>> {
  if (caseNos.length === 0) return new Map();
  const found = await rows<PartFile>(
    em,
    'select case_no, status, md5(state::text) as known from case_file where case_no = any($1::text[])',
    [texts(caseNos)],
  );
  return new Map(found.map((file) => [file.case_no, file]));
}

/** What parts brought that is handed on: their issued results. */
export async function productsOf(em: Tx, joint: JointCase, keys: readonly string[]): Promise<Product[]> {
  const parts = joint.plan.parts.filter(({ key }) => keys.includes(key) && joint.opened.has(key));
  const found = await rows<{ lane: string; data: string | null }>(
    em,
    "select lane, data from event where lane = any($1::text[]) and type = 'result.issued' and kept_reason is null",
    [texts(parts.map(({ key }) => caseLane(joint.opened.get(key) ?? '')))],
  );
  return parts.flatMap(({ key, homeCity: city }) => {
    const data = found.find(({ lane }) => lane === caseLane(joint.opened.get(key) ?? ''))?.data;
    if (!data) return [];
    const { resultName, resultNo, validUntil } = (JSON.parse(data) as { body: ResultIssued }).body;
    return [{ part: key, city, resultName, resultNo, validUntil }];
  });
}
