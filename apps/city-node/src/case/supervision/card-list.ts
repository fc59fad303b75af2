import {
  CARD_LEVEL_NAMES,
  CARD_STATE_NAMES,
  HOLDER_NAMES,
  type CardGround,
  type CardLeg,
  type CardLevel,
  type CardState,
  type CardView,
  type ClockKind,
  type EventPayload,
  type ListCards,
  type Page,
} from '#contracts';
import type { Database } from '../../db/database.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import { cardWords } from '../case-words.rules.js';

interface CardRow {
  case_no: string;
  city: string;
  card_id: string;
  level: CardLevel;
  ground: CardGround;
  clock: ClockKind | null;
  leg: CardLeg;
  due_on: string | null;
  overdue_days: number;
  carded_at: Date;
  state: CardState;
  answered_at: Date | null;
}

const COLUMNS =
  'case_no, city, card_id, level, ground, clock, leg, due_on, overdue_days, carded_at, state, answered_at';
const ANSWER_NAMES: Readonly<Record<string, string>> = {
  'supervision.replied': '回复',
  'supervision.appealed': '申诉',
  'supervision.cancelled': '撤销',
};
const DEFAULT_PAGE = 20;

/** 电子监察: the cards of all cities in the cases of this one, as their facts tell them. */
export class CardList {
  constructor(
    private readonly db: Database,
    private readonly directory: DirectoryService,
  ) {}

  /** One page, newest first. */
  async list(input: ListCards): Promise<Page<CardView>> {
    const { page = 1, pageSize = DEFAULT_PAGE } = input;
    const values: unknown[] = [];
    const conditions = (['level', 'leg', 'city', 'state'] as const).flatMap((name) =>
      input[name] === undefined ? [] : [`${name} = $${values.push(input[name])}`],
    );
    if (input.caseNo) conditions.push(`case_no = $${values.push(input.caseNo)}`);
    const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
    const [counted] = await this.db.queryPlanned<{ total: number }>(
      `select count(*) as total from case_card ${where}`,
      values,
    );
    const found = await this.db.queryPlanned<CardRow>(
      `select ${COLUMNS} from case_card ${where} order by carded_at desc, case_no, card_id
       limit $${values.length + 1} offset $${values.length + 2}`,
      [...values, pageSize, (page - 1) * pageSize],
    );
    return { items: await this.views(found), page, pageSize, total: Number(counted?.total ?? 0) };
  }

  /** All cards of one case, oldest first. */
  async ofCase(caseNo: string): Promise<CardView[]> {
    const found = await this.db.query<CardRow>(
      `select ${COLUMNS} from case_card where case_no = $1 order by carded_at, card_id`,
      [caseNo],
    );
    return this.views(found);
  }

  private async views(cards: readonly CardRow[]): Promise<CardView[]> {
    const answered = cards.filter(({ answered_at }) => answered_at !== null).map(({ case_no }) => `case/${case_no}`);
    const answers = await this.answers([...new Set(answered)]);
    return cards.map((card) => ({
      caseNo: card.case_no,
      city: card.city,
      cityName: this.directory.current.nameOf(card.city),
      cardId: card.card_id,
      level: card.level,
      levelZh: CARD_LEVEL_NAMES[card.level],
      ground: card.ground,
      leg: card.leg,
      legZh: HOLDER_NAMES[card.leg],
      clock: card.clock,
      dueOn: card.due_on,
      overdueWorkingDays: card.overdue_days,
      cardedAt: card.carded_at.toISOString(),
      state: card.state,
      stateZh: CARD_STATE_NAMES[card.state],
      answeredAt: card.answered_at?.toISOString() ?? null,
      words: cardWords(card.level, card.ground, card.clock, card.due_on, card.overdue_days),
      answers: answers.get(`${card.case_no}/${card.city}/${card.card_id}`) ?? [],
    }));
  }

  /** Answers as they stand in the events; erased with their data. */
  private async answers(lanes: readonly string[]): Promise<Map<string, CardView['answers']>> {
    const answers = new Map<string, CardView['answers']>();
    if (lanes.length === 0) return answers;
    const found = await this.db.query<{ payload: string; data: string }>(
      `select payload, data from event where lane = any($1) and type = any($2) and data is not null
       and kept_reason is null order by at`,
      [lanes, Object.keys(ANSWER_NAMES)],
    );
    for (const { payload, data } of found) {
      const { lane, author, type, at } = JSON.parse(payload) as EventPayload;
      const { cardId, words } = (JSON.parse(data) as { body: { cardId: string; words: string } }).body;
      const key = `${lane.slice('case/'.length)}/${author}/${cardId}`;
      answers.set(key, [...(answers.get(key) ?? []), { zh: ANSWER_NAMES[type] ?? type, at, words }]);
    }
    return answers;
  }
}
