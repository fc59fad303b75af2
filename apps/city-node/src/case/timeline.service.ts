import {
  ERROR_CATALOGUE,
  factRule,
  isErrorCode,
  statusNameIn,
  TongbanError,
  type CardLevel,
  type EventPayload,
  type SupervisionCarded,
  type TimelineEntry,
  type TimelineView,
} from '#contracts';
import type { Database } from '../db/database.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { CaseTimes, TimedCase } from '../sla/case-times.js';
import { slaFactOf } from '../sla/effective-facts.js';
import { withJointTerms } from '../sla/joint-term.js';
import { caseLane, caseNoOf, type CaseFile } from './case-file.js';
import { causalOrder, emptyCase } from './case-fold.rules.js';
import { cardWords } from './case-words.rules.js';
import type { CardList } from './supervision/card-list.js';
import { ruleOfFact } from './case-status.rules.js';
import { pathDetail } from './timeline-words.rules.js';

const ACTOR_NAMES: Record<string, string> = {
  clerk: '窗口',
  reviewer: '审核',
  pickup: '取件台',
  supervisor: '督查',
  operator: '运维',
  rule: '规则',
  node: '系统',
};

/** Of a fact that came too late or out of turn: what it says did not happen. */
const NO_EFFECT = '未产生效力：作出时其他城市的办理已在先';

type Body = Record<string, unknown>;
type Outages = TimelineView['linkOutages'];
type TimelineFile = Pick<CaseFile, 'status' | 'state' | 'home_city' | 'item_code' | 'item_version'> & {
  erased: boolean;
};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One line about a fact, from what we may read of it; never a name or a number of a person. */
function detailOf(type: string, act: string | null, body: Body): string | null {
  switch (type) {
    case 'supervision.carded': {
      const { ground, clock, dueOn, overdueWorkingDays } = body as unknown as SupervisionCarded;
      return cardWords(act as CardLevel, ground, clock ?? null, dueOn ?? null, overdueWorkingDays);
    }
    case 'case.collected':
      return `收件凭证 ${text(body.receiptNo)}，事项“${text(body.itemName)}”第 ${String(body.itemVersion)} 版`;
    case 'case.accepted':
      return act === 'CONDITIONAL'
        ? `受理编号 ${text(body.acceptanceNo)}，容缺材料补交截止 ${text(body.deferDueOn)}`
        : `受理编号 ${text(body.acceptanceNo)}`;
    case 'case.refused': {
      const authority = text(body.competentAuthority);
      return `${text(body.reason)}${authority ? `；请向${authority}申请` : ''}`;
    }
    case 'case.decided':
      return `决定编号 ${text(body.decisionNo)}，${text(body.reason)}`;
    case 'result.issued':
      return `${text(body.resultName)}，编号 ${text(body.resultNo)}`;
    case 'handover.instructed':
    case 'pickup.done':
      return `领取点 ${text(body.pointId)}`;
    case 'pickup.ready':
      return `领取点 ${text(body.pointId)}，保留至 ${text(body.shelfUntil).slice(0, 10)}`;
    case 'case.rerouted':
      return `改按“${text(body.itemName)}”办理；${text(body.reason)}`;
    case 'supervision.replied':
    case 'supervision.appealed':
    case 'supervision.cancelled':
      return text(body.words);
    default:
      return pathDetail(type, act, body) ?? (text(body.reason) || text(body.finding) || null);
  }
}

function timedCase(lane: string, { home_city, item_code, item_version }: TimelineFile): TimedCase {
  const { collecting, home } = emptyCase(lane).roles;
  const isKnown = item_code !== null && item_version !== null;
  return {
    collecting,
    home,
    item: isKnown ? { homeCity: home_city, itemCode: item_code, version: item_version } : null,
  };
}

