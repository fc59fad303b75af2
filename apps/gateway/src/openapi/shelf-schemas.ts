import { SHELF_STATES, type ShelfState } from '#contracts';
import type { AnswerTypes } from './answer-types.js';
import { answer, instant, listOf, oneOf, orNull, ref, text, whole, yesNo, type FieldsOf } from './schema-words.js';

const counts: FieldsOf<Record<ShelfState, number>> = {
  ARRIVED: whole,
  SHELVED: whole,
  DUE_SOON: whole,
  OVER: whole,
  RETURNED: whole,
};

/** Answers about results at pickup points, by name. */
export const SHELF_SCHEMAS = {
  ShelfEntry: answer<AnswerTypes['ShelfEntry']>({
    caseNo: text,
    revision: { ...text, description: 'Sent back as If-Match with an act on the case.' },
    state: oneOf(SHELF_STATES),
    resultName: orNull(text),
    recipientMasked: orNull(text),
    pointId: orNull(text),
    pointName: orNull(text),
    homeCity: text,
    homeCityName: text,
    arrivedAt: orNull(instant),
    shelvedAt: orNull(instant),
    shelfUntil: orNull(instant),
    daysOnShelf: orNull(whole),
    daysLeft: orNull(whole),
    locked: { ...yesNo, description: 'Too many wrong codes: a new one has to be issued.' },
    instructedAgain: { ...yesNo, description: 'It came back from a shelf before.' },
  }),
  Shelf: answer<AnswerTypes['Shelf']>({
    items: listOf(ref('ShelfEntry')),
    page: whole,
    pageSize: whole,
    total: whole,
    counts: answer<Record<ShelfState, number>>(counts),
  }),
  PickupMatch: answer<AnswerTypes['PickupMatch']>({
    caseNo: text,
    revision: { ...text, description: 'Sent back as If-Match with an act on the case.' },
    resultName: text,
    recipientName: { ...text, description: 'In full where the code fits one case alone, else masked.' },
    recipientPhoneMasked: text,
    agentMayCollect: oneOf(['YES', 'NO']),
    pointId: text,
    pointName: orNull(text),
    shelfUntil: instant,
    isOver: yesNo,
    instructedAgain: yesNo,
  }),
  PickupMatches: answer<AnswerTypes['PickupMatches']>({ matches: listOf(ref('PickupMatch')) }),
};
