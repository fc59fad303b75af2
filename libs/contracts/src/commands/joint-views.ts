import type { CaseStatus } from '../codes/case-status.js';
import type { HandlingMode } from '../codes/handling-mode.js';
import type { PartOf, Product } from '../events/case-facts.js';
import type { RefusalRule } from '../events/joint-facts.js';
import type { HolderView } from './timeline-views.js';

/** WAITING for the parts before it, OPEN, DONE with a result, ENDED without one, or SKIPPED: it will not be opened. */
export type JointPartState = 'WAITING' | 'OPEN' | 'DONE' | 'ENDED' | 'SKIPPED';

/** One part of a joint case, as a node of the graph that `after` spans. */
export interface JointPartView {
  key: string;
  name: string;
  homeCity: string;
  cityName: string;
  itemCode: string;
  mode: HandlingMode;
  after: string[];
  state: JointPartState;
  /** Null until the part is opened. */
  caseNo: string | null;
  status: CaseStatus | null;
  statusZh: string | null;
  /** Last day, `YYYY-MM-DD`: of the part's own clock where it runs, otherwise as planned. */
  dueOn: string;
  provisional: boolean;
  holder: HolderView | null;
}

/** What people have to do about a joint case that was called off after some of it was done. */
export interface JointTask {
  part: string;
  caseNo: string;
  city: string;
  zh: string;
}

/** 联办: at the lead city the graph of the parts; at a part's city where it belongs and what was handed on to it. */
export interface JointView {
  caseNo: string;
  /** Set in a part: the joint case it belongs to. */
  parent: PartOf | null;
  /** Set in a part: results of the parts before it. */
  products: Product[];
  onRefusal: RefusalRule | null;
  parts: JointPartView[];
  /** Last day of the whole: the longest way through the graph; null in a part. */
  dueOn: string | null;
  provisional: boolean;
  tasks: JointTask[];
}