/** 时间线: what happened in a case, at all cities, in the one order that every city computes. */
export class TimelineService {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly times: CaseTimes,
    private readonly cards: CardList,
  ) {}

  /** Throws case_not_found. */
  async timeline(caseNo: string): Promise<TimelineView> {
    const lane = caseLane(caseNo);
    const [file] = await this.db.query<TimelineFile>(
      'select status, state, home_city, item_code, item_version, exists (select 1 from erasure e where e.case_no = f.case_no) as erased from case_file f where case_no = $1',
      [caseNo],
    );
    if (!file) throw new TongbanError('case_not_found', { caseNo });
    const events = await this.db.query<{
      payload: string;
      data: string | null;
      hash: Buffer;
      stored_at: Date;
      kept_reason: string | null;
    }>('select payload, data, hash, stored_at, kept_reason from event where lane = $1 order by id', [lane]);
    const stated = events.map((event) => ({
      ...event,
      payload: JSON.parse(event.payload) as EventPayload,
      hash: event.hash.toString('hex'),
    }));
    const ordered = causalOrder(lane, stated);
    const effective = ordered.filter((fact) => !fact.kept_reason && !file.state.ineffective.includes(fact.hash));
    const facts = await withJointTerms(new Map([[caseNo, effective.map(slaFactOf)]]), (sql, values) =>
      this.db.query(sql, values),
    );
    return {
      caseNo: caseNoOf(lane),
      city: this.self,
      cityName: this.directory.current.nameOf(this.self),
      status: file.status,
      statusZh: statusNameIn(file.status, file.state.mode),
      entries: ordered.map((fact) => this.entry(fact, file)),
      cards: file.state.cards ? await this.cards.ofCase(caseNo) : [],
      linkOutages: await this.outages(Object.values(file.state.roles), ordered[0]?.payload.at),
      ...(await this.times.of(facts.get(caseNo) ?? [], timedCase(lane, file))),
    };
  }

  /** Times since the case began in which a link to one of its other cities was down, as this city saw it. */
  private async outages(cities: readonly (string | null)[], since: string | undefined): Promise<Outages> {
    if (since === undefined) return [];
    const found = await this.db.query<{
      partner: string;
      began_at: Date;
      ended_at: Date | null;
      cause: 'DOWN' | 'HELD';
    }>(
      `select partner, began_at, ended_at, cause from link_outage
       where partner = any($1) and (ended_at is null or ended_at > $2) order by began_at`,
      [cities.filter((city) => city !== null && city !== this.self), since],
    );
    return found.map(({ partner, began_at, ended_at, cause }) => ({
      city: partner,
      cityName: this.directory.current.nameOf(partner),
      from: began_at.toISOString(),
      to: ended_at?.toISOString() ?? null,
      cause,
    }));
  }

  /** Withheld from us is another thing than erased here. */
  private wasErased(payload: EventPayload, file: TimelineFile): boolean {
    if (!file.erased) return false;
    const readers = factRule(payload.type, payload.typeVersion)?.readers ?? [];
    const ours = Object.entries(file.state.roles).filter(([, city]) => city === this.self);
    return payload.author === this.self || ours.some(([role]) => readers.some((reader) => reader === role));
  }

  private entry(
    fact: { payload: EventPayload; data: string | null; hash: string; stored_at: Date; kept_reason: string | null },
    file: TimelineFile,
  ): TimelineEntry {
    const { payload } = fact;
    const rule = ruleOfFact(payload.type, payload.act);
    const body = fact.data ? (JSON.parse(fact.data) as { body: Body }).body : null;
    const kept = fact.kept_reason;
    const why = kept && isErrorCode(kept) ? `未生效：${ERROR_CATALOGUE[kept].zh}` : null;
    const effective = !kept && !file.state.ineffective.includes(fact.hash);
    const gone = this.wasErased(payload, file) ? '内容已按保存期限删除' : null;
    const detail = body ? detailOf(payload.type, payload.act, body) : gone;
    return {
      city: payload.author,
      cityName: this.directory.current.nameOf(payload.author),
      seq: payload.seq,
      type: payload.type,
      act: payload.act,
      zh: rule?.zh ?? factRule(payload.type, payload.typeVersion)?.zh ?? '未知事实',
      at: payload.at,
      storedAt: fact.stored_at.toISOString(),
      actor: `${ACTOR_NAMES[payload.actor.role] ?? payload.actor.role}`,
      detail: why ?? (effective || kept ? detail : [NO_EFFECT, detail].filter((one) => one !== null).join('；')),
      outcome: kept ? 'kept' : 'applied',
      effective,
      hash: fact.hash,
    };
  }
}
