import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { COMMANDS, type AnswerCard, type CaseView, type ListCards, type SetThresholds } from '#contracts';
import type { CommandContext } from '../case/case-desk.service.js';
import { CaseViews } from '../case/case-views.service.js';
import { CardList } from '../case/supervision/card-list.js';
import { CardsService } from '../case/supervision/cards.service.js';
import { CommandDoor } from './command-door.js';

/** Commands of 电子监察: the cards, what is answered to them, and the thresholds. */
@Controller()
export class SupervisionController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(CardsService) private readonly cards: CardsService,
    @Inject(CardList) private readonly cardList: CardList,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  @MessagePattern(COMMANDS.listCards.name)
  list(@Payload() wire: unknown) {
    return this.door.run('listCards', wire, (input: ListCards) => this.cardList.list(input));
  }

  @MessagePattern(COMMANDS.replyCard.name)
  reply(@Payload() wire: unknown) {
    return this.answer('replyCard', wire, 'REPLIED');
  }

  @MessagePattern(COMMANDS.appealCard.name)
  appeal(@Payload() wire: unknown) {
    return this.answer('appealCard', wire, 'APPEALED');
  }

  @MessagePattern(COMMANDS.cancelCard.name)
  cancel(@Payload() wire: unknown) {
    return this.answer('cancelCard', wire, 'CANCELLED');
  }

  private answer(
    key: 'replyCard' | 'appealCard' | 'cancelCard',
    wire: unknown,
    answer: 'REPLIED' | 'APPEALED' | 'CANCELLED',
  ) {
    return this.door.run(key, wire, async (input: AnswerCard, context: CommandContext): Promise<CaseView> => {
      await this.cards.answer(context, input, answer);
      return this.views.view(input.caseNo, context.user.role);
    });
  }

  @MessagePattern(COMMANDS.listThresholds.name)
  thresholds(@Payload() wire: unknown) {
    return this.door.run('listThresholds', wire, () => this.cards.thresholds());
  }

  @MessagePattern(COMMANDS.setThresholds.name)
  setThresholds(@Payload() wire: unknown) {
    return this.door.run('setThresholds', wire, (input: SetThresholds, context: CommandContext) =>
      this.cards.setThresholds(context, input),
    );
  }
}
