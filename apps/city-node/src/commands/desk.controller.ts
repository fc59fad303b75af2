import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  COMMANDS,
  type ChangePassword,
  type GetItem,
  type ListItems,
  type ListMessages,
  type ListPickupPoints,
  type PartnerRef,
  type PrecheckItem,
  type ReleasePartner,
  type SignIn,
  type SignInByProvider,
  type UserView,
} from '#contracts';
import { AccountsService } from '../accounts/accounts.service.js';
import { ProviderSignIn } from '../accounts/provider-sign-in.service.js';
import type { CommandContext } from '../case/case-desk.service.js';
import { Releases } from '../exchange/recovery/releases.js';
import { Statements } from '../exchange/status/statements.js';
import { PartnersView } from '../operations/partners-view.service.js';
import { Breakers } from '../partners/breakers.js';
import { CatalogueService } from '../service-items/catalogue.service.js';
import { PrecheckService } from '../service-items/precheck.service.js';
import { CommandDoor } from './command-door.js';

type Context = CommandContext & { view: UserView; sessionId: string };

/** Commands that concern no single case: sign-in, lists, partners. */
@Controller()
export class DeskController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(ProviderSignIn) private readonly provider: ProviderSignIn,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(PrecheckService) private readonly precheck: PrecheckService,
    @Inject(PartnersView) private readonly partners: PartnersView,
    @Inject(Statements) private readonly statements: Statements,
    @Inject(Releases) private readonly releases: Releases,
    @Inject(Breakers) private readonly breakers: Breakers,
  ) {}

  @MessagePattern(COMMANDS.signIn.name)
  signIn(@Payload() wire: unknown) {
    return this.door.run('signIn', wire, (input: SignIn) => this.accounts.signIn(input));
  }

  @MessagePattern(COMMANDS.beginProviderSignIn.name)
  beginProviderSignIn(@Payload() wire: unknown) {
    return this.door.run('beginProviderSignIn', wire, () => Promise.resolve(this.provider.begin()));
  }

  @MessagePattern(COMMANDS.signInByProvider.name)
  signInByProvider(@Payload() wire: unknown) {
    return this.door.run('signInByProvider', wire, (input: SignInByProvider) => this.provider.signIn(input));
  }

  @MessagePattern(COMMANDS.refreshToken.name)
  refresh(@Payload() wire: unknown) {
    return this.door.run('refreshToken', wire, (_input: object, context: Context) =>
      this.accounts.refresh(context.view, context.sessionId),
    );
  }

  @MessagePattern(COMMANDS.endSession.name)
  endSession(@Payload() wire: unknown) {
    return this.door.run('endSession', wire, (_input: object, context: Context) =>
      this.accounts.endSession(context.sessionId),
    );
  }

  @MessagePattern(COMMANDS.changePassword.name)
  changePassword(@Payload() wire: unknown) {
    return this.door.run('changePassword', wire, (input: ChangePassword, context: Context) =>
      this.accounts.changePassword(context.view, input),
    );
  }

  @MessagePattern(COMMANDS.whoAmI.name)
  whoAmI(@Payload() wire: unknown) {
    return this.door.run('whoAmI', wire, (_input: object, context: Context) => Promise.resolve(context.view));
  }

  @MessagePattern(COMMANDS.listCities.name)
  cities(@Payload() wire: unknown) {
    return this.door.run('listCities', wire, () => Promise.resolve(this.partners.cities()));
  }

  @MessagePattern(COMMANDS.listItems.name)
  items(@Payload() wire: unknown) {
    return this.door.run('listItems', wire, (input: ListItems) => this.catalogue.list(input));
  }

  @MessagePattern(COMMANDS.getItem.name)
  item(@Payload() wire: unknown) {
    return this.door.run(
      'getItem',
      wire,
      async (input: GetItem) => (await this.catalogue.find(input.homeCity, input.itemCode, input.version)).definition,
    );
  }

  @MessagePattern(COMMANDS.precheckItem.name)
  precheckItem(@Payload() wire: unknown) {
    return this.door.run('precheckItem', wire, (input: PrecheckItem) => this.precheck.precheck(input));
  }

  @MessagePattern(COMMANDS.listPickupPoints.name)
  points(@Payload() wire: unknown) {
    return this.door.run('listPickupPoints', wire, (input: ListPickupPoints) => this.catalogue.points(input));
  }

  @MessagePattern(COMMANDS.listPartners.name)
  listPartners(@Payload() wire: unknown) {
    return this.door.run('listPartners', wire, () => this.partners.partners());
  }

  @MessagePattern(COMMANDS.makeStatement.name)
  makeStatement(@Payload() wire: unknown) {
    return this.door.run('makeStatement', wire, async (input: PartnerRef, { commandId }: Context) => {
      this.partners.checkPartner(input.partner);
      const before = await this.statements.made(commandId ?? '');
      if (before) return before;
      return this.breakers.attempt(input.partner, () => this.statements.make(input.partner, commandId ?? ''));
    });
  }

  @MessagePattern(COMMANDS.releasePartner.name)
  releasePartner(@Payload() wire: unknown) {
    return this.door.run('releasePartner', wire, async (input: ReleasePartner, { commandId }: Context) => {
      this.partners.checkPartner(input.partner);
      await this.releases.release(input.partner, commandId ?? '', input.reason);
      return (await this.partners.partners()).filter(({ city }) => city === input.partner);
    });
  }

  @MessagePattern(COMMANDS.listStatements.name)
  listStatements(@Payload() wire: unknown) {
    return this.door.run('listStatements', wire, (input: PartnerRef) => {
      this.partners.checkPartner(input.partner);
      return this.statements.list(input.partner);
    });
  }

  @MessagePattern(COMMANDS.listMessages.name)
  messages(@Payload() wire: unknown) {
    return this.door.run('listMessages', wire, (input: ListMessages) => this.partners.messages(input));
  }
}
