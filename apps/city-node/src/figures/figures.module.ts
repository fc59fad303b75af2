import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#runtime';
import { LOG, SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import { ExchangeModule } from '../exchange/exchange.module.js';
import { Relay } from '../exchange/relay.js';
import { Answerer } from '../exchange/status/answerer.js';
import { Asker } from '../exchange/status/asker.js';
import { Breakers } from '../partners/breakers.js';
import { DirectoryService } from '../partners/directory.service.js';
import type { CityNodeSettings } from '../settings.js';
import { Calendars } from '../sla/calendars.js';
import { NextDues } from '../sla/next-due.js';
import { SlaModule } from '../sla/sla.module.js';
import { CaseCounting } from './case-counting.js';
import { FigureAnswers } from './figure-answers.js';
import { FigureDesk } from './figure-desk.service.js';
import { FigureKeeper } from './figure-keeper.js';
import { FigureReads } from './figure-reads.js';
import { FigureSources } from './figure-sources.js';
import { OpenCaseReads } from './open-case-reads.js';
import { OpenCases } from './open-cases.js';
import { OtherCities } from './other-cities.js';

/** 监督统计: what is counted of cases, from their events alone, and asked for from city to city. */
@Module({
  imports: [ExchangeModule, SlaModule],
  providers: [
    {
      provide: FigureKeeper,
      inject: [SETTINGS, Database, NextDues, Calendars, Relay, LOG],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        dues: NextDues,
        calendars: Calendars,
        relay: Relay,
        log: Logger,
      ) =>
        new FigureKeeper({
          db,
          counting: new CaseCounting(s.TONGBAN_CITY, dues, calendars),
          log,
          isLeading: () => relay.isLeading,
          guard: (em) => relay.doors.lease.guard(em),
        }),
    },
    {
      provide: FigureReads,
      inject: [SETTINGS, Database, Calendars, CLOCK, DirectoryService],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        calendars: Calendars,
        clock: Clock,
        directory: DirectoryService,
      ) =>
        new FigureReads(s.TONGBAN_CITY, db, calendars, clock, () => directory.current.cities.map(({ city }) => city)),
    },
    {
      provide: FigureAnswers,
      inject: [SETTINGS, DirectoryService, FigureReads, OpenCaseReads, Answerer],
      useFactory: (
        s: CityNodeSettings,
        directory: DirectoryService,
        reads: FigureReads,
        cases: OpenCaseReads,
        answerer: Answerer,
      ) => {
        const answers = new FigureAnswers(s.TONGBAN_CITY, directory, reads, cases);
        answers.registerAnswers(answerer);
        return answers;
      },
    },
    {
      provide: OtherCities,
      inject: [Database, Asker, Breakers, CLOCK, LOG],
      useFactory: (db: Database, asker: Asker, breakers: Breakers, clock: Clock, log: Logger) =>
        new OtherCities(db, asker, breakers, clock, log),
    },
    {
      provide: FigureDesk,
      inject: [SETTINGS, Database, DirectoryService, FigureReads, OtherCities, CLOCK, FigureSources],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        directory: DirectoryService,
        reads: FigureReads,
        others: OtherCities,
        clock: Clock,
        sources: FigureSources,
      ) => new FigureDesk(s.TONGBAN_CITY, db, directory, reads, others, clock, sources),
    },
    {
      provide: FigureSources,
      inject: [SETTINGS, DirectoryService],
      useFactory: (s: CityNodeSettings, directory: DirectoryService) => new FigureSources(s.TONGBAN_CITY, directory),
    },
    {
      provide: OpenCaseReads,
      inject: [Database, FigureReads, CLOCK],
      useFactory: (db: Database, reads: FigureReads, clock: Clock) => new OpenCaseReads(db, reads, clock),
    },
    {
      provide: OpenCases,
      inject: [Database, DirectoryService, FigureReads, OpenCaseReads, FigureSources, Asker, Breakers, CLOCK, LOG],
      useFactory: (
        db: Database,
        directory: DirectoryService,
        figures: FigureReads,
        reads: OpenCaseReads,
        sources: FigureSources,
        asker: Asker,
        breakers: Breakers,
        clock: Clock,
        log: Logger,
      ) => new OpenCases({ db, directory, figures, reads, sources, asker, breakers, clock, log }),
    },
  ],
  exports: [FigureDesk, FigureKeeper, OpenCases],
})
export class FiguresModule {}
