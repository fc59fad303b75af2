import type { ClassConstructor } from 'class-transformer';
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { SPECIAL_PROCEDURES } from '../item-terms.js';
import { ServiceItemDefinition } from '../service-item.js';
import { CalendarYear } from './calendar-facts.js';
import {
  CaseAccepted,
  CaseCollected,
  CaseCollectedV2,
  CaseDecided,
  CaseReceived,
  CaseRefused,
  CaseSubmitted,
  HandoverInstructed,
  PickupDone,
  PickupReady,
  ResultIssued,
} from './case-facts.js';
import { JointClosed, JointOpened, JointPartClosed, JointPartOpened } from './joint-facts.js';
import {
  CaseExtended,
  CaseLapsed,
  CaseRerouted,
  CaseRevoked,
  CorrectionRequested,
  CorrectionSupplied,
  DeferredSupplied,
  ExecutionNotified,
  Finding,
  JurisdictionDisputed,
  JurisdictionSettled,
  PapersMoved,
  PickupLapsed,
  ProcedureEnded,
  ProcedureStarted,
  ResultPosted,
  Reasoned,
  ReviewNoted,
} from './review-facts.js';
import { CardAnswered, SupervisionCarded } from './supervision-facts.js';
import { Delegation, PickupPoint } from './catalogue-facts.js';
import type { CityRole } from './event-payload.js';

/** Who may state a fact of a case: a role; the city that decides; any city in the case. */
export type FactOwner = CityRole | 'decider' | 'authority' | 'party' | 'lane-city';

/** One row of the normative table fact × mode × owner role × reader roles. */
export interface FactRule {
  type: string;
  version: number;
  lane: 'case' | 'catalogue' | 'calendar';
  zh: string;
  /** Modes in which the fact exists. */
  modes: readonly HandlingMode[];
  /**
   * Who may state it. The decider is the home city; the collecting city in DIRECT, and in DELEGATED until the home city
   * takes the case back. The authority is the home city but in DIRECT. In a catalogue lane the owner is the city the lane is named after.
   */
  owner: FactOwner;
  /** Who gets its data; every party of the case gets the event itself. */
  readers: readonly (CityRole | 'partners')[];
  /** Ends the fact can state; empty where `act` must be null, with an empty text among them where it may be. */
  acts: readonly string[];
  /** Role that the event may assign, if any. */
  assigns: readonly CityRole[];
  data: ClassConstructor<object>;
}

const all = HANDLING_MODES;
const SENT: readonly HandlingMode[] = ['ONLINE', 'PROXY_COLLECT'];
const SINGLE: readonly HandlingMode[] = ['DIRECT', 'ONLINE', 'PROXY_COLLECT', 'DELEGATED'];
const BOTH: readonly CityRole[] = ['collecting', 'home'];

type Rest = Partial<Pick<FactRule, 'acts' | 'assigns' | 'modes' | 'version'>>;
const fact = (
  type: string,
  zh: string,
  owner: FactOwner,
  readers: FactRule['readers'],
  data: ClassConstructor<object>,
  rest: Rest = {},
): FactRule => ({
  type,
  version: 1,
  lane: 'case',
  zh,
  modes: SINGLE,
  owner,
  readers,
  acts: [],
  assigns: [],
  data,
  ...rest,
});
const published = (
  type: string,
  zh: string,
  data: ClassConstructor<object>,
  lane: FactRule['lane'] = 'catalogue',
): FactRule => ({
  ...fact(type, zh, 'lane-city', ['partners'], data, { modes: all }),
  lane,
});

