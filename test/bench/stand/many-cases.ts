import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { makeCaseNo } from '#contracts';
import { COLLECTING_CITY, HOME_CITY } from '../ours/sample-case.js';

const numbersAtOnce = 20_000;
const copiesAtOnce = 50_000;
/** A person has few cases; those of the copies are people's whom nobody asks for. */
export const casesAPerson = 4;

/** What a copy has other than the case it was copied from, by column; whatever else there is stays as it is. */
const CHANGED: Readonly<Record<string, string>> = {
  lane: "'case/' || c.case_no",
  case_no: 'c.case_no',
  certificate_hash: `sha256(('copy ' || c.n / ${casesAPerson})::bytea)`,
  receipt_no: 'replace(t.receipt_no, c.template, c.case_no)',
  payload: 'replace(t.payload, c.template, c.case_no)',
  command_id: "t.command_id || '/' || c.n",
  at: "t.at - c.n * interval '1 second'",
  stored_at: "t.stored_at - c.n * interval '1 second'",
  collected_at: "t.collected_at - c.n * interval '1 second'",
  accepted_at: "t.accepted_at - c.n * interval '1 second'",
  decided_at: "t.decided_at - c.n * interval '1 second'",
  changed_at: "t.changed_at - c.n * interval '1 second'",
};
/** Tables with rows of cases, and how their rows name the case they are of. */
const CASE_TABLES = {
  lane: "'case/' || c.template = t.lane",
  event: "'case/' || c.template = t.lane",
  case_file: 'c.template = t.case_no',
  supervision_counted: 'c.template = t.case_no',
  case_timer: 'c.template = t.case_no',
};
/** Above every event: nothing is left to count. */
const BEYOND_ALL = '9223372036854775807';
const eventsABatch = 64;
const eventsACase = 5;

/** Numbers of that many new cases, well formed; in order, because an index grows faster at one end than everywhere. */
export function caseNumbers(count: number): string[] {
  // Of a million drawn at random two are often the same.
  const numbers = new Set<string>();
  while (numbers.size < count) {
    numbers.add(
      makeCaseNo({ home: HOME_CITY, collecting: COLLECTING_CITY, onDate: '20260901', random: randomBytes(5) }),
    );
  }
  return [...numbers].sort();
}

/** Settings that take effect at once and make the server write each row little more than once. */
const FILLING = {
  full_page_writes: 'off',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
} as const;

/** Runs `fill` on a server that cares for speed alone, and gives it its own settings back. */
export async function whileFilling(serverUrl: string, fill: () => Promise<void>): Promise<void> {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  const own = new Map<string, string>();
  try {
    for (const [name, value] of Object.entries(FILLING)) {
      const { rows } = await server.query<{ own: string }>('select current_setting($1) as own', [name]);
      own.set(name, rows[0]!.own);
      await server.query(`alter system set ${name} = '${value}'`);
    }
    await server.query('select pg_reload_conf()');
    await fill();
  } finally {
    for (const [name, value] of own) await server.query(`alter system set ${name} = '${value}'`);
    await server.query('select pg_reload_conf()');
    await server.query('checkpoint');
    await server.end();
  }
}

/**
 * Puts cases into a city's database as if they had been carried: copies of finished ones under these numbers, an older
 * second for each, and the batches that brought them. Their hashes are those of the originals: nothing reads those again.
 * They count as counted, as old cases are; call it when the finished ones have been counted and looked through for timers.
 */
export async function putCases(
  databaseUrl: string,
  caseNos: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const city = new pg.Client({ connectionString: databaseUrl });
  await city.connect();
  try {
    // A million commits' worth of waiting would tell nothing: these rows are only what the measured ones lie beside.
    await city.query('set synchronous_commit = off');
    await city.query("set work_mem = '64MB'");
    await countedTo(city, BEYOND_ALL);
    await city.query('create temp table new_case (n integer, template text, case_no text)');
    const { rows: templates } = await city.query<{ case_no: string }>(
      "select case_no from case_file where status = 'APPROVED' order by changed_at desc limit 500",
    );
    if (templates.length === 0) throw new Error('no finished case to copy');
    for (let from = 0; from < caseNos.length; from += numbersAtOnce) {
      const part = caseNos.slice(from, from + numbersAtOnce);
      const of = part.map((_, i) => templates[i % templates.length]!.case_no);
      await city.query(
        'insert into new_case select $1 + n, template, case_no from unnest($2::text[], $3::text[]) with ordinality as u (template, case_no, n)',
        [from, of, part],
      );
    }
    await city.query('create index on new_case (n)');
    // Taken aside: in tables that grow they would be looked for among ever more rows.
    for (const [table, isOf] of Object.entries(CASE_TABLES)) {
      await city.query(
        `create temp table original_${table} as
         select c.template, t.* from (select distinct template from new_case) c join ${table} t on ${isOf}`,
      );
      await city.query(`create index on original_${table} (template)`);
      await city.query(`analyze original_${table}`);
    }
    await city.query('analyze new_case');
    for (let from = 0; from < caseNos.length; from += copiesAtOnce) {
      for (const table of Object.keys(CASE_TABLES)) {
        const columns = await columnsOf(city, table);
        const values = columns.map((name) => CHANGED[name] ?? `t.${name}`);
        await city.query(
          `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')}
           from new_case c join original_${table} t on t.template = c.template
           where c.n > $1 and c.n <= $2`,
          [from, from + copiesAtOnce],
        );
      }
      say(`    ${Math.min(caseNos.length, from + copiesAtOnce)} cases`);
    }
    await putBatches(city, Math.ceil((caseNos.length * eventsACase) / eventsABatch));
    for (const table of ['new_case', ...Object.keys(CASE_TABLES).map((name) => `original_${name}`)]) {
      await city.query(`drop table ${table}`);
    }
    await countedTo(city, '(select max(id) from event)');
    say('    all of them; making the rows ready to be read …');
    await city.query('vacuum analyze');
  } finally {
    await city.end();
  }
}

async function countedTo(city: pg.Client, eventId: string): Promise<void> {
  await city.query(`update supervision_mark set event_id = ${eventId} where name = 'counted'`);
}

/** Batches before the first: their numbers are below one, where no real one will ever be. */
async function putBatches(city: pg.Client, count: number): Promise<void> {
  const columns = await columnsOf(city, 'link_batch');
  const changed: Record<string, string> = {
    first: `1 - n.n * ${eventsABatch}`,
    last: `(1 - n.n) * ${eventsABatch}`,
    hashes: `decode(repeat(md5(n.n::text), ${eventsABatch * 2}), 'hex')`,
  };
  const values = columns.map((name) => changed[name] ?? `t.${name}`);
  await city.query(
    `insert into link_batch (${columns.join(', ')}) select ${values.join(', ')}
     from (select distinct on (direction) * from link_batch where partner in ($1, $2) order by direction, first desc) t
     cross join generate_series(1, $3::int) as n (n)`,
    [COLLECTING_CITY, HOME_CITY, count],
  );
}

/** Columns that can be written. */
async function columnsOf(city: pg.Client, table: string): Promise<string[]> {
  const { rows } = await city.query<{ attname: string }>(
    `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attidentity = '' and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ attname }) => attname);
}
