import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { TongbanError } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../../db/database.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import { loadCaseFiles } from '../case-file.js';
import { executesAt, nextMonth } from './standing-months.rules.js';
import { needStanding, readStanding, type Standing } from './standing-reads.js';

/** Between looks for months that have come. */
const LOOK_MS = 1000;
/** Between looks for cases that are not in the list yet; the first month of each lies ahead. */
const ENLIST_MS = 10_000;
/** Cases that one step takes up. */
const STEP = 50;
/** Ends for good: nothing will be executed here, whatever is tried again. */
const OVER = ['action_not_allowed', 'not_our_part', 'standing_not_granted', 'case_not_found'];

/**
 * Approved cases of a city ($1), so many ($2), that are not in the list yet. Item by item: there are few with standing
 * terms, and left to choose the server reads all cases that the city decided.
 */
export const TO_ENLIST_SQL = `
  select f.case_no from
    (select distinct item_code from service_item where home_city = $1 and definition ? 'standing') i
  cross join lateral (
    select c.case_no from case_file c
    where c.item_code = i.item_code and c.home_city = $1
      and c.status in ('APPROVED', 'ISSUED', 'READY_FOR_PICKUP', 'PICKED_UP')
      and not exists (select 1 from standing_next n where n.case_no = c.case_no) limit $2) f
  limit $2`;

export interface StandingRunnerDoors {
  self: string;
  db: Database;
  desk: CaseDesk;
  clock: Clock;
  isLeading: () => boolean;
  log: Logger;
}

/**
 * Executes standing authorisations month by month, on the leading replica. Each month has a command id of its own, so it
 * is executed once whatever happens; after an outage those that were missed follow one by one. The table of what comes
 * next is a list to look in, made from the facts, and may be lost.
 */
export class StandingRunner {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private stopped = false;
  private enlistedAt = -Infinity;
  /** By the node's clock, which jumps in a rehearsal and after it was put right. */
  private enlistedOn = -Infinity;

  constructor(private readonly doors: StandingRunnerDoors) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => {
        if (!this.stopped) this.start();
      });
    }, LOOK_MS).unref();
  }

  /** Lets the look in hand end. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    const { db, log, isLeading, clock } = this.doors;
    if (!db.ready || !isLeading()) return;
    try {
      const nowMs = clock.now().getTime();
      if (performance.now() - this.enlistedAt > ENLIST_MS || Math.abs(nowMs - this.enlistedOn) > ENLIST_MS) {
        await this.enlist();
        this.enlistedAt = performance.now();
        this.enlistedOn = nowMs;
      }
      const due = await db.query<{ case_no: string; next_month: string }>(
        'select case_no, next_month from standing_next where next_at <= $1 order by next_at limit $2',
        [clock.now(), STEP],
      );
      for (const { case_no, next_month } of due) if (!this.stopped) await this.execute(case_no, next_month);
    } catch (error) {
      log.warn({ err: error }, 'standing authorisations are not executed now; trying again');
    }
  }

  /** Takes up approved cases of items with standing terms that are not in the list yet. */
  private async enlist(): Promise<void> {
    const { db, self } = this.doors;
    const fresh = await db.query<{ case_no: string }>(TO_ENLIST_SQL, [self, STEP]);
    for (const { case_no: caseNo } of fresh) await db.transaction((tx) => this.enter(tx, caseNo));
    if (fresh.length === STEP && !this.stopped) await this.enlist();
  }

  private async enter(tx: Tx, caseNo: string): Promise<void> {
    const file = (await loadCaseFiles(tx, [caseNo])).get(caseNo);
    const standing = file ? await readStanding(tx, file) : null;
    const month = standing && nextMonth(standing.order, executedIn(standing));
    // Approved once and for all, or executed to the end: in the list, with nothing to come.
    const at = standing && month ? new Date(executesAt(standing.order, month)) : null;
    await rows(
      tx,
      `insert into standing_next (case_no, next_month, next_at) values ($1, $2, $3)
       on conflict (case_no) do update set next_month = excluded.next_month, next_at = excluded.next_at`,
      [caseNo, month, at],
    );
  }

  private async execute(caseNo: string, month: string): Promise<void> {
    const { db, desk, log } = this.doors;
    const actor = { role: 'node', id: 'standing' } as const;
    try {
      await desk.act(contextOf(caseNo, month), caseNo, 'execute', async ({ em, file }) => {
        const { order, executions } = await needStanding(em, file);
        if (executions.some((one) => one.month === month)) throw new TongbanError('standing_not_granted', { month });
        return [{ type: 'execution.notified', body: { month, amountYuan: order.ceilingYuan }, actor }];
      });
    } catch (error) {
      if (!(error instanceof TongbanError) || !OVER.includes(error.code)) throw error;
      const executed = await db.transaction(async (tx) => {
        const file = (await loadCaseFiles(tx, [caseNo])).get(caseNo);
        const standing = file ? await readStanding(tx, file) : null;
        return standing !== null && executedIn(standing).has(month);
      });
      if (!executed) {
        log.info({ caseNo, errorCode: error.code }, 'a standing authorisation has ended');
        await db.query('update standing_next set next_month = null, next_at = null where case_no = $1', [caseNo]);
        return;
      }
    }
    await db.transaction((tx) => this.enter(tx, caseNo));
  }
}

const executedIn = ({ executions }: Standing): Set<string> => new Set(executions.map(({ month }) => month));

/** Nobody acts but the node; the same month has the same command id for ever. */
function contextOf(caseNo: string, month: string): CommandContext {
  const commandId = `standing/${caseNo}/${month}`;
  return {
    user: { username: 'standing', displayName: '委托执行', role: 'reviewer', windowId: null },
    commandId,
    commandHash: createHash('sha256').update(commandId).digest(),
    ifMatch: null,
    requestId: commandId,
  };
}
