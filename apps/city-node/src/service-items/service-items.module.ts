import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '#runtime';
import { SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import { LaneHandlers } from '../exchange/apply/lane-handler.js';
import { ExchangeModule } from '../exchange/exchange.module.js';
import { RestoreWatch } from '../exchange/recovery/restore-watch.js';
import { OwnLane } from '../exchange/state/own-lane.js';
import { OperatorHolds } from '../exchange/send/operator-holds.js';
import { Answerer } from '../exchange/status/answerer.js';
import { Asker } from '../exchange/status/asker.js';
import { Breakers } from '../partners/breakers.js';
import { DirectoryService } from '../partners/directory.service.js';
import type { CityNodeSettings } from '../settings.js';
import { CATALOGUE_PRECEDENCE, CatalogueHandler, catalogueLane } from './catalogue.handler.js';
import { CatalogueService } from './catalogue.service.js';
import { DelegationService } from './delegation.service.js';
import { ItemVersions } from './item-versions.js';
import { PrecheckService } from './precheck.service.js';
import { PublishedDelegations } from './published-delegations.js';
import { PublishedItems } from './published-items.js';

/** The lane of items, pickup points and delegations. */
const CATALOGUE_LANE = Symbol('CATALOGUE_LANE');

@Module({
  imports: [ExchangeModule],
  providers: [
    PublishedDelegations,
    PublishedItems,
    { provide: ItemVersions, useFactory: () => new ItemVersions() },
    {
      provide: CATALOGUE_LANE,
      inject: [SETTINGS, Database, DirectoryService, RestoreWatch, CLOCK],
      useFactory: (
        { TONGBAN_CITY: self }: CityNodeSettings,
        db: Database,
        directory: DirectoryService,
        watch: RestoreWatch,
        clock: Clock,
      ) =>
        new OwnLane(
          { lane: catalogueLane(self), precedence: CATALOGUE_PRECEDENCE, recipients: 'catalogue_recipient' },
          { self, db, directory, watch, clock },
        ),
    },
    {
      provide: DelegationService,
      inject: [SETTINGS, Database, DirectoryService, CATALOGUE_LANE, CLOCK],
      useFactory: (s: CityNodeSettings, db: Database, directory: DirectoryService, lane: OwnLane, clock: Clock) =>
        new DelegationService(s.TONGBAN_CITY, db, directory, lane, clock),
    },
    {
      provide: CatalogueService,
      inject: [
        SETTINGS,
        Database,
        DirectoryService,
        CATALOGUE_LANE,
        CLOCK,
        LaneHandlers,
        PublishedItems,
        PublishedDelegations,
      ],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        directory: DirectoryService,
        lane: OwnLane,
        clock: Clock,
        handlers: LaneHandlers,
        items: PublishedItems,
        delegations: PublishedDelegations,
      ) => {
        const partners = (): readonly string[] => directory.current.partnersOf(s.TONGBAN_CITY);
        handlers.register(new CatalogueHandler(partners, { items, delegations }));
        return new CatalogueService(s.TONGBAN_CITY, db, lane, clock);
      },
    },
    {
      provide: PrecheckService,
      inject: [SETTINGS, Database, DirectoryService, CatalogueService, Asker, Answerer, Breakers, CLOCK, OperatorHolds],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        directory: DirectoryService,
        catalogue: CatalogueService,
        asker: Asker,
        answerer: Answerer,
        breakers: Breakers,
        clock: Clock,
        holds: OperatorHolds,
      ) => {
        const self = s.TONGBAN_CITY;
        const precheck = new PrecheckService(self, db, directory, catalogue, asker, breakers, clock, holds);
        precheck.registerAnswers(answerer);
        return precheck;
      },
    },
  ],
  exports: [CatalogueService, DelegationService, ItemVersions, PrecheckService, PublishedDelegations, PublishedItems],
})
export class ServiceItemsModule {}
