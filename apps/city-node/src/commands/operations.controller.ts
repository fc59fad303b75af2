import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  COMMANDS,
  type ActOnMessage,
  type HoldPartner,
  type ItemRef,
  type ListQueue,
  type PartnerRef,
} from '#contracts';
import type { CommandContext } from '../case/case-desk.service.js';
import { KeyTerms } from '../operations/key-terms.js';
import { MessageActs } from '../operations/messages/message-acts.js';
import { MessageQueue } from '../operations/messages/message-queue.js';
import { NodeHealth } from '../operations/node-health.service.js';
import { PartnersView } from '../operations/partners-view.service.js';
import { Probe } from '../operations/probe.service.js';
import { CatalogueService } from '../service-items/catalogue.service.js';
import { Relay } from '../exchange/relay.js';
import { OperatorHolds } from '../exchange/send/operator-holds.js';
import { CommandDoor } from './command-door.js';

/** Commands of the machine room beyond partners and statements: messages that stand, keys, versions, health. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
    @Inject(MessageActs) private readonly acts: MessageActs,
    @Inject(PartnersView) private readonly partners: PartnersView,
    @Inject(Probe) private readonly probe: Probe,
    @Inject(KeyTerms) private readonly keys: KeyTerms,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(OperatorHolds) private readonly holds: OperatorHolds,
    @Inject(Relay) private readonly relay: Relay,
    @Inject(NodeHealth) private readonly health: NodeHealth,
  ) {}

  @MessagePattern(COMMANDS.listQueue.name)
  list(@Payload() wire: unknown) {
    return this.door.run('listQueue', wire, (input: ListQueue) => this.queue.list(input));
  }

  @MessagePattern(COMMANDS.actOnMessage.name)
  act(@Payload() wire: unknown) {
    return this.door.run('actOnMessage', wire, (input: ActOnMessage, { commandId, user }: CommandContext) => {
      this.partners.checkPartner(input.partner);
      return this.acts.act(input, commandId ?? '', user.displayName);
    });
  }

  @MessagePattern(COMMANDS.probePartner.name)
  probePartner(@Payload() wire: unknown) {
    return this.door.run('probePartner', wire, (input: PartnerRef) => {
      this.partners.checkPartner(input.partner);
      return this.probe.run(input.partner);
    });
  }

  @MessagePattern(COMMANDS.holdPartner.name)
  holdPartner(@Payload() wire: unknown) {
    return this.door.run('holdPartner', wire, async (input: HoldPartner, { commandId, user }: CommandContext) => {
      this.partners.checkPartner(input.partner);
      const hold = { reason: input.reason, until: new Date(input.until) };
      await this.holds.hold(input.partner, hold, user.displayName, commandId ?? '');
      return this.held(input.partner);
    });
  }

  @MessagePattern(COMMANDS.resumePartner.name)
  resumePartner(@Payload() wire: unknown) {
    return this.door.run('resumePartner', wire, async (input: PartnerRef, { user }: CommandContext) => {
      this.partners.checkPartner(input.partner);
      await this.holds.resume(input.partner, user.displayName);
      return this.held(input.partner);
    });
  }

  private async held(partner: string) {
    await this.relay.holdChanged(partner);
    return (await this.partners.partners()).filter(({ city }) => city === partner);
  }

  @MessagePattern(COMMANDS.listHolds.name)
  listHolds(@Payload() wire: unknown) {
    return this.door.run('listHolds', wire, (input: PartnerRef) => {
      this.partners.checkPartner(input.partner);
      return this.holds.list(input.partner);
    });
  }

  @MessagePattern(COMMANDS.listKeys.name)
  listKeys(@Payload() wire: unknown) {
    return this.door.run('listKeys', wire, () => Promise.resolve(this.keys.list()));
  }

  @MessagePattern(COMMANDS.itemVersions.name)
  versions(@Payload() wire: unknown) {
    return this.door.run('itemVersions', wire, (input: ItemRef) =>
      this.catalogue.compared(input.homeCity, input.itemCode),
    );
  }

  @MessagePattern(COMMANDS.nodeHealth.name)
  nodeHealth(@Payload() wire: unknown) {
    return this.door.run('nodeHealth', wire, () => this.health.look());
  }
}
