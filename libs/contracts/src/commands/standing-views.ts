import type { StandingOrder } from '../events/case-facts.js';

/** 委托按月办理 of one case, the same at both cities. */
export interface StandingView {
  caseNo: string;
  /** Null where the case was not approved as a standing authorisation. */
  order: StandingOrder | null;
  state: 'NONE' | 'RUNNING' | 'END_REQUESTED' | 'ENDED';
  stateZh: string;
  executions: { month: string; amountYuan: number; at: string; note: string | null }[];
  /** The next day on which it is executed, `YYYY-MM-DD`; null once it has ended. */
  nextOn: string | null;
}
