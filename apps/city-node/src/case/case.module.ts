import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#runtime';
import { AttachmentsModule } from '../attachments/attachments.module.js';
import { CaseFiles } from '../attachments/case-files.js';
import { LOG, SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import { LaneHandlers } from '../exchange/apply/lane-handler.js';
import { ExchangeModule } from '../exchange/exchange.module.js';
import { RestoreWatch } from '../exchange/recovery/restore-watch.js';
import { Relay } from '../exchange/relay.js';
import { NatsTransport } from '../exchange/transport/nats-transport.js';
import { Answerer } from '../exchange/status/answerer.js';
import { DirectoryService } from '../partners/directory.service.js';
import { CatalogueService } from '../service-items/catalogue.service.js';
import { ItemVersions } from '../service-items/item-versions.js';
import { PublishedDelegations } from '../service-items/published-delegations.js';
import { PublishedItems } from '../service-items/published-items.js';
import { ServiceItemsModule } from '../service-items/service-items.module.js';
import type { CityNodeSettings } from '../settings.js';
import { Calendars } from '../sla/calendars.js';
import { CardTimers } from '../sla/card-timers.js';
import { CaseTimes } from '../sla/case-times.js';
import { NextDues } from '../sla/next-due.js';
import { SlaModule } from '../sla/sla.module.js';
import { CollectService } from './acceptance/collect.service.js';
import { ActGroups } from './act-groups.js';
import { CaseDesk } from './case-desk.service.js';
import { CaseDocuments } from './case-documents.js';
import { certificateHasher } from './case-facts.js';
import { CaseHeads } from './case-heads.service.js';
import { CloseCodes } from './close-codes/close-codes.service.js';
import { CaseViews } from './case-views.service.js';
import { CaseHandler } from './case.handler.js';
import { DelegatedPowers } from './delegated-powers.js';
import { OversightService } from './delegation/oversight.service.js';
import { JurisdictionService } from './jurisdiction/jurisdiction.service.js';
import { ForwardService } from './forwarding/forward.service.js';
import { ReviewService } from './home-review/review.service.js';
import { LiveCases } from './live-cases.js';
import { JOINT_SERVICES, jointProviders } from './joint/joint-providers.js';
import { CaseItems } from './open-case-reads.js';
import { PATH_PROVIDERS, PATH_SERVICES } from './path-providers.js';
import { PICKUP_PROVIDERS, PICKUP_SERVICES } from './pickup/pickup-providers.js';
import { CardList } from './supervision/card-list.js';
import { CardWatch } from './supervision/card-watch.js';
import { CardsService } from './supervision/cards.service.js';
import { STANDING_PROVIDERS, STANDING_SERVICES } from './standing/standing-providers.js';
import { TimelineService } from './timeline.service.js';

/** The steps of a case, in the order of its life: acceptance, forwarding, home review, pickup. */
@Module({
  imports: [ExchangeModule, AttachmentsModule, ServiceItemsModule, SlaModule],
  providers: [
    {
      provide: DelegatedPowers,
      inject: [SETTINGS, Database, PublishedDelegations, DirectoryService, CLOCK],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        published: PublishedDelegations,
        directory: DirectoryService,
        clock: Clock,
      ) => new DelegatedPowers(s.TONGBAN_CITY, db, published, (city) => directory.current.nameOf(city), clock),
    },
    {
      provide: LiveCases,
      inject: [SETTINGS, NatsTransport],
      useFactory: (s: CityNodeSettings, transport: NatsTransport) => new LiveCases(s.TONGBAN_CITY, transport),
    },
    {
      provide: CaseDesk,
      inject: [
        SETTINGS,
        DirectoryService,
        LaneHandlers,
        Relay,
        LiveCases,
        RestoreWatch,
        NextDues,
        CLOCK,
        PublishedItems,
        PublishedDelegations,
        DelegatedPowers,
        Calendars,
        ItemVersions,
        CaseFiles,
      ],
      useFactory: (
        s: CityNodeSettings,
        directory: DirectoryService,
        handlers: LaneHandlers,
        { hops, facts }: Relay,
        live: LiveCases,
        watch: RestoreWatch,
        dues: NextDues,
        clock: Clock,
        items: PublishedItems,
        delegations: PublishedDelegations,
        delegated: DelegatedPowers,
        calendars: Calendars,
        versions: ItemVersions,
        files: CaseFiles,
      ) => {
        const dueOf = dues.of;
        const hashOf = certificateHasher(s.TONGBAN_NODE_SECRET);
        const changed = live.changed.bind(live);
        const lists = { items, delegations };
        const nameOf = (city: string): string => directory.current.nameOf(city);
        const documents = new CaseDocuments(s.TONGBAN_CITY, nameOf, calendars.of, versions);
        handlers.register(new CaseHandler(s.TONGBAN_CITY, directory, lists, hashOf, changed, documents, dueOf, files));
        const groups = new ActGroups({ hops, facts, watch, clock, changed, dueOf });
        return new CaseDesk(s.TONGBAN_CITY, groups, clock, hashOf, delegated, documents, files);
      },
    },
    {
      provide: CollectService,
      inject: [CaseDesk, Database, DirectoryService, CatalogueService, CLOCK, DelegatedPowers],
      useFactory: (
        desk: CaseDesk,
        db: Database,
        directory: DirectoryService,
        catalogue: CatalogueService,
        clock: Clock,
        delegated: DelegatedPowers,
      ) => new CollectService(desk, db, directory, catalogue, clock, delegated),
    },
    {
      provide: ForwardService,
      inject: [CaseDesk, PublishedItems, CLOCK],
      useFactory: (desk: CaseDesk, items: PublishedItems, clock: Clock) => new ForwardService(desk, items, clock),
    },
    {
      provide: ReviewService,
      inject: [CaseDesk, CaseItems, CLOCK],
      useFactory: (desk: CaseDesk, items: CaseItems, clock: Clock) => new ReviewService(desk, items, clock),
    },
    {
      provide: CloseCodes,
      inject: [SETTINGS, Database],
      useFactory: (s: CityNodeSettings, db: Database) => new CloseCodes(s.TONGBAN_CITY, db),
    },
    ...jointProviders(CollectService),
    ...STANDING_PROVIDERS,
    ...PATH_PROVIDERS,
    ...PICKUP_PROVIDERS,
    { provide: OversightService, inject: [CaseDesk], useFactory: (desk: CaseDesk) => new OversightService(desk) },
    {
      provide: JurisdictionService,
      inject: [CaseDesk, DirectoryService, CatalogueService, CLOCK],
      useFactory: (desk: CaseDesk, directory: DirectoryService, catalogue: CatalogueService, clock: Clock) =>
        new JurisdictionService(desk, directory, catalogue, clock),
    },
    {
      provide: CaseViews,
      inject: [SETTINGS, Database, DirectoryService, Relay, NextDues, DelegatedPowers],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        directory: DirectoryService,
        relay: Relay,
        dues: NextDues,
        powers: DelegatedPowers,
      ) => {
        const linkOf = (partner: string): ReturnType<Relay['shownOf']> => relay.shownOf(partner);
        const hashOf = certificateHasher(s.TONGBAN_NODE_SECRET);
        return new CaseViews(s.TONGBAN_CITY, db, directory, hashOf, linkOf, dues, powers);
      },
    },
    {
      provide: CaseHeads,
      inject: [Database, CLOCK, Answerer],
      useFactory: (db: Database, clock: Clock, answerer: Answerer) => {
        const heads = new CaseHeads(db, clock);
        heads.registerAnswers(answerer);
        return heads;
      },
    },
    {
      provide: TimelineService,
      inject: [SETTINGS, Database, DirectoryService, CaseTimes, CardList],
      useFactory: (s: CityNodeSettings, db: Database, directory: DirectoryService, times: CaseTimes, cards: CardList) =>
        new TimelineService(s.TONGBAN_CITY, db, directory, times, cards),
    },
    {
      provide: CardList,
      inject: [Database, DirectoryService],
      useFactory: (db: Database, directory: DirectoryService) => new CardList(db, directory),
    },
    {
      provide: CardsService,
      inject: [CaseDesk, Database, CLOCK],
      useFactory: (desk: CaseDesk, db: Database, clock: Clock) => new CardsService(desk, db, clock),
    },
    {
      provide: CardWatch,
      inject: [Database, CaseDesk, CardTimers, Calendars, Relay, CLOCK, LOG],
      useFactory: (
        db: Database,
        desk: CaseDesk,
        timers: CardTimers,
        calendars: Calendars,
        relay: Relay,
        clock: Clock,
        log: Logger,
      ) => new CardWatch({ db, desk, timers, calendars, clock, log, isLeading: () => relay.isLeading }),
    },
  ],
  exports: [
    CollectService,
    OversightService,
    JurisdictionService,
    CardList,
    CardsService,
    CardWatch,
    ForwardService,
    ReviewService,
    ...PICKUP_SERVICES,
    CaseViews,
    TimelineService,
    CloseCodes,
    ...JOINT_SERVICES,
    ...STANDING_SERVICES,
    ...PATH_SERVICES,
  ],
})
export class CaseModule {}
