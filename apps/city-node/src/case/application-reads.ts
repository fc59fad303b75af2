import type {
  Application,
  CaseAccepted,
  CaseCollected,
  CaseCollectedV2,
  CorrectionRequested,
  CorrectionSupplied,
  DeferredSupplied,
} from '#contracts';
import { texts } from '../db/arrays.js';
import { rows, type Tx } from '../db/database.js';
import { applicationAfter, type ApplicationDelta } from './application-after.rules.js';

/** One notice of correction or the supplement to one. */
export type CorrectionStep = { notice: CorrectionRequested } | { supplied: CorrectionSupplied };

/** All that was taken in for a case and asked for since, as far as this city may read it and it had effect. */
export interface ApplicationRead {
  collected: CaseCollected & Partial<CaseCollectedV2>;
  /** As it stands now. */
  application: Application;
  /** 补正, oldest first. */
  corrections: CorrectionStep[];
  /** 容缺受理, where it was. */
  conditional: CaseAccepted | null;
}

const READ = `
  select lane, type, act, data from (
    select id, lane, type, payload::jsonb->>'act' as act, data,
      type <> 'case.collected' and (select f.state->'ineffective' ? encode(e.hash, 'hex') from case_file f
        where f.case_no = substr(e.lane, 6)) as late
    from event e
    where lane = any($1::text[]) and kept_reason is null and data is not null
      and type in ('case.collected', 'correction.requested', 'correction.supplied', 'case.accepted', 'deferred.supplied')
  ) facts where late is not true order by id`;

interface FactRow {
  lane: string;
  type: string;
  act: string | null;
  data: string;
}

/** A fact with its data. */
interface ReadFact {
  readonly type: string;
  readonly act: string | null;
  readonly body: object;
}

/** Applications of these lanes as they stand; none for a lane whose application this city may not read, or has erased. */
export async function readApplications(em: Tx, lanes: readonly string[]): Promise<Map<string, ApplicationRead>> {
  if (lanes.length === 0) return new Map();
  const byLane = new Map<string, FactRow[]>();
  for (const row of await rows<FactRow>(em, READ, [texts(lanes)])) {
    const own = byLane.get(row.lane);
    if (own) own.push(row);
    else byLane.set(row.lane, [row]);
  }
  const found = new Map<string, ApplicationRead>();
  for (const [lane, facts] of byLane) {
    const read = readOf(facts.map(({ type, act, data }) => ({ type, act, ...(JSON.parse(data) as { body: object }) })));
    if (read) found.set(lane, read);
  }
  return found;
}

/** The same from facts at hand, all of a case that were not kept without effect; null where `readApplications` finds none. */
export function applicationIn(
  facts: readonly (Omit<ReadFact, 'body'> & { readonly body: object | null; readonly hash: string })[],
  ineffective: readonly string[],
): ApplicationRead | null {
  return readOf(
    facts.flatMap(({ type, act, body, hash }) =>
      body === null || (type !== 'case.collected' && ineffective.includes(hash)) ? [] : [{ type, act, body }],
    ),
  );
}

function readOf(facts: readonly ReadFact[]): ApplicationRead | null {
  let collected: CaseCollected | null = null;
  let conditional: CaseAccepted | null = null;
  const corrections: CorrectionStep[] = [];
  const deltas: ApplicationDelta[] = [];
  for (const { type, act, body } of facts) {
    if (type === 'case.collected') collected = body as CaseCollected;
    else if (type === 'correction.requested') corrections.push({ notice: body as CorrectionRequested });
    else if (type === 'deferred.supplied') deltas.push(body as DeferredSupplied);
    else if (type === 'correction.supplied') {
      corrections.push({ supplied: body as CorrectionSupplied });
      deltas.push(body as CorrectionSupplied);
    } else if (type === 'case.accepted' && act === 'CONDITIONAL') conditional = body as CaseAccepted;
  }
  if (!collected) return null;
  return { collected, application: applicationAfter(collected.application, deltas), corrections, conditional };
}
