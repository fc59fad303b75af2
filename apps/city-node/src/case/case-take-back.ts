import type { CityRole, EventPayload } from '#contracts';
import { rows, type Tx } from '../db/database.js';
import type { PlacedEvent, TakenBack } from '../exchange/apply/lane-handler.js';
import type { Lane } from '../exchange/state/lanes.js';
import { COUNTED_LATER } from '../sla/next-due.js';
import { precedenceOf, recipientsOf } from './case-facts.js';
import {
  caseNoOf,
  loadCaseFiles,
  newCaseFile,
  saveCaseFiles,
  takeCard,
  takeData,
  takeOfficer,
  takeState,
  type CaseFile,
} from './case-file.js';
import { emptyCase, foldCase, type FoldFact } from './case-fold.rules.js';

/** A code that was issued before a restore is not known any more: locked, so that the desk reissues it. */
const LOCKED_ATTEMPTS = 1000;

export interface TakeBackDoors {
  self: string;
  hashOf: (no: string) => Buffer;
  loadFacts: (em: Tx, lane: string) => Promise<FoldFact[]>;
}

/**
 * Our own facts that a partner gave back: the case is folded from all that is held now, which may still lack what other
 * cities will send again. Nothing is stated; a draft of then has long been stated, or was lost with the disk.
 */
export async function takeCasesBack(
  em: Tx,
  { self, hashOf, loadFacts }: TakeBackDoors,
  lanes: ReadonlyMap<string, Lane>,
  events: readonly PlacedEvent[],
  now: Date,
): Promise<TakenBack[]> {
  const files = await loadCaseFiles(em, [...lanes.keys()].map(caseNoOf));
  const back: TakenBack[] = [];
  const touched: CaseFile[] = [];
  for (const lane of new Set(events.map(({ payload }) => payload.lane))) {
    const own = events.filter(({ payload }) => payload.lane === lane);
    const facts = await loadFacts(em, lane);
    const file = files.get(caseNoOf(lane)) ?? newCaseFile(lane, emptyCase(lane), self);
    takeState(file, foldCase(lane, facts), self, now.toISOString());
    for (const { payload, dataText } of own) {
      if (dataText === null) continue;
      const { body } = JSON.parse(dataText) as { body: object };
      takeData(file, payload.type, body, hashOf);
      takeCard(file, payload, body);
      takeOfficer(file, payload);
    }
    touched.push(file);
    for (const event of own) back.push(whoElse(event, file, facts, self));
  }
  // Counted from the events: what is due rests on all that is held now.
  saveCaseFiles(em, touched, () => COUNTED_LATER);
  await lockPickupCodes(em, events, now);
  return back;
}

/** Everyone in the case as it was then: a pickup city gets what its instruction did not cover. */
function whoElse(event: PlacedEvent, file: CaseFile, facts: readonly FoldFact[], self: string): TakenBack {
  const { payload, hash } = event;
  const instructions = facts.filter((fact) => fact.payload.type === 'handover.instructed').map((fact) => fact.payload);
  const instructed = instructions.findLast((one) => reachesPickup(payload, one));
  const pickup = instructed ? pickupOf(instructed) : null;
  const roles = { ...file.state.roles, pickup };
  const recipients = recipientsOf(payload.type, { ...file.state, roles }, self);
  return { hash: hash.toString('hex'), recipients, precedence: precedenceOf(file) };
}

const pickupOf = ({ assigns }: FoldFact['payload']): string | null =>
  assigns.find(({ role }: { role: CityRole }) => role === 'pickup')?.city ?? null;

function reachesPickup(payload: EventPayload, instructed: FoldFact['payload']): boolean {
  if (payload.author === instructed.author) return payload.seq >= instructed.seq;
  return payload.seq > (instructed.seen.find(({ city }) => city === payload.author)?.seq ?? 0);
}

/** Codes live at the pickup city only and came back from nobody; a new one is given out after an identity check. */
async function lockPickupCodes(em: Tx, events: readonly PlacedEvent[], now: Date): Promise<void> {
  for (const { payload, dataText } of events) {
    if (payload.type !== 'pickup.ready' || dataText === null) continue;
    const { body } = JSON.parse(dataText) as { body: { shelfUntil: string } };
    await rows(
      em,
      `insert into pickup_code (case_no, code_hash, issue, attempts, issued_at, issued_by, shelf_until, command_id)
       values ($1, $2, $3, $3, $4, 'node', $5, null) on conflict (case_no) do nothing`,
      [caseNoOf(payload.lane), Buffer.alloc(32), LOCKED_ATTEMPTS, now, body.shelfUntil],
    );
  }
}

/** Types of facts that we already stated in cases of which the submission itself is still missing here. */
export async function statedBefore(
  em: Tx,
  self: string,
  lanes: ReadonlyMap<string, Lane>,
  files: ReadonlyMap<string, CaseFile>,
): Promise<Map<string, Set<string>>> {
  const odd = [...lanes.values()].filter(({ lane, heads }) => {
    const file = files.get(caseNoOf(lane));
    return heads[self] !== undefined && file?.home_city === self && !('case.submitted' in file.state.times);
  });
  if (odd.length === 0) return new Map();
  const found = await rows<{ lane: string; types: string[] }>(
    em,
    'select lane, array_agg(type) as types from event where lane = any($1) and author = $2 group by lane',
    [odd.map(({ lane }) => lane), self],
  );
  return new Map(found.map(({ lane, types }) => [lane, new Set(types)]));
}
