import type { Logger } from 'pino';
import { sha256, type ServiceItemDefinition } from '#contracts';
import type { Clock } from '#runtime';
import { emptyCase, step } from '../../../apps/city-node/src/case/case-fold.rules.js';
import { draftOf } from '../../../apps/city-node/src/case/case-facts.js';
import {
  newCaseFile,
  saveCaseFiles,
  takeCard,
  takeData,
  takeState,
  type CaseFile,
} from '../../../apps/city-node/src/case/case-file.js';
import { byteas, instants, int4s, texts } from '../../../apps/city-node/src/db/arrays.js';
import { Database, type Tx } from '../../../apps/city-node/src/db/database.js';
import { stage, type Staged } from '../../../apps/city-node/src/exchange/state/event-writer.js';
import { newLane, saveLanes, type Lane } from '../../../apps/city-node/src/exchange/state/lanes.js';
import { readYears } from '../../../apps/city-node/src/sla/calendar-store.js';
import { Calendars } from '../../../apps/city-node/src/sla/calendars.js';
import { NextDues } from '../../../apps/city-node/src/sla/next-due.js';
import { WorkCalendar } from '../../../apps/city-node/src/sla/working-calendar.rules.js';
import type { SlaFact } from '../../../apps/city-node/src/sla/case-parties.rules.js';
import type { SampleCase } from './sample-case.js';
import type { SampleCity } from './sample-year.js';

/** Cases written in one transaction. */
const STEP_CASES = 400;
/** Marks the first event of each case as one of a sample year, in every database. */
const MARK = 'sample-year/';

/** A city's database as the sample year fills it. */
export class YearDatabase {
  private readonly calendars: Calendars;
  private readonly dues: NextDues;

  private constructor(
    readonly code: string,
    private readonly db: Database,
    log: Logger,
    private readonly clock: Clock,
  ) {
    this.calendars = new Calendars(db, log);
    this.dues = new NextDues(db, this.calendars, clock);
  }

  static async open(code: string, url: string, log: Logger, clock: Clock): Promise<YearDatabase> {
    const db = new Database({ url, poolSize: 4, applicationName: `tongban-year-${code}` }, log);
    db.start();
    await db.started();
    const year = new YearDatabase(code, db, log, clock);
    await year.calendars.look();
    await year.dues.readLimits();
    return year;
  }

  close(): Promise<void> {
    return this.db.stop();
  }

  /** True where a sample year lies here already. */
  async isFilled(): Promise<boolean> {
    const found = await this.db.query(
      `select 1 from event where command_id >= '${MARK}' and command_id < 'sample-year0' limit 1`,
    );
    return found.length > 0;
  }

  /** What this city offers, from its own lists. */
  async city(): Promise<SampleCity> {
    const items = await this.db.query<{ definition: ServiceItemDefinition }>(
      `select distinct on (item_code) definition from service_item where home_city = $1 and withdrawn_at is null
       order by item_code, version desc`,
      [this.code],
    );
    const windows = await this.db.query<{ id: string }>(
      "select id from service_window where kind <> 'PICKUP' order by id",
    );
    const points = await this.db.query<{ id: string }>('select id from pickup_point where city = $1 order by id', [
      this.code,
    ]);
    return {
      code: this.code,
      items: items.map(({ definition }) => definition),
      windows: windows.map(({ id }) => id),
      points: points.map(({ id }) => id),
      calendar: new WorkCalendar(await readYears(this.db, { city: this.code })),
    };
  }

  /** Writes cases as this city would hold them. */
  async write(cases: readonly WrittenCase[]): Promise<void> {
    await this.db.transaction((tx) => this.writeIn(tx, cases), { flushed: false });
  }

