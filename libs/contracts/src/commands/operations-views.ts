import type { MessageAct, MessageState } from './operations-commands.js';

/** One thing that stands in the exchange with a partner, in words for an operator. */
export interface QueueEntry {
  /** `430200-in-5`; a refused batch has no number and its code instead. */
  id: string;
  partner: string;
  partnerName: string;
  direction: 'in' | 'out';
  number: number | null;
  kind: 'kept' | 'parked' | 'broken' | 'refused';
  reason: string | null;
  /** What happened. */
  what: string;
  whose: 'OURS' | 'THEIRS' | 'NOBODY';
  /** Whose turn it is, and what to do. */
  turn: string;
  state: MessageState;
  /** Null where the message belongs to no case, such as a list of items. */
  caseNo: string | null;
  changedAt: string;
  /** How often it came; more than once for refused batches alone. */
  times: number;
  acts: { act: MessageAct; zh: string; allowed: boolean; why: string | null }[];
  /** Every act on it, oldest first; `by` is null where the partner acted. */
  history: { at: string; by: string | null; act: MessageAct; zh: string; words: string }[];
}

/** What both ends of a link said of it a moment ago. */
export interface ProbeView {
  partner: string;
  partnerName: string;
  at: string;
  tookMs: number;
  ours: { sentTo: number; receivedTo: number };
  theirs: { sentTo: number; receivedTo: number };
  clockDifferenceMs: number;
  version: string;
  directory: number;
  words: string;
}

/** One public key of a city, and how long it is good for. */
export interface KeyView {
  city: string;
  name: string;
  self: boolean;
  kid: string;
  use: 'sign' | 'seal';
  from: string;
  until: string;
  revokedAt: string | null;
  /** Whole days until its end; 0 where it has ended. */
  daysLeft: number;
  state: 'VALID' | 'SOON' | 'EXPIRED' | 'REVOKED' | 'FUTURE';
  /** Another key of the same use goes on after it. */
  succeeded: boolean;
  words: string;
}

/** One published version of an item, compared with the version before it. */
export interface ItemVersionView {
  homeCity: string;
  itemCode: string;
  version: number;
  name: string;
  effectiveAt: string;
  withdrawnAt: string | null;
  sample: boolean;
  /** In words, one sentence for each difference; empty for the first version. */
  differences: { part: string; kind: 'ADDED' | 'REMOVED' | 'CHANGED'; words: string }[];
}

/** One alert (告警), as the webhook is told of it. */
export interface AlertView {
  id: string;
  kind: 'LINK_DOWN' | 'HELD_LONG' | 'RED_CARD' | 'KEY_EXPIRING' | 'STORAGE_LOW';
  zh: string;
  /** What it is about: a city, a case, a key. */
  subject: string;
  words: string;
  since: string;
  endedAt: string | null;
  /** Null while the webhook was not told, or there is none. */
  toldAt: string | null;
  attempts: number;
  lastFault: string | null;
}

/** The node as its operator sees it. */
export interface NodeHealthView {
  city: string;
  cityName: string;
  version: string;
  replica: string;
  leading: boolean;
  at: string;
  upSince: string;
  ready: boolean;
  checks: { name: string; ok: boolean; critical: boolean; words: string | null }[];
  directory: number;
  storageFreeBytes: number | null;
  storageFreePercent: number | null;
  /** Where alerts go; false: they are shown here alone. */
  webhook: boolean;
  alerts: AlertView[];
}

/** A time in which an operator let nothing leave for a partner. */
export interface LinkHoldView {
  partner: string;
  reason: string;
  by: string;
  since: string;
  /** When it ends of itself. */
  until: string;
  /** Null while it lasts. */
  endedAt: string | null;
  /** Who ended it before its time; null where it lasts, or ended of itself. */
  endedBy: string | null;
}
