import { chinaDateOf, type CaseStatus } from '#contracts';
import { eraseFiles } from '../attachments/attachment-sweep.js';
import { rows, type Tx } from '../db/database.js';
import { unsettledBatches } from '../exchange/settle/unsettled.js';

/** Statuses after which nothing happens in a case any more. One issued without a pickup city was delivered at once. */
export const ENDED_STATUSES: readonly CaseStatus[] = [
  'NOT_ACCEPTED',
  'NOT_REQUIRED',
  'RETURNED',
  'WITHDRAWN',
  'CORRECTION_LAPSED',
  'DEFERRAL_LAPSED',
  'REJECTED',
  'PICKED_UP',
  'ISSUED',
  'REVOKED',
  'JOINT_DONE',
  'JOINT_PARTIAL',
  'JOINT_ABORTED',
];
/**
 * Statuses in which a case keeps its data no longer than the term. Beside those that ended, one that was approved and
 * never issued: for so long nobody has stated anything in it.
 */
export const ERASED_STATUSES: readonly CaseStatus[] = [...ENDED_STATUSES, 'APPROVED'];
const HAS_ENDED = `(status = any('{${ERASED_STATUSES.join(',')}}') and (status <> 'ISSUED' or pickup_city is null))`;

/** Cases in one transaction: it locks their lanes, and nobody at a window should notice. */
export const STEP_CASES = 100;

export interface StepResult {
  /** Cases looked at; fewer than STEP_CASES: there are no more now. */
  looked: number;
  erased: number;
}

interface Candidate {
  case_no: string;
  changed_at: Date;
}

/** Our part in the cases, each told from the parts before it: so an index finds the cases of a status in order of time. */
export const WALKS = {
  collecting: 'collecting_city = $1',
  home: 'home_city = $1 and collecting_city <> $1',
  pickup: 'pickup_city = $1 and collecting_city <> $1 and home_city <> $1',
} as const;

/** The next ended cases of one walk and status, in order of their last change; notes how far it went. */
export async function eraseNext(
  em: Tx,
  self: string,
  walk: keyof typeof WALKS,
  status: CaseStatus,
  cutoff: Date,
  now: Date,
): Promise<StepResult> {
  const name = `${walk}/${status}`;
  const [progress] = await rows<Candidate>(em, 'select changed_at, case_no from retention_progress where walk = $1', [
    name,
  ]);
  const found = await rows<Candidate>(
    em,
    `select case_no, changed_at from case_file where ${WALKS[walk]} and status = $2 and changed_at < $3
       and changed_at >= $4 and (changed_at, case_no) > ($4, $5)
     order by changed_at, case_no limit ${STEP_CASES}`,
    [self, status, cutoff, progress?.changed_at ?? new Date(0), progress?.case_no ?? ''],
  );
  const last = found.at(-1);
  if (!last) return { looked: 0, erased: 0 };
  const erased = await erase(em, numbersOf(found), cutoff, now);
  await rows(
    em,
    `insert into retention_progress (walk, changed_at, case_no) values ($1, $2, $3)
     on conflict (walk) do update set changed_at = excluded.changed_at, case_no = excluded.case_no`,
    [name, last.changed_at, last.case_no],
  );
  return { looked: found.length, erased };
}

/** Another look at cases that had to wait, behind `after`. */
export async function eraseWaiting(
  em: Tx,
  after: string,
  cutoff: Date,
  now: Date,
): Promise<StepResult & { last: string }> {
  const found = await rows<{ case_no: string }>(
    em,
    `select case_no from retention_waiting where case_no > $1 order by case_no limit ${STEP_CASES}`,
    [after],
  );
  const erased = await erase(em, numbersOf(found), cutoff, now);
  return { looked: found.length, erased, last: found.at(-1)?.case_no ?? '' };
}

const numbersOf = (found: readonly { case_no: string }[]): string[] => found.map((row) => row.case_no);
const lanesOf = (caseNos: readonly string[]): string[] => caseNos.map((caseNo) => `case/${caseNo}`);

