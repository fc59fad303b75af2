import {
  ERROR_CATALOGUE,
  isErrorCode,
  statusNameIn,
  TongbanError,
  type CaseProblem,
  type CaseView,
  type CollectCase,
  type DeliveryView,
  type SearchCases,
  type UserRole,
  type WorkList,
} from '#contracts';
import { texts } from '../db/arrays.js';
import { CostlyFigure } from '../db/costly-figure.js';
import { rows, type Database, type Tx } from '../db/database.js';
import { BY_KEY } from '../db/tx.js';
import type { ShownLink } from '../exchange/link-screens.js';
import { operatorHoldWords } from '../exchange/send/operator-holds.js';
import { unsettledBatches, keptCases } from '../exchange/settle/unsettled.js';
import { revisionOf, type Head } from '../exchange/state/lanes.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { NextDues } from '../sla/next-due.js';
import type { ActDone } from './act-groups.js';
import { GRAVEST_CARD } from './case-cards.js';
import { applicationIn, readApplications } from './application-reads.js';
import { CaseActions } from './case-actions.js';
import { applicationParts, partsOfMade, type ApplicationParts } from './application-view.rules.js';
import { CASE_FILE_COLUMNS, caseLane, caseNoOf, instants, type CaseFile } from './case-file.js';
import { otherParties } from './case-fold.rules.js';
import type { LackingPowers } from './delegated-acts.rules.js';
import type { DelegatedPowers } from './delegated-powers.js';
import { deliveryWords, erasureView } from './case-words.rules.js';
import { GatheredReads } from './gathered-reads.js';
import { stepPlan } from './step-plan.rules.js';
import { CaseLists, summaryOf, type ListReader } from './case-lists.js';

type Inside = ApplicationParts & Pick<CaseView, 'problems'>;

interface DeliveryRow extends Omit<ShownLink, 'breaker'> {
  partner: string;
  waiting: number;
  since: Date | null;
  breaker: string | null;
}

const NOT_SHOWN = { breaker: null, hold_reason: null, held_for: null, held_until: null };

/** Own events of one case that a partner has not receipted, found from the few of the case, not from all that wait. */
const DELIVERY_SQL = `
  with own as materialized (select coalesce(array_agg(id), '{}') as ids from event where lane = $1 and author = $2)
  select c.partner, s.breaker, s.hold_reason, h.reason as held_for, h.until as held_until,
    (select count(*) from pending p where p.recipient = c.partner and p.event_id = any((select ids from own)::bigint[]))
    + (select count(*) from (select unnest(b.event_ids) as id from ${unsettledBatches('c.partner', 'c.settled_to')}) u
       where u.id = any((select ids from own)::bigint[])) as waiting,
    (select min(e.at) from pending p join event e on e.id = p.event_id
      where p.recipient = c.partner and p.event_id = any((select ids from own)::bigint[])) as since
  from (select partner, coalesce(o.settled_to, 0) as settled_to
    from unnest($3::text[]) as partner left join link_out o using (partner)) c
  left join link_state s using (partner)
  left join link_hold h on h.partner = c.partner and h.ended_at is null`;

