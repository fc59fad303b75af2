import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import { HealthState } from '#runtime';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { BrowserSessionController } from './auth/browser-session.controller.js';
import { BrowserSessions } from './auth/browser-sessions.js';
import { IdentityDoor } from './auth/identity-door.js';
import { GATEWAY_LOG, ProviderSignInController } from './auth/provider-sign-in.controller.js';
import { ProviderSignIns } from './auth/provider-sign-ins.js';
import { SessionController } from './auth/session.controller.js';
import { CityNodes } from './city-nodes/city-nodes.service.js';
import { CoordinationController } from './coordination/coordination.controller.js';
import { CounterPathsController } from './counter/counter-paths.controller.js';
import { CounterController } from './counter/counter.controller.js';
import { PeopleController } from './administration/people.controller.js';
import { ExportController } from './work-list/export.controller.js';
import { DraftsController } from './counter/drafts.controller.js';
import { CommandDoor } from './door/command-door.service.js';
import { GatewayMetrics } from './door/gateway-metrics.js';
import { HealthController } from './health/health.controller.js';
import { LiveFeed } from './live/live-feed.js';
import { LiveController } from './live/live.controller.js';
import { NoticesController } from './notices/notices.controller.js';
import { PdfPrinter } from './notices/pdf-printer.js';
import { OperationsController } from './operations/operations.controller.js';
import { PickupDeskController } from './pickup-desk/pickup-desk.controller.js';
import { StandingController } from './review-desk/standing.controller.js';
import { ReviewDeskController } from './review-desk/review-desk.controller.js';
import { QueueController } from './review-desk/queue.controller.js';
import { ReviewPathsController } from './review-desk/review-paths.controller.js';
import { FiguresController } from './supervision/figures.controller.js';
import { SupervisionController } from './supervision/supervision.controller.js';

/** What the module is given ready made, because it comes from settings. */
export interface GatewayParts {
  readonly identity: IdentityDoor;
  readonly nodes: CityNodes;
  readonly health: HealthState;
  readonly metrics: GatewayMetrics;
  readonly printer: PdfPrinter;
  readonly sessions: BrowserSessions;
  readonly providers: ProviderSignIns;
  readonly logger: Logger;
  readonly live: LiveFeed;
}

/** The gateway: one controller per desk. */
@Module({
  controllers: [
    SessionController,
    BrowserSessionController,
    ProviderSignInController,
    LiveController,
    CounterController,
    CounterPathsController,
    DraftsController,
    ExportController,
    PeopleController,
    ReviewDeskController,
    StandingController,
    ReviewPathsController,
    QueueController,
    PickupDeskController,
    SupervisionController,
    FiguresController,
    NoticesController,
    AttachmentsController,
    CoordinationController,
    OperationsController,
    HealthController,
  ],
  providers: [CommandDoor],
})
export class GatewayModule {
  static of({
    identity,
    nodes,
    health,
    metrics,
    printer,
    sessions,
    providers,
    live,
    logger,
  }: GatewayParts): DynamicModule {
    return {
      module: GatewayModule,
      providers: [
        { provide: IdentityDoor, useValue: identity },
        { provide: CityNodes, useValue: nodes },
        { provide: HealthState, useValue: health },
        { provide: GatewayMetrics, useValue: metrics },
        { provide: PdfPrinter, useValue: printer },
        { provide: BrowserSessions, useValue: sessions },
        { provide: ProviderSignIns, useValue: providers },
        { provide: GATEWAY_LOG, useValue: logger },
        { provide: LiveFeed, useValue: live },
      ],
    };
  }
}
