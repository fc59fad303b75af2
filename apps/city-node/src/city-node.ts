import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { NestFactory } from '@nestjs/core';
import { inboxPrefix, TongbanError } from '#contracts';
import { createLogger, HealthState, Metrics, NestPinoLogger, SettingsError } from '#runtime';
import { AppModule } from './app.module.js';
import { AttachmentFetcher } from './attachments/attachment-fetcher.js';
import { AttachmentSweep } from './attachments/attachment-sweep.js';
import { JointRunner } from './case/joint/joint-runner.js';
import { CardWatch } from './case/supervision/card-watch.js';
import { StandingRunner } from './case/standing/standing-runner.js';
import { CityServer } from './commands/city-server.js';
import type { NodeOverrides } from './core.module.js';
import { Database, isTransient } from './db/database.js';
import { RestoreWatch } from './exchange/recovery/restore-watch.js';
import { Relay } from './exchange/relay.js';
import { NatsTransport } from './exchange/transport/nats-transport.js';
import { FigureKeeper } from './figures/figure-keeper.js';
import { AlertKeeper } from './operations/alerts/alert-keeper.js';
import { DailyStatements } from './operations/daily-statements.js';
import { registerCaseMetrics } from './operations/case-metrics.js';
import { SampleData } from './operations/sample-data.service.js';
import { Breakers } from './partners/breakers.js';
import { DirectoryService } from './partners/directory.service.js';
import { Retention } from './retention/retention.service.js';
import { CatalogueService } from './service-items/catalogue.service.js';
import type { CityNodeSettings } from './settings.js';
import { CalendarService } from './sla/calendar.service.js';
import { Calendars } from './sla/calendars.js';
import { DueKeeper } from './sla/due-keeper.js';
import { NextDues } from './sla/next-due.js';

const KEY_WARNING_DAYS = 30;
const PREPARE_AGAIN_MS = 500;
const RESTORED = new Set<string>(['recovery_pending', 'partner_ahead']);

/** A running node of one city. */
export interface CityNode {
  app: NestExpressApplication;
  /** Address of health and metrics. */
  url: string;
  /** Resolves when the database was reached, and the sample data (where there is any) imported. */
  started: Promise<void>;
  stop(): Promise<void>;
}

/** Warns in time: without a valid signing key nothing leaves this city. */
function keysCheck(directory: DirectoryService): { ok: boolean; detail?: string } {
  const days = directory.signingKeyDaysLeft();
  return days > KEY_WARNING_DAYS ? { ok: true } : { ok: false, detail: `signing key ends in ${Math.floor(days)} days` };
}

/**
 * Builds and starts a node. Comes up without its database or nats-server and keeps trying: it is then alive, not
 * ready. Throws only where settings, keys or directory are wrong.
 */
