import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { DirectorySinceAnswer, DirectorySinceQuestion, TongbanError } from '#contracts';
import { CLOCK, FaultPoints, Metrics, type Clock } from '#runtime';
import { LOG, SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import type { NodeFaultPoints } from '../fault-points.js';
import { Breakers } from '../partners/breakers.js';
import { DirectoryService } from '../partners/directory.service.js';
import { BreakerListeners, PartnersModule } from '../partners/partners.module.js';
import type { CityNodeSettings } from '../settings.js';
import { BatchOpener } from './apply/batch-opener.js';
import { LaneHandlers } from './apply/lane-handler.js';
import { DirectoryExchange } from './directory-exchange.js';
import { ExchangeMetrics } from './exchange-metrics.js';
import { LeaderWatch } from './leader-watch.js';
import { Lease } from './lease.js';
import { FetchAnswerer } from './recovery/fetch-answerer.js';
import { LinkRecovery } from './recovery/link-recovery.js';
import { PageStore } from './recovery/page-store.js';
import { Releases } from './recovery/releases.js';
import { RestoreWatch } from './recovery/restore-watch.js';
import { Relay } from './relay.js';
import { Sealer } from './seal/sealer.js';
import { BatchPacker } from './send/batch-packer.js';
import { OperatorHolds } from './send/operator-holds.js';
import { Settler } from './settle/settler.js';
import { Answerer } from './status/answerer.js';
import { Asker } from './status/asker.js';
import { LinkStatus } from './status/link-status.js';
import { Statements } from './status/statements.js';
import { NatsTransport } from './transport/nats-transport.js';

/** The five stages and the questions, put together. Modules that know a lane kind register at LaneHandlers. */
@Module({
  imports: [PartnersModule],
  providers: [
    LaneHandlers,
    {
      provide: Asker,
      inject: [SETTINGS, NatsTransport, DirectoryService, CLOCK],
      useFactory: (s: CityNodeSettings, transport: NatsTransport, directory: DirectoryService, clock: Clock) =>
        new Asker(s.TONGBAN_CITY, transport, directory, clock),
    },
    {
      provide: Answerer,
      inject: [SETTINGS, NatsTransport, DirectoryService, CLOCK, LOG],
      useFactory: (
        s: CityNodeSettings,
        transport: NatsTransport,
        directory: DirectoryService,
        clock: Clock,
        log: Logger,
      ) => new Answerer(s.TONGBAN_CITY, transport, directory, clock, log),
    },
    {
      provide: RestoreWatch,
      inject: [SETTINGS, Database, DirectoryService, CLOCK, LOG],
      useFactory: (s: CityNodeSettings, db: Database, directory: DirectoryService, clock: Clock, log: Logger) =>
        new RestoreWatch(replicaOf(s), db, directory, s.TONGBAN_START_GRACE_MS, clock, log),
    },
    {
      provide: Releases,
      inject: [Database, CLOCK, LOG],
      useFactory: (db: Database, clock: Clock, log: Logger) => new Releases(db, clock, log),
    },
    {
      provide: OperatorHolds,
      inject: [Database, CLOCK, LOG],
      useFactory: (db: Database, clock: Clock, log: Logger) => new OperatorHolds(db, clock, log),
    },
    {
      provide: Relay,
      inject: [
        SETTINGS,
        Database,
        NatsTransport,
        DirectoryService,
        RestoreWatch,
        Breakers,
        BreakerListeners,
        LaneHandlers,
        OperatorHolds,
        Asker,
        Answerer,
        Metrics,
        CLOCK,
        FaultPoints,
        LOG,
      ],
      useFactory: buildRelay,
    },
    {
      provide: LinkStatus,
      inject: [Relay],
      useFactory: (relay: Relay) => relay.doors.status,
    },
    {
      provide: Statements,
      inject: [SETTINGS, Database, DirectoryService, Asker, LinkStatus, CLOCK],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        directory: DirectoryService,
        asker: Asker,
        status: LinkStatus,
        clock: Clock,
      ) => new Statements(s.TONGBAN_CITY, db, directory, asker, status, clock),
    },
  ],
  exports: [
    PartnersModule,
    LaneHandlers,
    Asker,
    Answerer,
    RestoreWatch,
    Releases,
    OperatorHolds,
    Relay,
    LinkStatus,
    Statements,
  ],
})
export class ExchangeModule {}

const replicaOf = (settings: CityNodeSettings): string => settings.TONGBAN_REPLICA ?? `${process.pid}`;

function buildRelay(
  settings: CityNodeSettings,
  db: Database,
  transport: NatsTransport,
  directory: DirectoryService,
  watch: RestoreWatch,
  breakers: Breakers,
  listeners: BreakerListeners,
  handlers: LaneHandlers,
  holds: OperatorHolds,
  asker: Asker,
  answerer: Answerer,
  metrics: Metrics,
  clock: Clock,
  faults: NodeFaultPoints,
  log: Logger,
): Relay {
  const self = settings.TONGBAN_CITY;
  const lease = new Lease(db, replicaOf(settings), settings.TONGBAN_LEASE_MS);
  const settler = new Settler(self, db, lease, directory, clock, faults, log);
  const status = new LinkStatus(db, directory, asker, settler, clock, log);
  status.registerAnswers(answerer);
  new FetchAnswerer(db, transport).registerAnswers(answerer);
  const pages = new PageStore(self, db, lease, handlers, clock);
  const graceMs = settings.TONGBAN_START_GRACE_MS;
  const doors = { self, db, directory, lease, asker, status, settler, watch, pages, clock, log, graceMs };
  const recovery = new LinkRecovery(doors);
  answerer.register('directory.since', DirectorySinceQuestion, (_from, { number }): Promise<DirectorySinceAnswer> => {
    if (number > directory.current.number) throw new TongbanError('directory_old');
    return Promise.resolve({ directories: directory.since(number) });
  });
  const exchangeMetrics = new ExchangeMetrics(metrics, db, breakers, () => directory.current.partnersOf(self));
  answerer.onRefused = (from, code) => exchangeMetrics.refused(from, code);
  const directoryExchange = new DirectoryExchange(db, directory, asker, breakers, log);
  const relay = new Relay({
    self,
    db,
    transport,
    directory,
    breakers,
    lease,
    leaders: new LeaderWatch(self, replicaOf(settings), transport, log),
    settler,
    status,
    watch,
    recovery,
    answerer,
    clock,
    faults,
    log,
    sealer: new Sealer(self, db, lease, directory, clock, faults),
    packer: new BatchPacker(self, db, directory, clock),
    opener: new BatchOpener(directory, clock),
    handlers,
    holds,
    metrics: exchangeMetrics,
    receiptWaitMs: settings.TONGBAN_RECEIPT_WAIT_MS,
    heartbeatMs: settings.TONGBAN_HEARTBEAT_MS,
    heldAgainMs: settings.TONGBAN_BREAKER_RESET_MS,
    pollMs: settings.TONGBAN_POLL_MS,
    leaseMs: settings.TONGBAN_LEASE_MS,
    onDirectory: (partner, number) => directoryExchange.heardOf(partner, number),
  });
  listeners.all.push((partner) => {
    const link = relay.link(partner);
    if (link) relay.linkChanged(link);
  });
  return relay;
}
