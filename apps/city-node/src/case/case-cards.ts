import { CARD_LEG_OF, type CardAnswered, type CardState, type EventPayload, type SupervisionCarded } from '#contracts';
import type { Tx } from '../db/database.js';

/** What a fact of 电子监察 changes in the list of cards; words stay in the event. */
export type CardNews =
  | { kind: 'given'; city: string; level: string; at: string; card: SupervisionCarded }
  | { kind: 'answered'; city: string; cardId: string; at: string; state: CardState };

const ANSWERS: Readonly<Record<string, CardState>> = {
  'supervision.replied': 'REPLIED',
  'supervision.appealed': 'APPEALED',
  'supervision.cancelled': 'CANCELLED',
};

/** True for facts that say something of a card. */
export const isOfCard = (type: string): boolean => type.startsWith('supervision.');

/** The news of a fact; undefined where it is none. A card is told of under the city that stated it, whatever it says. */
export function cardNews({ type, act, author, at }: EventPayload, body: object): CardNews | undefined {
  if (type === 'supervision.carded') {
    return { kind: 'given', city: author, level: act ?? '', at, card: body as SupervisionCarded };
  }
  const state = ANSWERS[type];
  if (!state) return undefined;
  return { kind: 'answered', city: author, cardId: (body as CardAnswered).cardId, at, state };
}

/** Writes news of one case into the list of cards, in the order of the facts. */
export function saveCardNews(tx: Tx, caseNo: string, news: readonly CardNews[]): void {
  for (const one of news) {
    if (one.kind === 'given') {
      const { cardId, ground, clock, dueOn, overdueWorkingDays } = one.card;
      tx.later(
        `insert into case_card (case_no, city, card_id, level, ground, clock, leg, due_on, overdue_days, carded_at, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'OPEN') on conflict do nothing`,
        [
          caseNo,
          one.city,
          cardId,
          one.level,
          ground,
          clock ?? null,
          (clock && CARD_LEG_OF[clock]) ?? 'home-review',
          dueOn ?? null,
          overdueWorkingDays,
          one.at,
        ],
      );
      // The term that was warned of is over. Said by the graver card itself, so that every city shows it at once.
      if (clock && one.level !== 'WARNING') {
        tx.later(
          `update case_card set state = 'PASSED' where case_no = $1 and city = $2 and clock = $3 and level = 'WARNING'
           and card_id = $4 and state = 'OPEN'`,
          [caseNo, one.city, clock, cardId.replace(/[A-Z]+$/, 'WARNING')],
        );
      }
    } else {
      // In whatever order the answers come, the last step of the way stands.
      tx.later(
        `update case_card set state = $4, answered_at = $5 where case_no = $1 and city = $2 and card_id = $3
         and array_position(array['OPEN', 'PASSED', 'REPLIED', 'APPEALED', 'CANCELLED'], state)
           < array_position(array['OPEN', 'PASSED', 'REPLIED', 'APPEALED', 'CANCELLED'], $4::text)`,
        [caseNo, one.city, one.cardId, one.state, one.at],
      );
    }
  }
}

/** Column of a list: looked up only in cases that were ever carded. */
export const GRAVEST_CARD = `case when jsonb_exists(state, 'cards') then (
    select k.level from case_card k where k.case_no = case_file.case_no and k.state in ('OPEN', 'APPEALED')
    order by array_position(array['WARNING', 'YELLOW', 'RED'], k.level) desc limit 1) end as card_level`;
