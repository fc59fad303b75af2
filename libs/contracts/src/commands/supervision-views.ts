import type { ClockKind } from '../codes/responsibility.js';
import type { CardGround, CardLeg, CardLevel, CardState } from '../codes/supervision.js';

/** One card (电子监察) of one city in one case. */
export interface CardView {
  caseNo: string;
  /** The carded city. */
  city: string;
  cityName: string;
  cardId: string;
  level: CardLevel;
  levelZh: string;
  ground: CardGround;
  leg: CardLeg;
  legZh: string;
  clock: ClockKind | null;
  /** The day that is or was exceeded, `YYYY-MM-DD`. */
  dueOn: string | null;
  overdueWorkingDays: number;
  cardedAt: string;
  state: CardState;
  stateZh: string;
  answeredAt: string | null;
  /** In words, with what it is given for. */
  words: string;
  /** What was answered, oldest first. */
  answers: { zh: string; at: string; words: string }[];
}

/** 监察阈值 of one leg. */
export interface ThresholdView {
  leg: CardLeg;
  legZh: string;
  warnDaysLeft: number;
  warnUsedPercent: number;
  replyWithinWorkingDays: number;
}

/** A time in which the breaker to a city was open, as this city saw it; `to` is null while it is. */
export interface LinkOutageView {
  city: string;
  cityName: string;
  from: string;
  to: string | null;
  /** DOWN: the breaker was open; HELD: an operator held the link. */
  cause: 'DOWN' | 'HELD';
}
