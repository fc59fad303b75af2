import {
  CARD_GROUNDS,
  CARD_LEGS,
  CARD_LEVELS,
  CARD_STATES,
  CLOCK_KINDS,
  type CardView,
  type LinkOutageView,
  type ThresholdView,
} from '#contracts';
import { answer, day, instant, listOf, oneOf, orNull, page, ref, text, whole } from './schema-words.js';

/** Answers about 电子监察, by name. */
export const SUPERVISION_SCHEMAS = {
  Card: answer<CardView>({
    caseNo: text,
    city: text,
    cityName: text,
    cardId: text,
    level: oneOf(CARD_LEVELS),
    levelZh: text,
    ground: oneOf(CARD_GROUNDS),
    leg: oneOf(CARD_LEGS),
    legZh: text,
    clock: orNull(oneOf(CLOCK_KINDS)),
    dueOn: orNull(day),
    overdueWorkingDays: whole,
    cardedAt: instant,
    state: oneOf(CARD_STATES),
    stateZh: text,
    answeredAt: orNull(instant),
    words: text,
    answers: listOf(answer<CardView['answers'][number]>({ zh: text, at: instant, words: text })),
  }),
  Cards: page(ref('Card')),
  Threshold: answer<ThresholdView>({
    leg: oneOf(CARD_LEGS),
    legZh: text,
    warnDaysLeft: whole,
    warnUsedPercent: whole,
    replyWithinWorkingDays: whole,
  }),
  Thresholds: listOf(ref('Threshold')),
  LinkOutage: answer<LinkOutageView>({
    city: text,
    cityName: text,
    from: instant,
    to: orNull(instant),
    cause: oneOf(['DOWN', 'HELD']),
  }),
};
