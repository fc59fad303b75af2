import type { Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#runtime';
import { LOG, SETTINGS } from '../../core.module.js';
import { Database } from '../../db/database.js';
import { Relay } from '../../exchange/relay.js';
import type { CityNodeSettings } from '../../settings.js';
import { CaseDesk } from '../case-desk.service.js';
import { CaseItems } from '../open-case-reads.js';
import { StandingRunner } from './standing-runner.js';
import { StandingService } from './standing.service.js';

/** 委托按月办理 in the case module. */
export const STANDING_PROVIDERS: Provider[] = [
  {
    provide: StandingService,
    inject: [CaseDesk, Database, CaseItems, CLOCK],
    useFactory: (desk: CaseDesk, db: Database, items: CaseItems, clock: Clock) =>
      new StandingService(desk, db, items, clock),
  },
  {
    provide: StandingRunner,
    inject: [SETTINGS, Database, CaseDesk, CLOCK, Relay, LOG],
    useFactory: (s: CityNodeSettings, db: Database, desk: CaseDesk, clock: Clock, relay: Relay, log: Logger) =>
      new StandingRunner({ self: s.TONGBAN_CITY, db, desk, clock, isLeading: () => relay.isLeading, log }),
  },
];
export const STANDING_SERVICES = [StandingService, StandingRunner];
