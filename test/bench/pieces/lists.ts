// What a desk and the machine room ask, with a million cases and with a thousand, in one run on one server.
// node deploy/local/run.mjs test/bench/pieces/lists.js [cases]
import 'reflect-metadata';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { SearchCases, WorkList } from '#contracts';
import { createLogger, SystemClock } from '#runtime';
import { CaseViews } from '../../../apps/city-node/src/case/case-views.service.js';
import { Database } from '../../../apps/city-node/src/db/database.js';
import { Calendars } from '../../../apps/city-node/src/sla/calendars.js';
import { NextDues } from '../../../apps/city-node/src/sla/next-due.js';
import { freePort } from '../../../deploy/local/ports.js';
import { ensureDatabase, startPostgres } from '../../../deploy/local/postgres.js';
import { fill, ITEMS, PARTNERS, SELF, STATUSES } from './many-cases.js';
import { NAMES, otherQuestions, type Stand } from './other-questions.js';
import { median, timed } from './timing.js';

const FEW = 1000;
const KINDS = ['frequent', 'rare', 'old'] as const;
const DEEP = ['first', 'page 500', 'cursor'] as const;

const certificate = Buffer.alloc(32);
const sha = 'select certificate_hash from case_file order by changed_at desc limit 1';

async function makeStand(server: string, cases: number): Promise<Stand> {
  const url = await ensureDatabase(server, `cases_${cases}`);
  const log = createLogger({ level: 'silent', name: 'bench' });
  const db = new Database({ url, poolSize: 2, applicationName: 'bench' }, log);
  db.start();
  await db.started();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await fill(client, cases);
  await client.query(`insert into hall (id, name) values ('H', '示例');
    insert into unit (id, name, department) values ('U', '示例', '示例部门');
    insert into service_window (id, hall_id, name, kind, unit_id) select 'W' || i, 'H', '示例', 'X', 'U' from generate_series(1, 5) i;
    insert into account (username, display_name, role, window_id, password_hash) values ('clerk1', '示例', 'clerk', 'W1', '');
    insert into service_item (home_city, item_code, version, name, definition, lane, seq, hash, effective_at)
      select '${SELF}', '${SELF}-' || 100 + i, 1, '示例', '{"department":"示例部门"}', 'x', 1, '', now() from generate_series(0, 11) i`);
  const views = new CaseViews(
    SELF,
    db,
    NAMES,
    () => certificate,
    () => null,
    new NextDues(db, new Calendars(db, log), new SystemClock()),
    { lacking: () => Promise.resolve({}) },
  );
  return { cases, db, views, client };
}

/** Every combination of the filters, with what is frequent, seldom and long past. */
function* filterSets(caseNo: string): Generator<SearchCases> {
  for (const kind of KINDS) {
    const values: SearchCases = {
      status: STATUSES[kind],
      role: kind === 'rare' ? 'pickup' : kind === 'old' ? 'home' : 'collecting',
      partner: PARTNERS[kind],
      itemCode: ITEMS[kind],
      caseNo,
      certificateNo: 'X',
    };
    const names = Object.keys(values) as (keyof SearchCases)[];
    for (let bits = 0; bits < 2 ** names.length; bits += 1) {
      if (bits === 0 && kind !== 'frequent') continue;
      yield Object.fromEntries(names.filter((_, i) => bits & (1 << i)).map((name) => [name, values[name]]));
    }
  }
}

/** What the lists of one desk ask. */
function* deskSets(): Generator<SearchCases> {
  for (const scope of ['mine', 'window', 'unit'] as const) {
    yield { scope };
    yield { scope, group: 'UNDERWAY' };
    yield { scope, group: 'ENDED', mode: 'DIRECT' };
    yield { scope, due: 'OVERDUE' };
    yield { scope, collectedFrom: '2024-03-01', collectedUntil: '2024-03-31' };
  }
  for (const due of ['OVERDUE', 'DUE_SOON', 'RUNNING'] as const) {
    yield { due };
    yield { due, partner: PARTNERS.rare };
  }
  yield { group: 'UNDERWAY' };
  yield { group: 'ENDED' };
  yield { mode: 'DIRECT' };
  yield { collectedFrom: '2024-03-01', collectedUntil: '2024-03-31' };
  yield { collectedFrom: '2024-03-01', collectedUntil: '2024-03-31', role: 'home', status: 'PICKED_UP' };
  yield { applicantName: '欧阳示例' };
  yield { applicantName: '张示例' };
  yield { card: 'ANY' };
}

const ME = { username: 'clerk1', windowId: 'W1' };

/** A cursor into the middle of what the filters leave, as walking there page by page would have given it. */
async function middle({ views, client }: Stand, filters: SearchCases): Promise<string | null> {
  const first = await views.list({ ...filters, pageSize: 1 }, ME);
  if (!first.next || first.total < 100) return null;
  const [newest, oldest] = [new Date(first.items[0]?.changedAt ?? 0), new Date('2023-11-22T00:00:00Z')];
  const half = new Date((newest.getTime() + oldest.getTime()) / 2).toISOString();
  const found = await client.query<{ case_no: string }>('select max(case_no) as case_no from case_file');
  return Buffer.from(`${half} ${found.rows[0]?.case_no ?? ''}`).toString('base64url');
}

async function workList(stand: Stand): Promise<{ name: string; ms: number; total: string }[]> {
  const { views, client } = stand;
  const newest = await client.query<{ certificate_hash: Buffer }>(sha);
  newest.rows[0]?.certificate_hash.copy(certificate);
  const one = await views.list({ pageSize: 1 });
  const measured: { name: string; ms: number; total: string }[] = [];
  for (const filters of [...filterSets(one.items[0]?.caseNo ?? ''), ...deskSets()]) {
    for (const depth of DEEP) {
      const cursor = depth === 'cursor' ? await middle(stand, filters) : null;
      const input: SearchCases = { ...filters, ...(depth === 'page 500' ? { page: 500 } : cursor ? { cursor } : {}) };
      if (depth === 'cursor' && !cursor) continue;
      let page: WorkList | undefined;
      const ms = await timed(async () => (page = await views.list(input, ME)));
      if (depth === 'page 500' && page?.items.length === 0) continue;
      const name = `${Object.entries(filters).map(String).join(' ') || 'all'}, ${depth}`;
      measured.push({ name, ms, total: `${page?.totalIsLowerBound ? '>' : ''}${page?.total}` });
    }
  }
  return measured;
}

async function main(): Promise<void> {
  const cases = Number(process.argv[2] ?? 1_000_000);
  const dir = mkdtempSync(join(tmpdir(), 'tongban-bench-lists-'));
  // PostgreSQL's own user has to reach the data below it.
  chmodSync(dir, 0o755);
  const postgres = await startPostgres({ dataDir: join(dir, 'data'), port: await freePort() });
  try {
    const few = await makeStand(postgres.url('postgres'), FEW);
    const many = await makeStand(postgres.url('postgres'), cases);
    const measured = await workList(many);
    const worst = [...measured].sort((a, b) => b.ms - a.ms).slice(0, 12);
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    say(`work list, ${measured.length} combinations of filters and depths, ${cases} cases`);
    say(
      `  median ${median(measured.map((m) => m.ms)).toFixed(1)} ms; above 50 ms: ${measured.filter((m) => m.ms > 50).length}`,
    );
    for (const { name, ms, total } of worst) say(`  ${ms.toFixed(1).padStart(7)} ms  ${total.padStart(7)}  ${name}`);
    await otherQuestions(few, many, say);
    for (const stand of [few, many]) {
      await stand.client.end();
      await stand.db.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

await main();
