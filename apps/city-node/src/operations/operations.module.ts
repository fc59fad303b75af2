import { join } from 'node:path';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, HealthState, Metrics, type Clock } from '#runtime';
import { LOG, SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import { ReApplier } from '../exchange/apply/re-applier.js';
import { ExchangeModule } from '../exchange/exchange.module.js';
import { Relay } from '../exchange/relay.js';
import { Answerer } from '../exchange/status/answerer.js';
import { Asker } from '../exchange/status/asker.js';
import { LinkStatus } from '../exchange/status/link-status.js';
import { Statements } from '../exchange/status/statements.js';
import { Breakers } from '../partners/breakers.js';
import { DirectoryService } from '../partners/directory.service.js';
import type { CityNodeSettings } from '../settings.js';
import { AlertBook } from './alerts/alert-book.js';
import { AlertKeeper } from './alerts/alert-keeper.js';
import { AlertWatch } from './alerts/alert-watch.js';
import { DailyStatements } from './daily-statements.js';
import { KeyTerms } from './key-terms.js';
import { MessageActs } from './messages/message-acts.js';
import { MessageQueue } from './messages/message-queue.js';
import { NodeHealth } from './node-health.service.js';
import { Probe } from './probe.service.js';

const storageDir = (s: CityNodeSettings): string => join(s.TONGBAN_ATTACHMENT_DIR, s.TONGBAN_CITY);

/** What the machine room looks at and does: messages that stand, daily statements, keys, health, alerts. */
@Module({
  imports: [ExchangeModule],
  providers: [
    {
      provide: MessageQueue,
      inject: [Database, DirectoryService],
      useFactory: (db: Database, directory: DirectoryService) => new MessageQueue(db, directory),
    },
    {
      provide: MessageActs,
      inject: [Database, MessageQueue, Relay, Asker, Answerer, Breakers, CLOCK],
      useFactory: (
        db: Database,
        queue: MessageQueue,
        relay: Relay,
        asker: Asker,
        answerer: Answerer,
        breakers: Breakers,
        clock: Clock,
      ) => {
        const reApplier = new ReApplier(relay.doors.self, relay.doors.handlers, clock);
        const acts = new MessageActs({
          db,
          queue,
          reApplier,
          asker,
          breakers,
          clock,
          committed: () => relay.committed(),
          outcomesChanged: (partner) => relay.receiver.tell(partner),
        });
        acts.registerAnswers(answerer);
        return acts;
      },
    },
    {
      provide: Probe,
      inject: [Database, DirectoryService, Breakers, LinkStatus, CLOCK],
      useFactory: (db: Database, directory: DirectoryService, breakers: Breakers, status: LinkStatus, clock: Clock) =>
        new Probe(db, directory, breakers, status, clock),
    },
    {
      provide: KeyTerms,
      inject: [SETTINGS, DirectoryService, CLOCK, Metrics],
      useFactory: (s: CityNodeSettings, directory: DirectoryService, clock: Clock, metrics: Metrics) =>
        new KeyTerms(s.TONGBAN_CITY, directory, clock, s.TONGBAN_ALERT_KEY_DAYS, metrics),
    },
    {
      provide: DailyStatements,
      inject: [SETTINGS, Database, Relay, Statements, Breakers, DirectoryService, CLOCK, LOG],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        relay: Relay,
        statements: Statements,
        breakers: Breakers,
        directory: DirectoryService,
        clock: Clock,
        log: Logger,
      ) =>
        new DailyStatements({
          db,
          statements,
          breakers,
          clock,
          log,
          partners: () => directory.current.partnersOf(s.TONGBAN_CITY),
          isLeading: () => relay.isLeading,
          fromMinute: s.TONGBAN_STATEMENT_HOUR * 60,
        }),
    },
    { provide: AlertBook, inject: [Database], useFactory: (db: Database) => new AlertBook(db) },
    {
      provide: AlertKeeper,
      inject: [SETTINGS, Database, Relay, AlertBook, KeyTerms, DirectoryService, CLOCK, Metrics, LOG],
      useFactory: (
        s: CityNodeSettings,
        db: Database,
        relay: Relay,
        book: AlertBook,
        keys: KeyTerms,
        directory: DirectoryService,
        clock: Clock,
        metrics: Metrics,
        log: Logger,
      ) => {
        const { TONGBAN_ALERT_WEBHOOK_URL: url, TONGBAN_ALERT_WEBHOOK_SECRET: secret, TONGBAN_CITY: self } = s;
        const limits = {
          linkDownMinutes: s.TONGBAN_ALERT_LINK_DOWN_MINUTES,
          heldMinutes: s.TONGBAN_ALERT_HELD_MINUTES,
          storageFreePercent: s.TONGBAN_ALERT_STORAGE_FREE_PERCENT,
        };
        const watch = new AlertWatch({ self, db, directory, keys, clock, storageDir: storageDir(s), limits });
        const target = url === undefined || secret === undefined ? null : { url, secret };
        const isLeading = (): boolean => relay.isLeading;
        const lookMs = s.TONGBAN_ALERT_LOOK_MS;
        return new AlertKeeper({ self, db, book, watch, target, clock, metrics, log, isLeading, lookMs });
      },
    },
    {
      provide: NodeHealth,
      inject: [SETTINGS, HealthState, DirectoryService, AlertBook, Relay, CLOCK],
      useFactory: (
        s: CityNodeSettings,
        health: HealthState,
        directory: DirectoryService,
        book: AlertBook,
        relay: Relay,
        clock: Clock,
      ) =>
        new NodeHealth({
          self: s.TONGBAN_CITY,
          replica: s.TONGBAN_REPLICA ?? '',
          health,
          directory,
          book,
          clock,
          isLeading: () => relay.isLeading,
          storageDir: storageDir(s),
          webhook: s.TONGBAN_ALERT_WEBHOOK_URL !== undefined,
        }),
    },
  ],
  exports: [MessageQueue, MessageActs, Probe, KeyTerms, DailyStatements, AlertKeeper, NodeHealth],
})
export class OperationsModule {}
