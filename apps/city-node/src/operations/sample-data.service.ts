import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { AccountsService, NewAccount } from '../accounts/accounts.service.js';
import type { CatalogueService } from '../service-items/catalogue.service.js';
import type { DelegationService } from '../service-items/delegation.service.js';
import type { CalendarService } from '../sla/calendar.service.js';

interface SampleFile {
  sample: true;
  items: unknown[];
  halls: { id: string; name: string }[];
  windows: { id: string; hallId: string; name: string; kind: string }[];
  users: NewAccount[];
  pickupPoints: unknown[];
  calendar?: unknown[];
  delegations?: unknown[];
}

/** Imports a city's sample data: what is there already stays, so every start may call it. */
export class SampleData {
  constructor(
    private readonly file: string | undefined,
    private readonly accounts: AccountsService,
    private readonly catalogue: CatalogueService,
    private readonly calendar: CalendarService,
    private readonly delegations: DelegationService,
    private readonly log: Logger,
  ) {}

  async import(): Promise<void> {
    if (this.file === undefined) return;
    const sample = JSON.parse(readFileSync(this.file, 'utf8')) as SampleFile;
    if (sample.sample !== true) throw new Error(`${this.file}: not marked as sample data`);
    await this.accounts.importPeople(sample.halls, sample.windows, sample.users);
    const published = await this.catalogue.publish(sample.items, sample.pickupPoints);
    const years = await this.calendar.publish(sample.calendar ?? []);
    // A list that was published by an earlier version may not have the items in the form that is delegated.
    const delegated = await this.delegations.publishNew(sample.delegations ?? [], (id, { code, details }) => {
      this.log.warn({ delegation: id, errorCode: code, details }, 'sample delegation does not fit our list; left out');
    });
    if (delegated > 0) this.log.info({ delegated }, 'sample delegations published');
    if (years > 0) this.log.info({ years }, 'sample calendar published');
    if (published > 0) this.log.info({ published }, 'sample items and pickup points published');
  }
}
