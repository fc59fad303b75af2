import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#runtime';
import { LOG, SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import { LaneHandlers } from '../exchange/apply/lane-handler.js';
import { ExchangeModule } from '../exchange/exchange.module.js';
import { RestoreWatch } from '../exchange/recovery/restore-watch.js';
import { OwnLane } from '../exchange/state/own-lane.js';
import { Relay } from '../exchange/relay.js';
import { DirectoryService } from '../partners/directory.service.js';
import { ItemVersions } from '../service-items/item-versions.js';
import { ServiceItemsModule } from '../service-items/service-items.module.js';
import type { CityNodeSettings } from '../settings.js';
import { CALENDAR_PRECEDENCE, CalendarHandler, calendarLane } from './calendar.handler.js';
import { CalendarService } from './calendar.service.js';
import { Calendars } from './calendars.js';
import { CardTimers } from './card-timers.js';
import { CaseTimes } from './case-times.js';
import { DueKeeper } from './due-keeper.js';
import { NextDues } from './next-due.js';

/** 时限: working calendars, clocks, and who has a case. */
@Module({
  imports: [ExchangeModule, ServiceItemsModule],
  providers: [
    {
      provide: Calendars,
      inject: [SETTINGS, Database, DirectoryService, LaneHandlers, LOG],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        directory: DirectoryService,
        handlers: LaneHandlers,
        log: Logger,
      ) => {
        const calendars = new Calendars(db, log);
        const changed = (): void => {
          calendars.look().catch((error: unknown) => log.warn({ err: error }, 'calendars not read; trying again'));
        };
        handlers.register(new CalendarHandler(() => directory.current.partnersOf(s.TONGBAN_CITY), changed));
        return calendars;
      },
    },
    {
      provide: CalendarService,
      inject: [SETTINGS, Database, DirectoryService, RestoreWatch, CLOCK],
      useFactory: (
        { TONGBAN_CITY: self }: CityNodeSettings,
        db: Database,
        directory: DirectoryService,
        watch: RestoreWatch,
        clock: Clock,
      ) => {
        const lane = new OwnLane(
          { lane: calendarLane(self), precedence: CALENDAR_PRECEDENCE, recipients: 'calendar_recipient' },
          { self, db, directory, watch, clock },
        );
        return new CalendarService(self, db, lane);
      },
    },
    {
      provide: CaseTimes,
      inject: [Database, ItemVersions, DirectoryService, Calendars, CLOCK],
      useFactory: (
        db: Database,
        versions: ItemVersions,
        directory: DirectoryService,
        calendars: Calendars,
        clock: Clock,
      ) => new CaseTimes(db, versions, directory, calendars, clock),
    },
    {
      provide: NextDues,
      inject: [Database, Calendars, CLOCK],
      useFactory: (db: Database, calendars: Calendars, clock: Clock) => new NextDues(db, calendars, clock),
    },
    {
      provide: CardTimers,
      inject: [SETTINGS, NextDues, Calendars, CLOCK],
      useFactory: (s: CityNodeSettings, dues: NextDues, calendars: Calendars, clock: Clock) =>
        new CardTimers(s.TONGBAN_CITY, dues, calendars, clock),
    },
    {
      provide: DueKeeper,
      inject: [Database, NextDues, CardTimers, Relay, LOG],
      useFactory: (db: Database, dues: NextDues, timers: CardTimers, relay: Relay, log: Logger) =>
        new DueKeeper({
          db,
          dues,
          timers,
          log,
          isLeading: () => relay.isLeading,
          guard: (em) => relay.doors.lease.guard(em),
        }),
    },
  ],
  exports: [Calendars, CalendarService, CardTimers, CaseTimes, DueKeeper, NextDues],
})
export class SlaModule {}
