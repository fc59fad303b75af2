import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { profileClock, readProfile, type Times } from '../measure/cpu-profile.js';
import { measure } from '../measure/rounds.js';
import { COLLECTING_CITY, HOME_CITY } from '../ours/sample-case.js';
import { figure, type Table } from '../report.js';
import type { StandOptions } from '../stand/stand.js';
import { endAll, oursEntrant } from './contestants.js';
import { warmUp, type PartContext } from './throughput.js';

/** What the stand of this part has beside the plain one. */
export const PROFILED: Partial<StandOptions> = {
  nodeArgs: (name, dir) => {
    mkdirSync(join(dir, 'profiles', name), { recursive: true });
    return ['--cpu-prof', `--cpu-prof-dir=${join(dir, 'profiles', name)}`];
  },
  postgresSettings: { shared_preload_libraries: 'pg_stat_statements' },
};

interface StatementRow {
  database: string;
  query: string;
  calls: string;
  ms: string;
  rows: string;
}

/** Where the time goes under load: functions of each node, statements of each database. */
export async function profile({ stand, counters, options, say }: PartContext): Promise<Table[]> {
  const database = new pg.Client({ connectionString: stand.postgres.url('postgres') });
  const rate = options.perSecond === undefined ? { underWay: 64 } : { perSecond: options.perSecond };
  const load = { ...rate, warmMs: options.short ? 1_000 : 4_000, windowMs: options.short ? 1_500 : 8_000 };
  const entrant = await oursEntrant(stand, 'rule');
  await database.connect();
  try {
    await database.query('create extension pg_stat_statements');
    await warmUp(entrant, counters, options);
    await database.query('select pg_stat_statements_reset()');
    const from = profileClock();
    const { load: result, cost } = await measure(entrant, counters, { ...load, warmMs: 0 });
    const to = profileClock();
    // Between reset and reading lie the drain's cases too; they are few.
    const cases = Math.max(1, result.completed);
    say(`  ${figure(result.perSecond)}/s while profiled, ${figure(cost.cpuMsTotal)} ms CPU a case`);
    const statements = await statementTables(database, cases);
    await endAll([entrant]);
    // A profile is written when its process ends.
    await Promise.all([...stand.nodes.values()].map((node) => node.stop()));
    const nodes = [COLLECTING_CITY, HOME_CITY].flatMap((city) => {
      const dir = join(stand.dir, 'profiles', city);
      const [file] = readdirSync(dir).filter((name) => name.endsWith('.cpuprofile'));
      if (file === undefined) return [];
      say(`  ${join(dir, file)}`);
      const { functions, withCallees, packages } = readProfile(join(dir, file), from, to);
      return [
        timesTable(`Node ${city}: by package or folder, ms a case`, packages, cases, 25),
        timesTable(`Node ${city}: own functions with whatever they call, ms a case`, withCallees, cases, 40),
        timesTable(`Node ${city}: in the function itself, ms a case`, functions, cases, 40),
      ];
    });
    return [...statements, ...nodes];
  } finally {
    await endAll([entrant]);
    await database.end();
  }
}

async function statementTables(database: pg.Client, cases: number): Promise<Table[]> {
  const { rows } = await database.query<StatementRow>(`
    select d.datname as database, regexp_replace(s.query, '\\s+', ' ', 'g') as query, s.calls::text as calls,
      s.total_exec_time::text as ms, s.rows::text as rows
    from pg_stat_statements s join pg_database d on d.oid = s.dbid
    where d.datname like 'city_%' order by s.total_exec_time desc limit 60`);
  return [COLLECTING_CITY, HOME_CITY].map((city) => ({
    title: `Database of ${city}: statements by time, per case`,
    head: ['statement', 'server ms', 'calls', 'rows'],
    rows: rows
      .filter((row) => row.database === `city_${city}`)
      .map((row) => [
        row.query.slice(0, 150),
        ...[row.ms, row.calls, row.rows].map((n) => (Number(n) / cases).toFixed(3)),
      ]),
    notes: ['Time of COMMIT is mostly waiting for the disk.'],
  }));
}

function timesTable(title: string, times: Times, cases: number, count: number): Table {
  const total = times.reduce((sum, [, ms]) => sum + ms, 0);
  const rows = times
    .slice(0, count)
    .map(([name, ms]) => [name.slice(0, 130), (ms / cases).toFixed(4), `${((100 * ms) / total).toFixed(1)} %`]);
  return { title, head: ['', 'ms', 'share'], rows };
}
