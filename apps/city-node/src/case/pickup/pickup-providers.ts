import type { Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#runtime';
import { LOG, SETTINGS } from '../../core.module.js';
import { Database } from '../../db/database.js';
import { DirectoryService } from '../../partners/directory.service.js';
import type { CityNodeSettings } from '../../settings.js';
import { CaseDesk } from '../case-desk.service.js';
import { LiveCases } from '../live-cases.js';
import { CodeSearch } from './code-search.js';
import { PickupCodes } from './pickup-code.js';
import { PickupService } from './pickup.service.js';
import { ShelfService } from './shelf.service.js';

export const PICKUP_SERVICES = [PickupService, ShelfService, CodeSearch];

/** 就近取证: the shelf, its codes, and handing over. */
export const PICKUP_PROVIDERS: Provider[] = [
  {
    provide: PickupCodes,
    inject: [SETTINGS],
    useFactory: (s: CityNodeSettings) => new PickupCodes(s.TONGBAN_NODE_SECRET),
  },
  {
    provide: PickupService,
    inject: [CaseDesk, Database, PickupCodes, CLOCK, LiveCases],
    useFactory: (desk: CaseDesk, db: Database, codes: PickupCodes, clock: Clock, live: LiveCases) =>
      new PickupService(desk, db, codes, clock, live),
  },
  {
    provide: ShelfService,
    inject: [SETTINGS, Database, DirectoryService, CLOCK],
    useFactory: (s: CityNodeSettings, db: Database, directory: DirectoryService, clock: Clock) =>
      new ShelfService(s.TONGBAN_CITY, db, (city) => directory.current.nameOf(city), clock),
  },
  {
    provide: CodeSearch,
    inject: [SETTINGS, Database, PickupCodes, CLOCK, LOG],
    useFactory: (s: CityNodeSettings, db: Database, codes: PickupCodes, clock: Clock, log: Logger) =>
      new CodeSearch(s.TONGBAN_CITY, db, codes, clock, log),
  },
];
