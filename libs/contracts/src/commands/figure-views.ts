import type { CaseStatus } from '../codes/case-status.js';
import type { HandlingMode } from '../codes/handling-mode.js';
import type { FigureGroup, VolumeKind } from '../codes/figures.js';
import type { ClockKind, Holder } from '../codes/responsibility.js';
import type { CardLeg, CardLevel } from '../codes/supervision.js';
import type { Page } from './views.js';

export interface VolumeView {
  kind: VolumeKind;
  kindZh: string;
  count: number;
}

/** Clocks that ended, in time or late. */
export interface ClockFigureView {
  kind: ClockKind;
  kindZh: string;
  met: number;
  missed: number;
}

export interface CardFigureView {
  level: CardLevel;
  levelZh: string;
  leg: CardLeg;
  legZh: string;
  count: number;
}

/** How long it took, in seconds; null where nothing was counted. Told to within `DURATION_ERROR` of itself. */
export interface DurationView {
  count: number;
  medianSeconds: number | null;
  p95Seconds: number | null;
}

/** How long a case was with one holder, each time. */
export interface HolderFigureView extends DurationView {
  holder: Holder;
  holderZh: string;
}

/** Figures of one group: what the group is not by, is null. */
export interface FigureView {
  /** `YYYY-MM-DD` or `YYYY-MM`. */
  period: string | null;
  collecting: string | null;
  collectingName: string | null;
  home: string | null;
  homeName: string | null;
  itemCode: string | null;
  itemName: string | null;
  mode: HandlingMode | null;
  modeZh: string | null;
  windowId: string | null;
  volumes: VolumeView[];
  clocks: ClockFigureView[];
  /** Of the promised term: in time, of all that ended; between 0 and 1, null where none did. */
  onTimeShare: number | null;
  /** 办结用时, from collecting to the decision or another end. */
  handling: DurationView;
  holders: HolderFigureView[];
  cards: CardFigureView[];
  /** At this moment; null where the group is not by pair and not all. */
  open: number | null;
  dueSoon: number | null;
  overdue: number | null;
}

/**
 * Where figures come from: OWN; LIVE: answered now; ASKING: not answered yet, ask again; KEPT: does not answer, its last
 * known figures are shown; MISSING: does not answer, and nothing of it is known.
 */
export const FIGURE_SOURCE_STATES = ['OWN', 'LIVE', 'ASKING', 'KEPT', 'MISSING'] as const;
export type FigureSourceState = (typeof FIGURE_SOURCE_STATES)[number];

export interface FigureSourceView {
  city: string;
  cityName: string;
  state: FigureSourceState;
  /** The instant its figures are of; null where there are none. */
  asOf: string | null;
  /** Since when it does not answer; null where it does. */
  missingSince: string | null;
  /** Code why not; null where it answers. */
  reason: string | null;
  words: string;
}

/** 监督统计 as far as cities have answered. */
export interface FiguresView {
  from: string;
  to: string;
  by: FigureGroup;
  asOf: string;
  rows: FigureView[];
  total: FigureView;
  sources: FigureSourceView[];
  /** Events of this city that are not counted yet. */
  behind: number;
  sample: boolean;
}

/** A case behind a figure: what it is and how it stands, and nobody's name. */
export interface OpenCaseView {
  caseNo: string;
  collecting: string;
  collectingName: string;
  home: string;
  homeName: string;
  itemName: string | null;
  mode: HandlingMode | null;
  modeZh: string | null;
  status: CaseStatus;
  statusZh: string;
  holder: Holder | null;
  holderZh: string | null;
  dueKind: ClockKind | null;
  dueKindZh: string | null;
  /** Last day of the term that is over first. */
  dueOn: string | null;
  overdue: boolean;
  collectedAt: string | null;
  /** This city is one of the case's own and has it whole. */
  here: boolean;
}

/** One page of the cases behind a figure, as far as cities have answered. */
export interface OpenCasesView extends Page<OpenCaseView> {
  /** So many of the most urgent can be paged to; less than `total` where more are told of than are listed. */
  listed: number;
  sources: FigureSourceView[];
  sample: boolean;
}

/** Counting anew has begun. */
export interface RecountView {
  behind: number;
}
