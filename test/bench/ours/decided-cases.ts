import type { NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { subjects } from '#contracts';

/** Resolves once a case is as far as a round trip goes, as its collecting city knows it. */
export interface DecidedCases {
  of(caseNo: string): Promise<void>;
  close(): Promise<void>;
}

/** A change of a case, as the node tells its own city's screens. */
export interface LiveCase {
  readonly caseNo: string;
  readonly status: string;
  readonly revision: string;
}

/** Calls for every changed case that the node of this city tells of; subscribes as the gateway. */
export function onLiveCases(nats: NatsConnection, city: string, told: (change: LiveCase) => void): void {
  nats.subscribe(subjects.live(city, 'cases'), {
    callback: (error, message) => {
      if (error) throw error;
      for (const change of message.json<{ cases: LiveCase[] }>().cases) told(change);
    },
  });
}

/** Hears from the node itself which cases are decided. */
export function decidedByLive(nats: NatsConnection, city: string): DecidedCases {
  const awaited = new Map<string, () => void>();
  // The word of a decision may overtake the answer that names the case.
  const early = new Set<string>();
  onLiveCases(nats, city, ({ caseNo, status }) => {
    if (status !== 'APPROVED') return;
    const resolve = awaited.get(caseNo);
    if (resolve) {
      awaited.delete(caseNo);
      resolve();
    } else early.add(caseNo);
  });
  return {
    of: (caseNo) =>
      early.delete(caseNo)
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            awaited.set(caseNo, resolve);
          }),
    close: () => Promise.resolve(),
  };
}

const toldWithinMs = 2_000;

/** Whether this node tells of changed cases: waits for a first word of it while `change` is carried out. */
export async function tellsOfCases(nats: NatsConnection, city: string, change: () => Promise<void>): Promise<boolean> {
  const subscription = nats.subscribe(subjects.live(city, 'cases'), { max: 1, timeout: toldWithinMs });
  const told = (async () => {
    for await (const _ of subscription) return true;
    return false;
    // Not a word within the time: that is the answer.
  })().catch(() => false);
  await change();
  return told;
}

const lookEveryMs = 10;
/** Of many that wait each look asks for some, in turn: looking must not become the work. */
const atOneLook = 128;

function firstOf<T>(all: Iterable<T>, count: number): T[] {
  const first: T[] = [];
  for (const one of all) {
    if (first.length === count) break;
    first.push(one);
  }
  return first;
}

/** Looks into the collecting city's database, for a node that tells nobody of its changes. */
export function decidedByLooking(databaseUrl: string): DecidedCases {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const awaited = new Map<string, () => void>();
  let closed = false;
  const looking = (async () => {
    while (!closed) {
      if (awaited.size > 0) {
        const text = "select case_no from case_file where case_no = any($1) and status = 'APPROVED'";
        const asked = firstOf(awaited.keys(), atOneLook);
        const { rows } = await pool.query<{ case_no: string }>({ name: 'decided', text, values: [asked] });
        const decided = new Set(rows.map((row) => row.case_no));
        for (const caseNo of asked) {
          const resolve = awaited.get(caseNo);
          awaited.delete(caseNo);
          if (decided.has(caseNo)) resolve?.();
          // To the end of the turn.
          else if (resolve) awaited.set(caseNo, resolve);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  })();
  return {
    of: (caseNo) =>
      new Promise<void>((resolve) => {
        awaited.set(caseNo, resolve);
      }),
    close: async () => {
      closed = true;
      await looking;
      await pool.end();
    },
  };
}
