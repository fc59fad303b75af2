import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  COMMANDS,
  type AnswerOnWire,
  type AnswerWithdrawal,
  type CaseReason,
  type CaseRef,
  type CaseView,
  type CaseCommandKey,
  type MovePapers,
  type RequestCorrection,
  type RevokeCase,
  type SupplyCorrection,
  type UserView,
} from '#contracts';
import type { ActDone } from '../case/act-groups.js';
import type { CommandContext } from '../case/case-desk.service.js';
import { CaseViews } from '../case/case-views.service.js';
import { CorrectionService } from '../case/correction/correction.service.js';
import { EndingsService } from '../case/home-review/endings.service.js';
import { LapseService } from '../case/lapse/lapse.service.js';
import { PapersService } from '../case/papers/papers.service.js';
import { PickupService } from '../case/pickup/pickup.service.js';
import { WithdrawalService } from '../case/withdrawal/withdrawal.service.js';
import { CommandDoor } from './command-door.js';

type Context = CommandContext & { view: UserView };
type Answer = Promise<AnswerOnWire<CaseView>>;

/** Commands on the ways a case may take before acceptance and out of it: corrections, withdrawals, ends, paper. */
@Controller()
export class PathsController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(CorrectionService) private readonly corrections: CorrectionService,
    @Inject(LapseService) private readonly lapses: LapseService,
    @Inject(WithdrawalService) private readonly withdrawals: WithdrawalService,
    @Inject(EndingsService) private readonly endings: EndingsService,
    @Inject(PapersService) private readonly papers: PapersService,
    @Inject(PickupService) private readonly pickup: PickupService,
    @Inject(CaseViews) private readonly views: CaseViews,
  ) {}

  /** Carries an act out and shows the case as it stands then. */
  private act<T>(key: CaseCommandKey, wire: unknown, work: (context: Context, input: T) => Promise<ActDone>): Answer {
    return this.door.run(key, wire, async (input: T, context: Context) =>
      this.views.after(await work(context, input), context.user.role),
    );
  }

  @MessagePattern(COMMANDS.requestCorrection.name)
  requestCorrection(@Payload() wire: unknown): Answer {
    return this.act('requestCorrection', wire, (by, input: RequestCorrection) => this.corrections.request(by, input));
  }

  @MessagePattern(COMMANDS.supplyCorrection.name)
  supplyCorrection(@Payload() wire: unknown): Answer {
    return this.act('supplyCorrection', wire, (by, input: SupplyCorrection) => this.corrections.supply(by, input));
  }

  @MessagePattern(COMMANDS.lapseCorrection.name)
  lapseCorrection(@Payload() wire: unknown): Answer {
    return this.act('lapseCorrection', wire, (by, input: CaseReason) => this.lapses.correction(by, input));
  }

  @MessagePattern(COMMANDS.lapseDeferral.name)
  lapseDeferral(@Payload() wire: unknown): Answer {
    return this.act('lapseDeferral', wire, (by, input: CaseReason) => this.lapses.deferral(by, input));
  }

  @MessagePattern(COMMANDS.returnCase.name)
  giveBack(@Payload() wire: unknown): Answer {
    return this.act('returnCase', wire, (by, input: CaseReason) => this.endings.giveBack(by, input));
  }

  @MessagePattern(COMMANDS.revokeCase.name)
  revoke(@Payload() wire: unknown): Answer {
    return this.act('revokeCase', wire, (by, input: RevokeCase) => this.endings.revoke(by, input));
  }

  @MessagePattern(COMMANDS.withdrawHere.name)
  withdrawHere(@Payload() wire: unknown): Answer {
    return this.act('withdrawHere', wire, (by, input: CaseReason) => this.withdrawals.withdrawHere(by, input));
  }

  @MessagePattern(COMMANDS.requestWithdrawal.name)
  requestWithdrawal(@Payload() wire: unknown): Answer {
    return this.act('requestWithdrawal', wire, (by, input: CaseReason) => this.withdrawals.request(by, input));
  }

  @MessagePattern(COMMANDS.answerWithdrawal.name)
  answerWithdrawal(@Payload() wire: unknown): Answer {
    return this.act('answerWithdrawal', wire, (by, input: AnswerWithdrawal) => this.withdrawals.answer(by, input));
  }

  @MessagePattern(COMMANDS.sendPapers.name)
  sendPapers(@Payload() wire: unknown): Answer {
    return this.act('sendPapers', wire, (by, input: MovePapers) => this.papers.send(by, input));
  }

  @MessagePattern(COMMANDS.receivePapers.name)
  receivePapers(@Payload() wire: unknown): Answer {
    return this.act('receivePapers', wire, (by, input: MovePapers) => this.papers.receive(by, input));
  }

  @MessagePattern(COMMANDS.unshelveResult.name)
  unshelve(@Payload() wire: unknown): Answer {
    return this.act('unshelveResult', wire, (by, input: CaseRef) => this.pickup.unshelve(by, input));
  }
}