/** What desks see of cases. Lists are masked; the application itself is shown only inside a case to who needs it. */
export class CaseViews {
  private readonly actions: CaseActions;
  private readonly lists: CaseLists;
  private readonly heldFor = new Map<string, CostlyFigure<number>>();
  private readonly withApplication = new GatheredReads((nos) => this.insides(nos, true));
  private readonly withoutApplication = new GatheredReads((nos) => this.insides(nos, false));

  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    hashOf: (no: string) => Buffer,
    /** How the link to a partner is; null where another replica knows it. */
    private readonly linkOf: (partner: string) => ShownLink | null,
    private readonly dues: Pick<NextDues, 'view' | 'bounds'>,
    private readonly powers: Pick<DelegatedPowers, 'lacking'>,
  ) {
    this.actions = new CaseActions(self);
    this.lists = new CaseLists(self, db, hashOf, dues);
  }

  /** One case; throws case_not_found. */
  async view(caseNo: string, userRole: UserRole): Promise<CaseView> {
    const { delivery, ...view } = await this.db.transaction(async (tx) => {
      const [row] = await rows(
        tx,
        `select ${CASE_FILE_COLUMNS}, ${GRAVEST_CARD}, l.heads, l.frozen, (select erased_at from erasure where case_no = $1) as erased_at
         from case_file join lane l on l.lane = 'case/' || case_no where case_no = $1`,
        [caseNo],
      );
      if (!row) throw new TongbanError('case_not_found', { caseNo });
      const file = instants(row);
      const readsApplication = userRole === 'clerk' || userRole === 'reviewer';
      const [rowsOfDelivery, applications, problemsOfCase, lacking] = await Promise.all([
        this.delivery(tx, file),
        readsApplication ? readApplications(tx, [caseLane(caseNo)]) : null,
        this.problems(tx, [caseNo]),
        this.powers.lacking(file, tx),
      ]);
      const lane = { heads: row.heads as Record<string, Head>, frozen: row.frozen as string[] };
      const application = applicationParts(applications?.get(caseLane(caseNo)));
      const problems = problemsOfCase.get(caseNo) ?? [];
      const erasure = erasureView(row.erased_at as Date | null);
      const read = { ...application, problems, erasure, lacking };
      return { ...this.whole(file, lane, userRole, read), delivery: rowsOfDelivery };
    });
    // The count of a backlog may need a connection: not while this one is held, or all of them could wait for one more.
    return { ...view, delivery: await Promise.all(delivery.map((row) => this.deliveryOf(row, view.statusZh))) };
  }

  /** A case as it stands right after an act here, without asking the database for what is known already. */
  async after(done: ActDone, userRole: UserRole, made?: CollectCase): Promise<CaseView> {
    if (done.repeated) return this.view(done.caseNo, userRole);
    const { file, lane } = done;
    const parties = otherParties(file.state, this.self);
    const links = parties.map((partner) => ({ partner, link: this.linkOf(partner) }));
    // Only the replica that leads knows how its links are.
    if (links.some(({ link }) => link === null)) return this.view(file.case_no, userRole);
    if (file.state.cards) return this.view(file.case_no, userRole);
    const readsApplication = userRole === 'clerk' || userRole === 'reviewer';
    const inside = made
      ? { ...partsOfMade(made, file.intake), problems: [] }
      : await this.insideOf(done, readsApplication);
    const delivery = links.map(({ partner, link }) =>
      this.deliveryOf(
        { partner, waiting: done.stated, since: null, ...NOT_SHOWN, ...link },
        statusNameIn(file.status, file.mode),
      ),
    );
    const lacking = await this.powers.lacking(file);
    const view = this.whole(file, lane, userRole, { ...inside, erasure: null, lacking });
    return Object.assign(view, { delivery: await Promise.all(delivery) });
  }

  /** From the facts that the act itself read, where it did. */
  private async insideOf({ file, facts }: ActDone & { repeated: false }, readsApplication: boolean): Promise<Inside> {
    if (!readsApplication || facts === null) {
      return (readsApplication ? this.withApplication : this.withoutApplication).of(file.case_no);
    }
    const { problems } = await this.withoutApplication.of(file.case_no);
    return { ...applicationParts(applicationIn(facts, file.state.ineffective) ?? undefined), problems };
  }

  private whole(
    file: CaseFile,
    lane: { heads: Record<string, Head>; frozen: string[] },
    userRole: UserRole,
    read: Inside & Pick<CaseView, 'erasure'> & { lacking: LackingPowers },
  ): Omit<CaseView, 'delivery'> {
    // Assigned, not spread: members copied one by one into a new shape cost more than making them.
    return Object.assign(summaryOf(file, this.dues), {
      revision: revisionOf(lane.heads),
      receiptNo: file.receipt_no,
      itemVersion: file.item_version,
      acceptedAt: file.accepted_at,
      decidedAt: file.decided_at,
      frozenCities: lane.frozen,
      actions: this.actions.of(file, userRole, lane.frozen.length > 0, read.lacking),
      steps: stepPlan(file.state, (city) => this.directory.current.nameOf(city)),
      application: read.application,
      intake: read.intake,
      correction: read.correction,
      deferral: read.deferral,
      problems: read.problems,
      erasure: read.erasure,
    });
  }

  /** What the answer to an act shows beside what the act itself knew, of many cases at once. */
  private insides(caseNos: readonly string[], readsApplication: boolean): Promise<Map<string, Inside>> {
    return this.db.transaction(async (tx) => {
      tx.later(BY_KEY);
      const [applications, problems] = await Promise.all([
        readsApplication ? readApplications(tx, caseNos.map(caseLane)) : null,
        this.problems(tx, caseNos),
      ]);
      return new Map(
        caseNos.map((no) => [
          no,
          { ...applicationParts(applications?.get(caseLane(no))), problems: problems.get(no) ?? [] },
        ]),
      );
    });
  }

  /** Where our own events of this case are on their way, per other party. */
  private delivery(em: Tx, file: CaseFile): Promise<DeliveryRow[]> {
    const parties = otherParties(file.state, this.self);
    return rows<DeliveryRow>(em, DELIVERY_SQL, [caseLane(file.case_no), this.self, parties]);
  }

  private async deliveryOf(row: DeliveryRow, statusZh: string): Promise<DeliveryView> {
    const waiting = Number(row.waiting);
    const hold = row.held_for !== null && row.held_until ? { reason: row.held_for, until: row.held_until } : null;
    const away = row.breaker === 'open' || row.hold_reason !== null || hold !== null;
    const state = waiting === 0 ? 'SETTLED' : away ? 'HELD' : 'UNDERWAY';
    const name = this.directory.current.nameOf(row.partner);
    return {
      partner: row.partner,
      partnerName: name,
      state,
      waiting,
      heldForPartner: state === 'HELD' ? await this.held(row.partner) : 0,
      since: row.since?.toISOString() ?? null,
      words: state === 'HELD' && hold ? operatorHoldWords(hold) : deliveryWords(state, name, statusZh),
    };
  }

  /** All cases kept for a partner: a backlog may be long, and every look at one of its cases asks. */
  private held(partner: string): Promise<number> {
    let figure = this.heldFor.get(partner);
    if (!figure) {
      figure = new CostlyFigure(async () => {
        const [row] = await this.db.query<{ held: number }>(`select ${keptCases('$1')} as held`, [partner]);
        return Number(row?.held ?? 0);
      });
      this.heldFor.set(partner, figure);
    }
    return figure.value();
  }

  /** What some city could not apply of these cases, for the people who look after them. */
  private async problems(em: Tx, caseNos: readonly string[]): Promise<Map<string, CaseProblem[]>> {
    const found = await rows<Omit<CaseProblem, 'words' | 'number'> & { lane: string; n: number }>(
      em,
      `select lane, partner, direction, n, outcome, reason from link_outcome
       where lane = any($1::text[]) and outcome <> 'applied' order by changed_at, n`,
      [texts(caseNos.map(caseLane))],
    );
    const problems = new Map<string, CaseProblem[]>();
    for (const { lane, n, ...problem } of found) {
      const name = this.directory.current.nameOf(problem.partner);
      const why = problem.reason && isErrorCode(problem.reason) ? ERROR_CATALOGUE[problem.reason].zh : '原因不明';
      const whose = problem.direction === 'out' ? `${name}未能采纳本市第 ${n} 号消息` : `${name}第 ${n} 号消息未能采纳`;
      const caseNo = caseNoOf(lane);
      const ofCase = problems.get(caseNo) ?? [];
      ofCase.push({ ...problem, number: n, words: `${whose}：${why}` });
      problems.set(caseNo, ofCase);
    }
    return problems;
  }

  /** See {@link CaseLists.list}. */
  list(input: SearchCases, user?: ListReader): Promise<WorkList> {
    return this.lists.list(input, user);
  }
}
