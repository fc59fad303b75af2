import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  COMMANDS,
  type ActWithReason,
  type CaseRef,
  type CommandKey,
  type DisputeJurisdiction,
  type ListDelegations,
  type PublishDelegation,
  type RerouteCase,
  type SampleCase,
  type SettleJurisdiction,
} from '#contracts';
import type { ActDone } from '../case/act-groups.js';
import type { CommandContext } from '../case/case-desk.service.js';
import { CaseViews } from '../case/case-views.service.js';
import { OversightService } from '../case/delegation/oversight.service.js';
import { JurisdictionService } from '../case/jurisdiction/jurisdiction.service.js';
import { Relay } from '../exchange/relay.js';
import { DelegationService } from '../service-items/delegation.service.js';
import { CommandDoor } from './command-door.js';

/** Commands about who decides: delegations, oversight over what others decide, and jurisdiction. */
@Controller()
export class ModesController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(DelegationService) private readonly delegations: DelegationService,
    @Inject(OversightService) private readonly oversight: OversightService,
    @Inject(JurisdictionService) private readonly jurisdiction: JurisdictionService,
    @Inject(CaseViews) private readonly views: CaseViews,
    @Inject(Relay) private readonly relay: Relay,
  ) {}

  @MessagePattern(COMMANDS.publishDelegation.name)
  publish(@Payload() wire: unknown) {
    return this.door.run('publishDelegation', wire, async (input: PublishDelegation, context: CommandContext) => {
      const actor = { role: 'operator', id: context.user.username } as const;
      const command = { id: context.commandId ?? '', hash: context.commandHash };
      const published = await this.delegations.publish(input, actor, command);
      this.relay.committed();
      return published;
    });
  }

  @MessagePattern(COMMANDS.listDelegations.name)
  list(@Payload() wire: unknown) {
    return this.door.run('listDelegations', wire, (input: ListDelegations) => this.delegations.list(input.city));
  }

  @MessagePattern(COMMANDS.takeBackCase.name)
  takeBack(@Payload() wire: unknown) {
    return this.act('takeBackCase', wire, (context, input: ActWithReason) => this.oversight.takeBack(context, input));
  }

  @MessagePattern(COMMANDS.sampleCase.name)
  sample(@Payload() wire: unknown) {
    return this.act('sampleCase', wire, (context, input: SampleCase) => this.oversight.sample(context, input));
  }

  @MessagePattern(COMMANDS.disputeRecord.name)
  disputeRecord(@Payload() wire: unknown) {
    return this.act('disputeRecord', wire, (context, input: ActWithReason) =>
      this.oversight.disputeRecord(context, input),
    );
  }

  @MessagePattern(COMMANDS.settleRecord.name)
  settleRecord(@Payload() wire: unknown) {
    return this.act('settleRecord', wire, (context, input: ActWithReason) =>
      this.oversight.settleRecord(context, input),
    );
  }

  @MessagePattern(COMMANDS.disputeJurisdiction.name)
  disputeJurisdiction(@Payload() wire: unknown) {
    return this.act('disputeJurisdiction', wire, (context, input: DisputeJurisdiction) =>
      this.jurisdiction.dispute(context, input),
    );
  }

  @MessagePattern(COMMANDS.settleJurisdiction.name)
  settleJurisdiction(@Payload() wire: unknown) {
    return this.act('settleJurisdiction', wire, (context, input: SettleJurisdiction) =>
      this.jurisdiction.settle(context, input),
    );
  }

  @MessagePattern(COMMANDS.rerouteCase.name)
  reroute(@Payload() wire: unknown) {
    return this.act('rerouteCase', wire, (context, input: RerouteCase) => this.jurisdiction.reroute(context, input));
  }

  private act<T extends CaseRef>(
    key: CommandKey,
    wire: unknown,
    work: (context: CommandContext, input: T) => Promise<ActDone>,
  ) {
    return this.door.run(key, wire, async (input: T, context: CommandContext) =>
      this.views.after(await work(context, input), context.user.role),
    );
  }
}