export const FACT_TABLE: readonly FactRule[] = [
  fact('case.collected', '收件', 'collecting', ['home'], CaseCollected, {
    modes: all,
    assigns: ['collecting', 'home'],
  }),
  // The mode stands in `act`: everyone in the case has to know it, also who may not read the application.
  fact('case.collected', '收件', 'collecting', ['home'], CaseCollectedV2, {
    version: 2,
    modes: all,
    acts: HANDLING_MODES,
    assigns: ['collecting', 'home'],
  }),
  fact('case.submitted', '转递', 'collecting', ['home'], CaseSubmitted, { modes: SENT }),
  fact('case.received', '属地签收', 'home', ['collecting'], CaseReceived, { modes: SENT }),
  fact('papers.sent', '纸质材料寄出', 'collecting', ['home'], PapersMoved, { modes: ['PROXY_COLLECT', 'DELEGATED'] }),
  fact('papers.received', '纸质材料收到', 'home', ['collecting'], PapersMoved, {
    modes: ['PROXY_COLLECT', 'DELEGATED'],
  }),
  fact('correction.requested', '补正告知', 'decider', BOTH, CorrectionRequested),
  fact('correction.supplied', '补正提交', 'collecting', ['home'], CorrectionSupplied),
  fact('case.accepted', '受理', 'decider', BOTH, CaseAccepted, { acts: ['', 'CONDITIONAL'] }),
  fact('deferred.supplied', '容缺补交', 'collecting', ['home'], DeferredSupplied),
  fact('case.refused', '不予受理或不受理', 'decider', BOTH, CaseRefused, { acts: ['NOT_ACCEPTED', 'NOT_REQUIRED'] }),
  fact('case.returned', '退件', 'decider', BOTH, Reasoned),
  fact('case.lapsed', '逾期终止', 'decider', BOTH, CaseLapsed, { acts: ['CORRECTION', 'DEFERRED'] }),
  fact('case.withdrawn', '窗口撤回', 'collecting', ['home'], Reasoned),
  fact('withdrawal.requested', '申请撤回', 'collecting', ['home'], Reasoned),
  fact('withdrawal.answered', '撤回答复', 'decider', BOTH, Reasoned, { acts: ['GRANTED', 'DECLINED'] }),
  fact('jurisdiction.disputed', '管辖异议', 'home', ['collecting'], JurisdictionDisputed, { modes: SENT }),
  fact('jurisdiction.settled', '管辖确认', 'home', ['collecting'], JurisdictionSettled, { modes: SENT }),
  fact('case.rerouted', '转办', 'home', BOTH, CaseRerouted, { modes: SENT, assigns: ['home'] }),
  fact('review.noted', '审查意见', 'decider', [], ReviewNoted, { acts: ['HANDLE', 'REVIEW'] }),
  fact('procedure.started', '特别程序开始', 'decider', BOTH, ProcedureStarted, { acts: SPECIAL_PROCEDURES }),
  fact('procedure.ended', '特别程序结束', 'decider', BOTH, ProcedureEnded, { acts: SPECIAL_PROCEDURES }),
  fact('case.extended', '延期', 'decider', BOTH, CaseExtended),
  fact('case.decided', '办结', 'decider', BOTH, CaseDecided, { acts: ['APPROVED', 'REJECTED', 'COMMITTED'] }),
  fact('commitment.verified', '承诺核查', 'decider', BOTH, Finding, { acts: ['PASSED', 'FAILED'] }),
  fact('result.issued', '出证', 'decider', BOTH, ResultIssued),
  fact('handover.instructed', '交付指示', 'decider', ['pickup', 'collecting', 'home'], HandoverInstructed, {
    acts: ['', 'AGAIN'],
    assigns: ['pickup'],
  }),
  fact('result.posted', '改为寄送', 'decider', BOTH, ResultPosted),
  fact('pickup.ready', '到点待领', 'pickup', BOTH, PickupReady),
  fact('pickup.done', '领取', 'pickup', BOTH, PickupDone),
  fact('pickup.lapsed', '逾期未领', 'pickup', BOTH, PickupLapsed),
  fact('case.revoked', '撤销', 'authority', BOTH, CaseRevoked),
  fact('execution.notified', '按月执行', 'home', ['collecting'], ExecutionNotified, { modes: SENT }),
  fact('standing.revoke-requested', '申请终止委托', 'collecting', ['home'], Reasoned, { modes: SENT }),
  fact('standing.revoked', '终止委托', 'home', ['collecting'], Reasoned, { modes: SENT }),
  fact('case.taken-back', '收回', 'home', ['collecting'], Reasoned, { modes: ['DELEGATED'] }),
  fact('case.sampled', '抽查', 'home', ['collecting'], Finding, {
    modes: ['DELEGATED'],
    acts: ['PASSED', 'ISSUE_FOUND'],
  }),
  fact('record.disputed', '备案异议', 'home', ['collecting'], Reasoned, { modes: ['DIRECT'] }),
  fact('record.settled', '异议了结', 'home', ['collecting'], Reasoned, { modes: ['DIRECT'] }),
  fact('supervision.carded', '电子监察', 'party', BOTH, SupervisionCarded, {
    modes: all,
    acts: ['WARNING', 'YELLOW', 'RED'],
  }),
  fact('supervision.replied', '监察回复', 'party', BOTH, CardAnswered, { modes: all }),
  fact('supervision.appealed', '监察申诉', 'party', BOTH, CardAnswered, { modes: all }),
  fact('supervision.cancelled', '监察撤销', 'party', BOTH, CardAnswered, { modes: all }),
  fact('joint.opened', '联办启动', 'collecting', [], JointOpened, { modes: ['JOINT'] }),
  fact('joint.part.opened', '联办分件启动', 'collecting', [], JointPartOpened, { modes: ['JOINT'] }),
  fact('joint.part.closed', '联办分件办结', 'collecting', [], JointPartClosed, { modes: ['JOINT'] }),
  fact('joint.closed', '联办办结', 'collecting', [], JointClosed, {
    modes: ['JOINT'],
    acts: ['DONE', 'PARTIAL', 'ABORTED'],
  }),
  published('catalogue.item.published', '事项发布', ServiceItemDefinition),
  published('pickup.point.published', '领取点发布', PickupPoint),
  published('delegation.published', '授权委托发布', Delegation),
  published('calendar.year.published', '工作日历发布', CalendarYear, 'calendar'),
];

const byKey = new Map(FACT_TABLE.map((rule) => [`${rule.type}@${rule.version}`, rule]));

/** The row of a type and version; undefined where this node does not know it (the event is then kept, not applied). */
export function factRule(type: string, version: number): FactRule | undefined {
  return byKey.get(`${type}@${version}`);
}
