import type { Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#runtime';
import { LOG, SETTINGS } from '../../core.module.js';
import { Database } from '../../db/database.js';
import { Relay } from '../../exchange/relay.js';
import { NatsTransport } from '../../exchange/transport/nats-transport.js';
import { DirectoryService } from '../../partners/directory.service.js';
import { CatalogueService } from '../../service-items/catalogue.service.js';
import type { CityNodeSettings } from '../../settings.js';
import { Calendars } from '../../sla/calendars.js';
import { chinaDayAt } from '../../sla/china-day.rules.js';
import { CaseDesk } from '../case-desk.service.js';
import { TimelineService } from '../timeline.service.js';
import { JointRunner } from './joint-runner.js';
import { JointViews } from './joint-view.service.js';
import { JointService, type Collecting } from './joint.service.js';

/** What 联办 needs of the case module; `collecting` is the token of the step that takes applications in. */
export const jointProviders = (collecting: abstract new (...args: never[]) => Collecting): Provider[] => [
  {
    provide: JointRunner,
    inject: [SETTINGS, Database, CaseDesk, collecting, NatsTransport, Relay, JointViews, Calendars, CLOCK, LOG],
    useFactory: (
      s: CityNodeSettings,
      db: Database,
      desk: CaseDesk,
      collect: Collecting,
      transport: NatsTransport,
      relay: Relay,
      views: JointViews,
      calendars: Calendars,
      clock: Clock,
      log: Logger,
    ) => {
      let imported = 0;
      calendars.changed.push(() => (imported += 1));
      return new JointRunner({
        self: s.TONGBAN_CITY,
        db,
        desk,
        collecting: collect,
        transport,
        isLeading: () => relay.isLeading,
        termOf: (joint) => views.term(joint),
        countedBy: () => `${chinaDayAt(clock.now().getTime())} ${imported}`,
        log,
      });
    },
  },
  {
    provide: JointService,
    inject: [CaseDesk, collecting, CatalogueService, CLOCK, JointRunner],
    useFactory: (desk: CaseDesk, collect: Collecting, catalogue: CatalogueService, clock: Clock, runner: JointRunner) =>
      new JointService(desk, collect, catalogue, clock, async (caseNo) => void (await runner.advance(caseNo))),
  },
  {
    provide: JointViews,
    inject: [Database, DirectoryService, CatalogueService, Calendars, TimelineService],
    useFactory: (
      db: Database,
      directory: DirectoryService,
      catalogue: CatalogueService,
      calendars: Calendars,
      timelines: TimelineService,
    ) => new JointViews({ db, directory, catalogue, calendars, timesOf: (caseNo) => timelines.timeline(caseNo) }),
  },
];
export const JOINT_SERVICES = [JointRunner, JointService, JointViews];