/** Erases those of the cases that may be erased now, under their locks; returns how many. */
async function erase(em: Tx, caseNos: readonly string[], cutoff: Date, now: Date): Promise<number> {
  await rows(em, 'select 1 from lane where lane = any($1) order by lane for update', [lanesOf(caseNos)]);
  // Read again under the lock: one that changed meanwhile has its term before it.
  const ended = numbersOf(
    await rows<{ case_no: string }>(
      em,
      `select case_no from case_file where case_no = any($1) and changed_at < $2 and ${HAS_ENDED}`,
      [caseNos, cutoff],
    ),
  );
  const running = await lanesToExecute(em, lanesOf(ended), cutoff);
  const underWay = new Set([...(await lanesUnderWay(em, lanesOf(ended))), ...running]);
  const free = ended.filter((caseNo) => !underWay.has(`case/${caseNo}`));
  const waiting = ended.filter((caseNo) => underWay.has(`case/${caseNo}`));
  await rows(em, 'delete from retention_waiting where case_no = any($1) and case_no <> all($2)', [caseNos, waiting]);
  await rows(
    em,
    'insert into retention_waiting (case_no, since) select unnest($1::text[]), $2 on conflict do nothing',
    [waiting, now],
  );
  await eraseData(em, free, now);
  return free.length;
}

/** Lanes with an event that a partner has still to get with its data, or that is parked here. */
async function lanesUnderWay(em: Tx, lanes: readonly string[]): Promise<string[]> {
  const found = await rows<{ lane: string }>(
    em,
    `select p.lane from pending p where p.lane = any($1)
     union select p.lane from parked_event p where p.lane = any($1)
     union select e.lane from link_out o
       cross join lateral (select unnest(b.event_ids) as id from ${unsettledBatches('o.partner', 'o.settled_to')}) u
       join event e on e.id = u.id
     where o.numbered_to > o.settled_to and e.lane = any($1)`,
    [lanes],
  );
  return found.map((row) => row.lane);
}

/**
 * Lanes of standing authorisations of which months may still be executed: not ended by anybody, and the term since the
 * last month of the order is not over. Each execution needs the order, which is data.
 */
async function lanesToExecute(em: Tx, lanes: readonly string[], cutoff: Date): Promise<string[]> {
  const found = await rows<{ lane: string }>(
    em,
    `select distinct e.lane from event e join case_file f on f.case_no = substr(e.lane, 6)
     where e.lane = any($1) and e.type = 'case.decided' and e.kept_reason is null and e.data is not null
       and f.status <> 'REVOKED' and coalesce(f.state->>'standing', '') <> 'REVOKED'
       and e.data::jsonb->'body'->'standing'->>'until' >= $2`,
    [lanes, chinaDateOf(cutoff).slice(0, 'YYYY-MM'.length)],
  );
  return found.map((row) => row.lane);
}

/**
 * What names a person goes: the events' data, the masked name, the searchable hash, the pickup code, the files with
 * their keys. Payloads, seals,
 * numbers and receipts stay, so that every proof still verifies. The ids of commands go with the data.
 */
async function eraseData(em: Tx, caseNos: readonly string[], now: Date): Promise<void> {
  if (caseNos.length === 0) return;
  await rows(
    em,
    `with erased as (
       update event set data = null, command_id = null, command_hash = null
       where lane = any($1) and (data is not null or command_id is not null) returning lane
     )
     insert into erasure (case_no, erased_at, ended_at, events)
     select f.case_no, $3, f.changed_at, (select count(*) from erased where lane = 'case/' || f.case_no)
     from case_file f where f.case_no = any($2)
     on conflict (case_no) do update set erased_at = excluded.erased_at, ended_at = excluded.ended_at,
       events = erasure.events + excluded.events`,
    [lanesOf(caseNos), caseNos, now],
  );
  await rows(em, 'update case_file set applicant_masked = null, certificate_hash = null where case_no = any($1)', [
    caseNos,
  ]);
  await rows(em, 'delete from pickup_code where case_no = any($1)', [caseNos]);
  await eraseFiles(em, caseNos, now);
}

/**
 * Copies that never became part of a case: those as old as the term lose their data. A fork keeps its payload, which
 * names nobody and proves it. Old statements go, but for the newest of each partner.
 */
export async function eraseOldCopies(em: Tx, cutoff: Date): Promise<void> {
  await rows(em, 'update parked_event set data = null where parked_at < $1 and data is not null', [cutoff]);
  await rows(
    em,
    `update broken_event set data = null, payload = case when reason = 'fork' then payload else '' end
     where refused_at < $1 and (data is not null or (reason <> 'fork' and payload <> ''))`,
    [cutoff],
  );
  await rows(
    em,
    `delete from link_statement s where at < $1
     and at < (select max(n.at) from link_statement n where n.partner = s.partner)`,
    [cutoff],
  );
}
