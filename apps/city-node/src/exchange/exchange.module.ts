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
import { Applier } from './apply/applier.js';
import { BatchOpener } from './apply/batch-opener.js';
import { LaneHandlers } from './apply/lane-handler.js';
import { ReceiptWriter } from './apply/receipts.js';
import { DirectoryExchange } from './directory-exchange.js';
import { ExchangeMetrics } from './exchange-metrics.js';
import { Lease } from './lease.js';
import { Relay } from './relay.js';
import { Sealer } from './seal/sealer.js';
import { BatchPacker } from './send/batch-packer.js';
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
      provide: Relay,
      inject: [
        SETTINGS,
        Database,
        NatsTransport,
        DirectoryService,
        Breakers,
        BreakerListeners,
        LaneHandlers,
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
  exports: [PartnersModule, LaneHandlers, Asker, Answerer, Relay, LinkStatus, Statements],
})
export class ExchangeModule {}

function buildRelay(
  settings: CityNodeSettings,
  db: Database,
  transport: NatsTransport,
  directory: DirectoryService,
  breakers: Breakers,
  listeners: BreakerListeners,
  handlers: LaneHandlers,
  asker: Asker,
  answerer: Answerer,
  metrics: Metrics,
  clock: Clock,
  faults: NodeFaultPoints,
  log: Logger,
): Relay {
  const self = settings.TONGBAN_CITY;
  const lease = new Lease(db, settings.TONGBAN_REPLICA ?? `${process.pid}`, settings.TONGBAN_LEASE_MS);
  const settler = new Settler(self, db, lease, directory, clock, faults, log);
  const status = new LinkStatus(db, directory, asker, settler, clock, log);
  status.registerAnswers(answerer);
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
    settler,
    status,
    answerer,
    clock,
    faults,
    log,
    sealer: new Sealer(self, db, lease, directory, clock, faults),
    packer: new BatchPacker(self, db, directory, clock),
    opener: new BatchOpener(directory, clock),
    applier: new Applier(self, db, lease, handlers, new ReceiptWriter(self, directory, clock), clock, faults, log),
    metrics: exchangeMetrics,
    receiptWaitMs: settings.TONGBAN_RECEIPT_WAIT_MS,
    heartbeatMs: settings.TONGBAN_HEARTBEAT_MS,
    pollMs: settings.TONGBAN_POLL_MS,
    leaseMs: settings.TONGBAN_LEASE_MS,
    onDirectory: (partner, number) => directoryExchange.heardOf(partner, number),
  });
  listeners.all.push(() => relay.wake());
  return relay;
}
