import type { FactoryProvider } from '@nestjs/common';
import { CLOCK, type Clock } from '#runtime';
import { SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import { Asker } from '../exchange/status/asker.js';
import { Breakers } from '../partners/breakers.js';
import { CatalogueService } from '../service-items/catalogue.service.js';
import type { CityNodeSettings } from '../settings.js';
import { ItemVersions } from '../service-items/item-versions.js';
import { Calendars } from '../sla/calendars.js';
import { NextDues } from '../sla/next-due.js';
import { CaseDesk } from './case-desk.service.js';
import { CommitmentService } from './commitment/commitment.service.js';
import { CorrectionService } from './correction/correction.service.js';
import { DeferralService } from './deferral/deferral.service.js';
import { EndingsService } from './home-review/endings.service.js';
import { LapseService } from './lapse/lapse.service.js';
import { CaseItems } from './open-case-reads.js';
import { LiveCases } from './live-cases.js';
import { PapersService } from './papers/papers.service.js';
import { ProceduresService } from './procedures/procedures.service.js';
import { RedeliveryService } from './redelivery/redelivery.service.js';
import { QueueService } from './queue/queue.service.js';
import { ReasonsService } from './queue/reasons.service.js';
import { ReviewQueue } from './queue/review-queue.service.js';
import { WithdrawalService } from './withdrawal/withdrawal.service.js';

/** The services of the exceptional paths, which desks ask. */
export const PATH_SERVICES = [
  CorrectionService,
  LapseService,
  WithdrawalService,
  EndingsService,
  DeferralService,
  CommitmentService,
  ProceduresService,
  RedeliveryService,
  PapersService,
  QueueService,
  ReasonsService,
  ReviewQueue,
];

/** How they are made; part of the case module. */
export const PATH_PROVIDERS: FactoryProvider[] = [
  {
    provide: CaseItems,
    inject: [ItemVersions],
    useFactory: (versions: ItemVersions) => new CaseItems(versions),
  },
  {
    provide: CorrectionService,
    inject: [CaseDesk, CaseItems, Calendars, CLOCK],
    useFactory: (desk: CaseDesk, items: CaseItems, calendars: Calendars, clock: Clock) =>
      new CorrectionService(desk, items, calendars, clock),
  },
  {
    provide: LapseService,
    inject: [CaseDesk, Database, Asker, Breakers, CLOCK],
    useFactory: (desk: CaseDesk, db: Database, asker: Asker, breakers: Breakers, clock: Clock) =>
      new LapseService(desk, db, asker, breakers, clock),
  },
  { provide: WithdrawalService, inject: [CaseDesk], useFactory: (desk: CaseDesk) => new WithdrawalService(desk) },
  {
    provide: EndingsService,
    inject: [CaseDesk, CLOCK],
    useFactory: (desk: CaseDesk, clock: Clock) => new EndingsService(desk, clock),
  },
  {
    provide: DeferralService,
    inject: [CaseDesk, CaseItems, Calendars, CLOCK],
    useFactory: (desk: CaseDesk, items: CaseItems, calendars: Calendars, clock: Clock) =>
      new DeferralService(desk, items, calendars, clock),
  },
  {
    provide: CommitmentService,
    inject: [CaseDesk, CaseItems, CLOCK],
    useFactory: (desk: CaseDesk, items: CaseItems, clock: Clock) => new CommitmentService(desk, items, clock),
  },
  {
    provide: ProceduresService,
    inject: [CaseDesk, CaseItems, CLOCK],
    useFactory: (desk: CaseDesk, items: CaseItems, clock: Clock) => new ProceduresService(desk, items, clock),
  },
  {
    provide: RedeliveryService,
    inject: [CaseDesk, CaseItems, CatalogueService],
    useFactory: (desk: CaseDesk, items: CaseItems, points: CatalogueService) =>
      new RedeliveryService(desk, items, points),
  },
  { provide: PapersService, inject: [CaseDesk], useFactory: (desk: CaseDesk) => new PapersService(desk) },
  {
    provide: QueueService,
    inject: [SETTINGS, Database, CLOCK, LiveCases],
    useFactory: (s: CityNodeSettings, db: Database, clock: Clock, live: LiveCases) =>
      new QueueService(s.TONGBAN_CITY, db, clock, live),
  },
  {
    provide: ReviewQueue,
    inject: [SETTINGS, Database, NextDues],
    useFactory: (s: CityNodeSettings, db: Database, dues: NextDues) => new ReviewQueue(s.TONGBAN_CITY, db, dues),
  },
  {
    provide: ReasonsService,
    inject: [Database, CLOCK],
    useFactory: (db: Database, clock: Clock) => new ReasonsService(db, clock),
  },
];
