import type pg from 'pg';
import type { CaseViews } from '../../../apps/city-node/src/case/case-views.service.js';
import type { Database } from '../../../apps/city-node/src/db/database.js';
import { EvidenceExport } from '../../../apps/city-node/src/evidence/evidence-file.js';
import { OUTBOX_SQL } from '../../../apps/city-node/src/exchange/exchange-metrics.js';
import { PartnersView } from '../../../apps/city-node/src/operations/partners-view.service.js';
import type { DirectoryService } from '../../../apps/city-node/src/partners/directory.service.js';
import { ITEMS, SELF } from './many-cases.js';
import { timed } from './timing.js';

/** A database with its cases, and what asks it. */
export interface Stand {
  cases: number;
  db: Database;
  views: CaseViews;
  client: pg.Client;
}

const PARTNERS = Array.from({ length: 30 }, (_, i) => String(430101 + i));

/** The only part of the directory that is asked here: names. */
export const NAMES = {
  current: { nameOf: (city: string) => city, partnersOf: () => PARTNERS },
  since: () => [],
} as unknown as DirectoryService;

interface Question {
  name: string;
  ask: (stand: Stand, caseNo: string) => Promise<unknown>;
}

const QUESTIONS: Question[] = [
  { name: 'work list, what waits for us', ask: ({ views }) => views.list({ status: 'RECEIVED', role: 'home' }) },
  { name: 'one case with its delivery', ask: ({ views }, caseNo) => views.view(caseNo, 'supervisor') },
  { name: 'partners page', ask: ({ db }) => new PartnersView(SELF, db, NAMES).partners() },
  { name: 'outbox figures', ask: ({ db }) => db.query(OUTBOX_SQL) },
  {
    name: 'queue of an item',
    ask: ({ db }) =>
      db.query("select count(*) from case_file where item_code = $1 and status = 'RECEIVED' and home_city = $2", [
        ITEMS.frequent,
        SELF,
      ]),
  },
  {
    name: 'evidence of a case',
    ask: ({ db }, caseNo) => new EvidenceExport(SELF, db, NAMES, { kid: '', x: '' }).ofCase(caseNo, new Date(0)),
  },
  {
    name: 'cases by status (a scrape, at most 1 % of the time)',
    ask: ({ db }) => db.queryPlanned('select status, count(*) from case_file group by status'),
  },
];

/** Prints what each question takes with few and with many cases. */
export async function otherQuestions(few: Stand, many: Stand, say: (line: string) => void): Promise<void> {
  say(`\n  ms with ${few.cases} cases, with ${many.cases}, ratio`);
  for (const { name, ask } of QUESTIONS) {
    const [before, after] = [await medianOf(few, ask), await medianOf(many, ask)];
    const figures = [before, after, before / after].map((value) => value.toFixed(2).padStart(8)).join(' ');
    say(`  ${figures}  ${name}`);
  }
}

/** Over cases of all ages. */
async function medianOf(stand: Stand, ask: Question['ask']): Promise<number> {
  const found = await stand.client.query<{ case_no: string }>(
    `select case_no from (select case_no, ntile(9) over (order by changed_at) as n from case_file) c
     group by n, case_no having n is not null order by md5(case_no) limit 9`,
  );
  let i = 0;
  return timed(() => ask(stand, found.rows[i++ % found.rows.length]?.case_no ?? ''), 9);
}
