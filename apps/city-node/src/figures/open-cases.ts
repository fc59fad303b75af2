import type { Logger } from 'pino';
import {
  CLOCK_NAMES,
  HANDLING_MODE_NAMES,
  HOLDER_NAMES,
  MAX_OPEN_CASES,
  OpenCasesAnswer,
  statusNameIn,
  type FigureSourceView,
  type ListOpenCases,
  type OpenCase,
  type OpenCasesQuestion,
  type OpenCasesView,
  type OpenCaseView,
  type OpenCounts,
} from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { Asker } from '../exchange/status/asker.js';
import type { Breakers } from '../partners/breakers.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { chinaDayAt, dayText } from '../sla/china-day.rules.js';
import { CityAnswers } from './city-answers.js';
import type { FigureReads } from './figure-reads.js';
import { silentSince, type FigureSources } from './figure-sources.js';
import { pairOf, tellersOf } from './figure-sum.rules.js';
import { mostUrgent } from './most-urgent.rules.js';
import type { OpenCaseReads } from './open-case-reads.js';

const ASK_MS = 4000;
const DEFAULT_PAGE = 20;
const COUNTED = { OPEN: 'open', DUE_SOON: 'dueSoon', OVERDUE: 'overdue' } as const;

/** What one city tells of its cases; ours are read when it is clear which of them are wanted. */
interface ToldCases {
  city: string;
  live: true;
  asOf: string;
  rows: readonly never[];
  open: readonly OpenCounts[];
  cases: readonly OpenCase[] | null;
}

export interface OpenCasesDoors {
  db: Database;
  directory: DirectoryService;
  figures: FigureReads;
  reads: OpenCaseReads;
  sources: FigureSources;
  asker: Asker;
  breakers: Breakers;
  clock: Clock;
  log: Logger;
}

/** The cases behind a figure: of each pair of cities as told by the one of the two that told the figure. */
export class OpenCases {
  private readonly answers: CityAnswers<OpenCasesQuestion, OpenCasesAnswer>;

  constructor(private readonly doors: OpenCasesDoors) {
    const { asker, breakers, log } = doors;
    const ask = async (city: string, question: OpenCasesQuestion): Promise<OpenCasesAnswer> =>
      (await breakers.attempt(city, () => asker.ask(city, 'supervision.cases', question, OpenCasesAnswer, ASK_MS)))
        .body;
    this.answers = new CityAnswers(ask, log);
  }

  /** One page of the cases that are not over, soonest due first; without a term last. */
  async list({ page = 1, pageSize = DEFAULT_PAGE, ...asked }: ListOpenCases): Promise<OpenCasesView> {
    const { figures, reads, sources, directory, clock } = this.doors;
    const { self } = sources;
    const asOf = clock.now().toISOString();
    const [pairs, others] = await Promise.all([
      figures.open(asked, { self, with: null }),
      this.answers.of(sources.citiesToAsk(asked), asked),
    ]);
    const own: ToldCases = { city: self, live: true, asOf, rows: [], open: pairs, cases: null };
    const told: ToldCases[] = [own];
    for (const [city, one] of others) {
      if (one.state !== 'LIVE') continue;
      const { asOf: at, pairs: open, cases } = one.known;
      told.push({ city, live: true, asOf: at, rows: [], open, cases });
    }
    const tellers = tellersOf(told);
    const counts = told.flatMap((one) => one.open.filter((pair) => tellers.get(pairOf(pair)) === one));
    const total = counts.reduce((sum, pair) => sum + pair[COUNTED[asked.state]], 0);
    const [skip, scope] = [(page - 1) * pageSize, { self, with: null }];
    let listed = total;
    let cases: OpenCase[];
    if ([...tellers.values()].every((one) => one === own)) cases = await reads.cases(asked, scope, skip, pageSize);
    else {
      const ours = await reads.cases(asked, scope, 0, MAX_OPEN_CASES);
      const lists = told.map((one) => ({
        all: one.cases ?? ours,
        wanted: (one.cases ?? ours).filter((row) => tellers.get(pairOf(row)) === one),
      }));
      const merged = mostUrgent(lists, MAX_OPEN_CASES);
      listed = merged.length;
      cases = merged.slice(skip, skip + pageSize);
    }
    const here = await reads.known(cases.map(({ caseNo }) => caseNo));
    const sample = directory.current.document.sample;
    const items = cases.map((row) => this.view(row, clock.now().getTime(), here));
    return { items, page, pageSize, total, listed, sources: await this.sourcesOf(asOf, others), sample };
  }

  private async sourcesOf(
    asOf: string,
    others: Awaited<ReturnType<CityAnswers<OpenCasesQuestion, OpenCasesAnswer>['of']>>,
  ): Promise<FigureSourceView[]> {
    const { db, sources } = this.doors;
    const since = await silentSince(db, [...others.keys()]);
    return [
      sources.own(asOf, 0),
      ...[...others].map(([city, one]) => sources.ofCases(city, one, since.get(city) ?? null)),
    ];
  }

  private view(row: OpenCase, nowMs: number, here: ReadonlySet<string>): OpenCaseView {
    const { current } = this.doors.directory;
    const { caseNo, collecting, home, itemName, mode, status, holder, dueKind, collectedAt } = row;
    const dueMs = row.dueAt === null ? null : Date.parse(row.dueAt);
    return {
      ...{ caseNo, collecting, home, itemName, mode, status, holder, dueKind, collectedAt },
      collectingName: current.nameOf(collecting),
      homeName: current.nameOf(home),
      modeZh: mode && HANDLING_MODE_NAMES[mode],
      statusZh: statusNameIn(status, mode),
      holderZh: holder && HOLDER_NAMES[holder],
      dueKindZh: dueKind && CLOCK_NAMES[dueKind],
      dueOn: dueMs === null ? null : dayText(chinaDayAt(dueMs - 1)),
      overdue: dueMs !== null && dueMs <= nowMs,
      here: here.has(caseNo),
    };
  }
}
