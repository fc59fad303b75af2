import type { CaseStatus } from '../codes/case-status.js';
import type { ClockKind, ClockState, Holder } from '../codes/responsibility.js';
import type { CardView, LinkOutageView } from './supervision-views.js';

export interface TimelineEntry {
  city: string;
  cityName: string;
  seq: number;
  type: string;
  act: string | null;
  zh: string;
  at: string;
  storedAt: string;
  actor: string;
  detail: string | null;
  outcome: 'applied' | 'kept';
  /** Effective: the status table let it change the status or stand as a fact. */
  effective: boolean;
  hash: string;
}

/** With whom a case is, and which city answers for it; null for the link, for transport and for the applicant. */
export interface HolderView {
  holder: Holder;
  holderZh: string;
  city: string | null;
  cityName: string | null;
}

/** A stretch of time with one holder; `workingMinutes` are minutes of office hours, up to now while it lasts. */
export interface HolderSpanView extends HolderView {
  from: string;
  to: string | null;
  workingMinutes: number;
}

/** One clock of a case. Days are `YYYY-MM-DD` in China; a day that is due ends at 24:00. */
export interface ClockView {
  kind: ClockKind;
  kindZh: string;
  startedAt: string;
  /** Null while the clock stands still, and where this city does not know the end. */
  dueOn: string | null;
  dueAt: string | null;
  /** The end touches a year whose notice is not published, and may move. */
  provisional: boolean;
  state: ClockState;
  endedAt: string | null;
  usedWorkingDays: number;
  /** After today; negative when overdue, null once ended. */
  remainingWorkingDays: number | null;
  leg: HolderView;
}

/** 时限与责任时钟: the same at every city of the case. */
export interface CaseTimesView {
  /** Who has it now; null before the first fact that says. */
  holder: HolderView | null;
  clocks: ClockView[];
  holders: {
    spans: HolderSpanView[];
    totals: { holder: Holder; holderZh: string; workingMinutes: number }[];
  };
  /** 视为受理: since when silence counts as acceptance. */
  deemedAcceptedAt: string | null;
}

export interface TimelineView extends CaseTimesView {
  caseNo: string;
  city: string;
  cityName: string;
  status: CaseStatus;
  statusZh: string;
  entries: TimelineEntry[];
  /** 电子监察: the cards of this case that this city knows of. */
  cards: CardView[];
  /** When the breaker to a city of this case was open, as this city saw it: booked to the link. */
  linkOutages: LinkOutageView[];
}
