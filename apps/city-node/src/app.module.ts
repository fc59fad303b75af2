import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, Metrics, type Clock } from '#runtime';
import { AccountsModule } from './accounts/accounts.module.js';
import { AccountsService } from './accounts/accounts.service.js';
import { AttachmentsModule } from './attachments/attachments.module.js';
import { AdministrationModule } from './administration/administration.module.js';
import { CaseModule } from './case/case.module.js';
import { AttachmentController } from './commands/attachment.controller.js';
import { CalendarController } from './commands/calendar.controller.js';
import { CaseController } from './commands/case.controller.js';
import { PeopleController } from './commands/people.controller.js';
import { CommandDoor } from './commands/command-door.js';
import { DraftsController } from './commands/drafts.controller.js';
import { DeskController } from './commands/desk.controller.js';
import { ModesController } from './commands/modes.controller.js';
import { JointController } from './commands/joint.controller.js';
import { FiguresController } from './commands/figures.controller.js';
import { HandlingController } from './commands/handling.controller.js';
import { NoticeController } from './commands/notice.controller.js';
import { SupervisionController } from './commands/supervision.controller.js';
import { OperationsController } from './commands/operations.controller.js';
import { StandingController } from './commands/standing.controller.js';
import { ShelfController } from './commands/shelf.controller.js';
import { PathsController } from './commands/paths.controller.js';
import { QueueController } from './commands/queue.controller.js';
import { CoreModule, LOG, SETTINGS, type NodeOverrides } from './core.module.js';
import { Database } from './db/database.js';
import { Drafts } from './drafts/drafts.service.js';
import { SavedViews } from './drafts/saved-views.service.js';
import { EvidenceExport } from './evidence/evidence-file.js';
import { EvidenceVerdicts } from './evidence/evidence-verdict.js';
import { ExchangeModule } from './exchange/exchange.module.js';
import { Relay } from './exchange/relay.js';
import { FiguresModule } from './figures/figures.module.js';
import { NoticesService } from './notices/notices.service.js';
import { HealthController } from './operations/health.controller.js';
import { OperationsModule } from './operations/operations.module.js';
import { PartnersView } from './operations/partners-view.service.js';
import { SampleData } from './operations/sample-data.service.js';
import { DirectoryService } from './partners/directory.service.js';
import { readDirectoryFile } from './partners/key-files.js';
import { PartnersModule } from './partners/partners.module.js';
import { Retention } from './retention/retention.service.js';
import { DelegationService } from './service-items/delegation.service.js';
import { CatalogueService } from './service-items/catalogue.service.js';
import { ItemVersions } from './service-items/item-versions.js';
import { ServiceItemsModule } from './service-items/service-items.module.js';
import type { CityNodeSettings } from './settings.js';
import { CalendarService } from './sla/calendar.service.js';
import { SlaModule } from './sla/sla.module.js';

/** A city's node. The imports are its table of contents. */
@Module({})
export class AppModule {
  static with(settings: CityNodeSettings, overrides: NodeOverrides): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CoreModule.with(settings, overrides),
        PartnersModule,
        ExchangeModule,
        ServiceItemsModule,
        SlaModule,
        AttachmentsModule,
        CaseModule,
        FiguresModule,
        AccountsModule,
        AdministrationModule,
        OperationsModule,
      ],
      controllers: [
        AttachmentController,
        CalendarController,
        CaseController,
        ModesController,
        JointController,
        StandingController,
        PathsController,
        ShelfController,
        QueueController,
        HandlingController,
        NoticeController,
        DeskController,
        DraftsController,
        PeopleController,
        SupervisionController,
        FiguresController,
        OperationsController,
        HealthController,
      ],
      providers: [
        {
          provide: CommandDoor,
          inject: [AccountsService, Metrics, LOG],
          useFactory: (accounts: AccountsService, metrics: Metrics, log: Logger) =>
            new CommandDoor(accounts, metrics, log),
        },
        {
          provide: Drafts,
          inject: [Database, CLOCK],
          useFactory: (db: Database, clock: Clock) => new Drafts(db, clock),
        },
        {
          provide: SavedViews,
          inject: [Database, CLOCK],
          useFactory: (db: Database, clock: Clock) => new SavedViews(db, clock),
        },
        {
          provide: EvidenceExport,
          inject: [SETTINGS, Database, DirectoryService],
          useFactory: (s: CityNodeSettings, db: Database, directory: DirectoryService) =>
            new EvidenceExport(s.TONGBAN_CITY, db, directory, readDirectoryFile(s.TONGBAN_DIRECTORY_FILE).federation),
        },
        {
          provide: EvidenceVerdicts,
          inject: [SETTINGS, EvidenceExport, DirectoryService],
          useFactory: (s: CityNodeSettings, evidence: EvidenceExport, directory: DirectoryService) =>
            new EvidenceVerdicts(evidence, directory, s.TONGBAN_FEDERATION_FINGERPRINT),
        },
        {
          provide: NoticesService,
          inject: [Database, ItemVersions, DirectoryService],
          useFactory: (db: Database, versions: ItemVersions, directory: DirectoryService) =>
            new NoticesService(db, versions, directory),
        },
        {
          provide: PartnersView,
          inject: [SETTINGS, Database, DirectoryService],
          useFactory: (s: CityNodeSettings, db: Database, directory: DirectoryService) =>
            new PartnersView(s.TONGBAN_CITY, db, directory),
        },
        {
          provide: Retention,
          inject: [SETTINGS, Database, Relay, CLOCK, Metrics, LOG],
          useFactory: (s: CityNodeSettings, db: Database, relay: Relay, clock: Clock, metrics: Metrics, log: Logger) =>
            new Retention({
              self: s.TONGBAN_CITY,
              db,
              clock,
              metrics,
              log,
              days: s.TONGBAN_RETENTION_DAYS,
              draftDays: s.TONGBAN_DRAFT_DAYS,
              isLeading: () => relay.isLeading,
              guard: (em) => relay.doors.lease.guard(em),
            }),
        },
        {
          provide: SampleData,
          inject: [SETTINGS, AccountsService, CatalogueService, CalendarService, DelegationService, LOG],
          useFactory: (
            s: CityNodeSettings,
            accounts: AccountsService,
            catalogue: CatalogueService,
            calendar: CalendarService,
            delegations: DelegationService,
            log: Logger,
          ) => new SampleData(s.TONGBAN_SAMPLE_DATA_FILE, accounts, catalogue, calendar, delegations, log),
        },
      ],
    };
  }
}
