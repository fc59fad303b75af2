import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  COMMANDS,
  type DisablePerson,
  type ImportPeople,
  type ListAdministrationRecords,
  type ListPeople,
  type PersonRef,
  type SaveHall,
  type SavePerson,
  type SaveUnit,
  type SaveWindow,
} from '#contracts';
import type { ByWhom } from '../administration/administration.js';
import { PeopleImport } from '../administration/people-import.service.js';
import { People } from '../administration/people.service.js';
import { Places } from '../administration/places.service.js';
import type { CommandContext } from '../case/case-desk.service.js';
import { CommandDoor } from './command-door.js';

const byWhom = ({ user, commandId, commandHash }: CommandContext): ByWhom => ({
  username: user.username,
  commandId,
  commandHash,
});

/** Commands on people, halls, windows and units. */
@Controller()
export class PeopleController {
  constructor(
    @Inject(CommandDoor) private readonly door: CommandDoor,
    @Inject(People) private readonly people: People,
    @Inject(PeopleImport) private readonly imports: PeopleImport,
    @Inject(Places) private readonly places: Places,
  ) {}

  @MessagePattern(COMMANDS.listPeople.name)
  list(@Payload() wire: unknown) {
    return this.door.run('listPeople', wire, (input: ListPeople) => this.people.list(input));
  }

  @MessagePattern(COMMANDS.createPerson.name)
  create(@Payload() wire: unknown) {
    return this.door.run('createPerson', wire, (input: SavePerson, by: CommandContext) =>
      this.people.create(byWhom(by), input),
    );
  }

  @MessagePattern(COMMANDS.changePerson.name)
  change(@Payload() wire: unknown) {
    return this.door.run('changePerson', wire, (input: SavePerson, by: CommandContext) =>
      this.people.change(byWhom(by), input),
    );
  }

  @MessagePattern(COMMANDS.disablePerson.name)
  disable(@Payload() wire: unknown) {
    return this.door.run('disablePerson', wire, ({ username, reason }: DisablePerson, by: CommandContext) =>
      this.people.disable(byWhom(by), username, reason),
    );
  }

  @MessagePattern(COMMANDS.enablePerson.name)
  enable(@Payload() wire: unknown) {
    return this.door.run('enablePerson', wire, ({ username }: PersonRef, by: CommandContext) =>
      this.people.enable(byWhom(by), username),
    );
  }

  @MessagePattern(COMMANDS.resetPassword.name)
  resetPassword(@Payload() wire: unknown) {
    return this.door.run('resetPassword', wire, ({ username }: PersonRef, by: CommandContext) =>
      this.people.resetPassword(byWhom(by), username),
    );
  }

  @MessagePattern(COMMANDS.importPeople.name)
  import(@Payload() wire: unknown) {
    return this.door.run('importPeople', wire, (input: ImportPeople, by: CommandContext) =>
      this.imports.import(byWhom(by), input),
    );
  }

  @MessagePattern(COMMANDS.listPlaces.name)
  listPlaces(@Payload() wire: unknown) {
    return this.door.run('listPlaces', wire, () => this.places.list());
  }

  @MessagePattern(COMMANDS.saveHall.name)
  saveHall(@Payload() wire: unknown) {
    return this.door.run('saveHall', wire, (input: SaveHall, by: CommandContext) =>
      this.places.saveHall(byWhom(by), input),
    );
  }

  @MessagePattern(COMMANDS.saveWindow.name)
  saveWindow(@Payload() wire: unknown) {
    return this.door.run('saveWindow', wire, (input: SaveWindow, by: CommandContext) =>
      this.places.saveWindow(byWhom(by), input),
    );
  }

  @MessagePattern(COMMANDS.saveUnit.name)
  saveUnit(@Payload() wire: unknown) {
    return this.door.run('saveUnit', wire, (input: SaveUnit, by: CommandContext) =>
      this.places.saveUnit(byWhom(by), input),
    );
  }

  @MessagePattern(COMMANDS.listAdministrationRecords.name)
  records(@Payload() wire: unknown) {
    return this.door.run('listAdministrationRecords', wire, (input: ListAdministrationRecords) =>
      this.places.records(input),
    );
  }
}
