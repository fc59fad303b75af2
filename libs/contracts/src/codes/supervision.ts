import type { ClockKind, Holder } from './responsibility.js';

/** 电子监察: how grave a card is, in rising order. */
export const CARD_LEVELS = ['WARNING', 'YELLOW', 'RED'] as const;
export type CardLevel = (typeof CARD_LEVELS)[number];
export const CARD_LEVEL_NAMES: Readonly<Record<CardLevel, string>> = { WARNING: '预警', YELLOW: '黄牌', RED: '红牌' };

/** What a card is given for. */
export const CARD_GROUNDS = ['CLOCK', 'SECOND_CORRECTION', 'DEEMED_ACCEPTED', 'CARD_UNANSWERED'] as const;
export type CardGround = (typeof CARD_GROUNDS)[number];
export const CARD_GROUND_NAMES: Readonly<Record<CardGround, string>> = {
  CLOCK: '时限',
  SECOND_CORRECTION: '对首次可见的问题再次要求补正',
  DEEMED_ACCEPTED: '逾期未作受理决定，视为受理',
  CARD_UNANSWERED: '黄牌逾期未回复',
};

/**
 * Holders that can be carded. Never the link, transport or the applicant. A special procedure stops the terms of the
 * case, and is carded for nothing but the working days that the applicant was told it would take.
 */
export const CARD_LEGS = [
  'window',
  'home-review',
  'special-procedure',
  'making',
  'pickup',
] as const satisfies readonly Holder[];
export type CardLeg = (typeof CARD_LEGS)[number];

/** The leg that answers for a clock; the clocks that are left out card nobody. */
export const CARD_LEG_OF: Readonly<Partial<Record<ClockKind, CardLeg>>> = {
  forwarding: 'window',
  acceptance: 'home-review',
  promise: 'home-review',
  legal: 'home-review',
  procedure: 'special-procedure',
  verification: 'home-review',
  delivery: 'making',
  shelf: 'pickup',
};

/**
 * How a card stands: OPEN until the carded city replies or appeals or its supervisor cancels it; PASSED: a warning whose
 * clock has ended, which asks for nothing more.
 */
export const CARD_STATES = ['OPEN', 'PASSED', 'REPLIED', 'APPEALED', 'CANCELLED'] as const;
export type CardState = (typeof CARD_STATES)[number];
export const CARD_STATE_NAMES: Readonly<Record<CardState, string>> = {
  OPEN: '待回复',
  PASSED: '已过',
  REPLIED: '已回复',
  APPEALED: '申诉中',
  CANCELLED: '已撤销',
};