  private writeIn(tx: Tx, cases: readonly WrittenCase[]): Promise<void> {
    const noHash = Buffer.alloc(32);
    const files = cases.map(({ lane, staged, caseNo }) => this.file(caseNo, lane, staged, noHash));
    saveLanes(
      tx,
      cases.map(({ lane }) => lane),
    );
    const events = cases.flatMap(({ staged, caseNo }) =>
      staged.map((event, i) => ({ event, caseNo, isFirst: i === 0 })),
    );
    tx.later(
      `insert into event (lane, author, seq, hash, type, payload, data, at, stored_at, command_id, command_hash)
       select e.lane, e.author, e.seq, e.hash, e.type, e.payload, e.data, e.at, e.at, e.command_id, e.command_hash
       from unnest($1::text[], $2::text[], $3::int[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::timestamptz[],
         $9::text[], $10::bytea[]) as e (lane, author, seq, hash, type, payload, data, at, command_id, command_hash)`,
      [
        texts(events.map(({ event }) => event.lane)),
        texts(events.map(({ event }) => event.payload.author)),
        int4s(events.map(({ event }) => event.payload.seq)),
        byteas(events.map(({ event }) => event.hash)),
        texts(events.map(({ event }) => event.payload.type)),
        texts(events.map(({ event }) => event.payloadText)),
        texts(events.map(({ event }) => event.dataText)),
        instants(events.map(({ event }) => event.payload.at)),
        texts(events.map(({ isFirst, caseNo }) => (isFirst ? MARK + caseNo : null))),
        byteas(events.map(({ isFirst, caseNo }) => (isFirst ? sha256(MARK + caseNo) : null))),
      ],
    );
    const facts = new Map(cases.map(({ caseNo, staged }) => [caseNo, staged.map(slaFactOfStaged)]));
    saveCaseFiles(tx, files, (file) =>
      this.dues.count(file, facts.get(file.case_no) ?? [], this.dues.limitsOf(file) ?? null),
    );
    return Promise.resolve();
  }

  /** Looks back on no case that is over: what was late a year ago was carded then, and not today. */
  async finish(): Promise<void> {
    await this.db.query(
      `insert into case_timer_walk (walk, changed_at, case_no)
       select part || '/' || status, max(changed_at), '~'
       from case_file, unnest(array['collecting', 'home', 'pickup']) part where holder = 'closed' group by 1
       on conflict (walk) do update set changed_at = excluded.changed_at, case_no = excluded.case_no
         where case_timer_walk.changed_at < excluded.changed_at`,
    );
  }

  private file(caseNo: string, lane: Lane, staged: readonly Staged[], noHash: Buffer): CaseFile {
    const file = newCaseFile(lane.lane, emptyCase(lane.lane), this.code);
    let { state } = file;
    for (const event of staged) {
      state = step(state, { payload: event.payload, hash: event.hash.toString('hex') });
      takeState(file, state, this.code, event.payload.at);
      // No number of a certificate is looked for among samples.
      takeData(file, event.payload.type, event.body, () => noHash);
      takeCard(file, event.payload, event.body);
    }
    if (state.ineffective.length > 0) throw new Error(`sample case ${caseNo} tells what cannot be`);
    return file;
  }
}

/** A sample case with its events as they are written: canonical, hashed and chained, but unsealed. */
export interface WrittenCase {
  caseNo: string;
  parties: string[];
  lane: Lane;
  staged: Staged[];
}

const slaFactOfStaged = ({ payload, body }: Staged): SlaFact => ({
  type: payload.type,
  act: payload.act,
  author: payload.author,
  at: payload.at,
  assigns: payload.assigns,
  data: body as Record<string, unknown>,
});

/** States the facts of a sample case, each seeing all before it. */
export function writtenCase({ caseNo, facts }: SampleCase): WrittenCase {
  const lane = newLane(`case/${caseNo}`);
  let state = emptyCase(lane.lane);
  const staged = facts.map(({ city, atMs, ...fact }) => {
    const draft = draftOf(fact, state, city);
    const at = new Date(atMs);
    const event = stage(city, lane, draft, { urgent: false, since: at }, at);
    state = step(state, { payload: event.payload, hash: event.hash.toString('hex') });
    return event;
  });
  const { collecting, home } = emptyCase(lane.lane).roles;
  return { caseNo, parties: [...new Set([collecting, home])], lane, staged };
}

/** Writes all cases into the databases of their cities; tells how far it is. Gives the number of cases and events. */
export async function writeYear(
  cases: Iterable<SampleCase>,
  databases: ReadonlyMap<string, YearDatabase>,
  progress: (cases: number, events: number) => void,
): Promise<{ cases: number; events: number }> {
  const total = { cases: 0, events: 0 };
  let waiting: WrittenCase[] = [];
  const flush = async (): Promise<void> => {
    const now = waiting;
    waiting = [];
    await Promise.all(
      [...databases].map(([code, db]) => {
        const own = now.filter(({ parties }) => parties.includes(code));
        return own.length === 0 ? Promise.resolve() : db.write(own);
      }),
    );
    progress(total.cases, total.events);
  };
  for (const told of cases) {
    if (told.facts.length === 0) continue;
    const one = writtenCase(told);
    waiting.push(one);
    total.cases += 1;
    total.events += one.staged.length;
    if (waiting.length === STEP_CASES) await flush();
  }
  await flush();
  await Promise.all([...databases.values()].map((db) => db.finish()));
  return total;
}