export async function startCityNode(settings: CityNodeSettings, overrides: NodeOverrides = {}): Promise<CityNode> {
  const { TONGBAN_CITY: city, TONGBAN_LOG_LEVEL: level } = settings;
  // Made before the application, so that its first words are lines of the log as well.
  const log = overrides.log ?? createLogger({ level, name: 'city-node', city });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings, { ...overrides, log }), {
    logger: new NestPinoLogger(log),
    abortOnError: false,
  });
  app.disable('x-powered-by');
  const database = app.get(Database);
  const transport = app.get(NatsTransport);
  const relay = app.get(Relay);
  const directory = app.get(DirectoryService);
  const health = app.get(HealthState);
  if (settings.TONGBAN_REHEARSAL_CLOCK_FILE !== undefined && !directory.current.document.sample) {
    await app.close();
    throw new SettingsError([
      {
        name: 'TONGBAN_REHEARSAL_CLOCK_FILE',
        code: 'forbidden',
        problem: 'moves the clock, and this directory is no sample',
        remedy: 'Leave it out: real cases need the real time',
      },
    ]);
  }
  registerCaseMetrics(app.get(Metrics), database, health);
  health.register({ name: 'keys', critical: false, check: () => Promise.resolve(keysCheck(directory)) });

  const natsOptions = {
    servers: [settings.TONGBAN_NATS_URL],
    ...(settings.TONGBAN_NATS_USER ? { user: settings.TONGBAN_NATS_USER } : {}),
    ...(settings.TONGBAN_NATS_PASSWORD ? { pass: settings.TONGBAN_NATS_PASSWORD } : {}),
    inboxPrefix: inboxPrefix(settings.TONGBAN_CITY),
    waitOnFirstConnect: true,
    reconnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    gracefulShutdown: true,
    gracePeriod: 500,
  };
  const server = new CityServer(city, natsOptions, log);
  app.connectMicroservice({ strategy: server });
  const { leaders } = relay.doors;
  leaders.changed = (takesActs) => server.takeActs(takesActs);

  await app.listen(settings.TONGBAN_HTTP_PORT, settings.TONGBAN_HTTP_HOST);
  const address = app.getHttpServer().address() as AddressInfo;
  const url = `http://${address.address}:${address.port}`;
  log.info({ url }, 'city node is up');

  database.start();
  transport.start();
  leaders.start();
  void app.startAllMicroservices().catch((error: unknown) => log.error({ err: error }, 'commands cannot be taken'));
  let stopping = false;
  const catalogue = app.get(CatalogueService);
  const calendar = app.get(CalendarService);
  const watch = app.get(RestoreWatch);
  health.register({ name: 'restore', critical: false, check: () => Promise.resolve(watch.report()) });
  /** A list that is older than what partners hold of it grows only after they have given it back. */
  const importSample = async (): Promise<void> => {
    try {
      await app.get(SampleData).import();
    } catch (error) {
      if (!(error instanceof TongbanError && RESTORED.has(error.code))) throw error;
      log.warn({ errorCode: error.code }, 'our list is not published before partners agree on what they hold of it');
    }
  };
  watch.finished.push(() => {
    importSample().then(
      () => relay.committed(),
      (error: unknown) => log.error({ err: error }, 'our list is not published; a restart does it'),
    );
  });
  /** All of it may be done again: a database that goes away meanwhile only delays the start. */
  const prepare = async (): Promise<void> => {
    while (!stopping) {
      try {
        await directory.loadStored(database);
        await watch.look();
        await importSample();
        await catalogue.supply();
        await calendar.supply();
        await app.get(Calendars).start();
        await app.get(NextDues).readLimits();
        return;
      } catch (error) {
        if (!isTransient(error)) throw error;
        log.warn({ err: error }, 'database went away while the node started; trying again');
        await pause(PREPARE_AGAIN_MS);
      }
    }
  };
  const started = database.started().then(async () => {
    await prepare();
    if (stopping) return;
    directory.changed.push(() => {
      Promise.all([catalogue.supply(), calendar.supply()]).then(
        () => relay.committed(),
        (error: unknown) =>
          log.error({ err: error }, 'our list is not supplied to new partners yet; a restart does it'),
      );
    });
    relay.start();
    app.get(Retention).start();
    app.get(JointRunner).start();
    app.get(StandingRunner).start();
    app.get(DueKeeper).start();
    app.get(CardWatch).start();
    app.get(AttachmentFetcher).start();
    app.get(AttachmentSweep).start();
    app.get(FigureKeeper).start();
    app.get(DailyStatements).start();
    app.get(AlertKeeper).start();
  });
  started.catch((error: unknown) => {
    log.fatal({ err: error }, 'node cannot work');
    process.exitCode = 1;
    process.kill(process.pid, 'SIGTERM');
  });

  return {
    app,
    url,
    started,
    stop: async () => {
      stopping = true;
      health.startDraining();
      await app.get(JointRunner).stop();
      await app.get(StandingRunner).stop();
      await app.get(Retention).stop();
      await app.get(DueKeeper).stop();
      await app.get(CardWatch).stop();
      await app.get(AttachmentFetcher).stop();
      await app.get(AttachmentSweep).stop();
      await app.get(FigureKeeper).stop();
      await app.get(DailyStatements).stop();
      await app.get(AlertKeeper).stop();
      app.get(Calendars).stop();
      await relay.stop();
      leaders.stop();
      app.get(Breakers).stop();
      await app.close();
      await transport.stop();
      await database.stop();
    },
  };
}
