import { HOLDER_NAMES, TongbanError, CARD_LEGS, type AnswerCard, type CardLeg, type CardState } from '#contracts';
import type { SetThresholds, ThresholdView } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../../db/database.js';
import { readThresholds, setThresholds } from '../../sla/card-settings.js';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';

type Answer = 'REPLIED' | 'APPEALED' | 'CANCELLED';
const ACTIONS: Record<Answer, { action: string; type: string }> = {
  REPLIED: { action: 'reply-card', type: 'supervision.replied' },
  APPEALED: { action: 'appeal-card', type: 'supervision.appealed' },
  CANCELLED: { action: 'cancel-card', type: 'supervision.cancelled' },
};
/** States from which an answer leads on. */
const FROM: Record<Answer, readonly CardState[]> = {
  REPLIED: ['OPEN'],
  APPEALED: ['OPEN', 'REPLIED'],
  CANCELLED: ['OPEN', 'PASSED', 'REPLIED', 'APPEALED'],
};
/** The desk that holds a leg answers for it. */
const DESK_OF: Record<CardLeg, 'clerk' | 'reviewer' | 'pickup'> = {
  window: 'clerk',
  'home-review': 'reviewer',
  'special-procedure': 'reviewer',
  making: 'reviewer',
  pickup: 'pickup',
};

/** 电子监察: the carded city replies, appeals, or has its supervisor cancel; and sets what its own legs are warned by. */
export class CardsService {
  constructor(
    private readonly desk: CaseDesk,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers a card of this city. Throws card_not_found, card_answered, role_not_allowed for another desk than the one
   * that holds the leg, and as CaseDesk.act does.
   */
  answer(context: CommandContext, { caseNo, cardId, words }: AnswerCard, answer: Answer): Promise<ActDone> {
    const { action, type } = ACTIONS[answer];
    return this.desk.act(context, caseNo, action, async ({ em }) => {
      const card = await this.card(em, caseNo, cardId);
      if (!card) throw new TongbanError('card_not_found', { caseNo, cardId });
      if (!FROM[answer].includes(card.state)) throw new TongbanError('card_answered', { cardId, state: card.state });
      const { role, username } = context.user;
      if (answer !== 'CANCELLED' && role !== DESK_OF[card.leg]) {
        throw new TongbanError('role_not_allowed', { role, leg: card.leg, legZh: HOLDER_NAMES[card.leg] });
      }
      const actor = { role: answer === 'CANCELLED' ? 'supervisor' : DESK_OF[card.leg], id: username } as const;
      return [{ type, body: { cardId, words }, actor }];
    });
  }

  private async card(em: Tx, caseNo: string, cardId: string): Promise<{ state: CardState; leg: CardLeg } | undefined> {
    const [card] = await rows<{ state: CardState; leg: CardLeg }>(
      em,
      'select state, leg from case_card where case_no = $1 and city = $2 and card_id = $3',
      [caseNo, this.desk.self, cardId],
    );
    return card;
  }

  /** 监察阈值 of this city, leg by leg. */
  async thresholds(): Promise<ThresholdView[]> {
    const all = await this.db.transaction(readThresholds);
    return CARD_LEGS.map((leg) => ({ leg, legZh: HOLDER_NAMES[leg], ...all[leg] }));
  }

  /** Sets one leg; setting the same again changes nothing. */
  async setThresholds(context: CommandContext, { leg, ...set }: SetThresholds): Promise<ThresholdView[]> {
    await this.db.transaction((em) =>
      setThresholds(em, leg, set, { username: context.user.username, at: this.clock.now() }),
    );
    return this.thresholds();
  }
}
