import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createLogger, HealthState, NestPinoLogger, ShiftedClock, SystemClock, type Clock } from '#runtime';
import { BrowserSessions } from './auth/browser-sessions.js';
import { IdentityDoor } from './auth/identity-door.js';
import { ProviderSignIns } from './auth/provider-sign-ins.js';
import { CityNodes } from './city-nodes/city-nodes.service.js';
import { consoleFiles, findConsole } from './console/console-files.js';
import { GatewayMetrics } from './door/gateway-metrics.js';
import { openHttpDoor } from './door/http-door.js';
import { ProblemFilter } from './door/problem.filter.js';
import type { GatewaySettings } from './gateway-settings.js';
import { LiveFeed } from './live/live-feed.js';
import { GatewayModule } from './gateway.module.js';
import { findChromium } from './notices/chromium-place.js';
import { PdfPrinter } from './notices/pdf-printer.js';
import { mountDocs } from './openapi/docs-page.js';

/** What a test replaces; nothing of it can be set from the environment. */
export interface GatewayOverrides {
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** Failed sign-ins a minute from one address; 20 unless told. */
  readonly failedSignInsPerMinute?: number;
  /** Milliseconds that requests in flight get at shutdown; 10 s unless told. */
  readonly drainMs?: number;
  /** Folder of the built console; the one beside the build unless told. */
  readonly consoleDir?: string;
  /** Milliseconds without use after which a console session ends; the setting unless told. */
  readonly idleMs?: number;
}

/** A gateway that is built but does not listen yet. */
export interface Gateway {
  readonly app: NestExpressApplication;
  /** Listens (on the port of the settings unless told, 0 for a free one) and gives the address, such as http://127.0.0.1:8080. */
  listen(port?: number): Promise<string>;
  /** Takes nothing new, lets requests in flight finish, then closes all connections. May be called twice. */
  close(): Promise<void>;
}

const DRAIN_MS = 10_000;
/** Documents that may wait for each one that prints: more would wait longer than a window does. */
const WAITING_PER_PAGE = 8;

/** Builds the gateway; the connections to the cities' nats-servers come up by themselves, whenever these are there. */
export async function createGateway(settings: GatewaySettings, overrides: GatewayOverrides = {}): Promise<Gateway> {
  const logger = overrides.logger ?? createLogger({ level: settings.TONGBAN_LOG_LEVEL, name: 'gateway' });
  const cities = settings.TONGBAN_GATEWAY_CITIES.map((one) => one.city);
  const metrics: GatewayMetrics = new GatewayMetrics(cities, (city) => nodes.connected(city));
  const nodes: CityNodes = new CityNodes(
    settings.TONGBAN_GATEWAY_CITIES,
    settings.TONGBAN_GATEWAY_COMMAND_TIMEOUT_MS,
    metrics,
    logger,
  );
  const health = new HealthState();
  for (const city of cities) {
    const check = (): Promise<{ ok: boolean; detail?: string }> =>
      Promise.resolve(nodes.connected(city) ? { ok: true } : { ok: false, detail: 'not_connected' });
    health.register({ name: `city-${city}`, critical: true, check });
  }
  const clockFile = settings.TONGBAN_REHEARSAL_CLOCK_FILE;
  const clock = overrides.clock ?? (clockFile === undefined ? new SystemClock() : new ShiftedClock(clockFile));
  const identity = new IdentityDoor(new Set(cities), clock);
  const printer = new PdfPrinter({
    program: findChromium(settings.CHROMIUM_BIN),
    logger,
    pages: settings.TONGBAN_GATEWAY_PDF_PAGES,
    waiting: settings.TONGBAN_GATEWAY_PDF_PAGES * WAITING_PER_PAGE,
    timeoutMs: settings.TONGBAN_GATEWAY_PDF_TIMEOUT_MS,
  });
  const sessions = new BrowserSessions({
    secret: settings.TONGBAN_GATEWAY_SESSION_SECRET,
    idleMs: overrides.idleMs ?? settings.TONGBAN_GATEWAY_IDLE_MINUTES * 60_000,
    clock,
    nodes,
    logger,
  });
  const live = new LiveFeed(cities, nodes, metrics.live);
  for (const city of settings.TONGBAN_GATEWAY_OIDC.flatMap((one) => one.cities)) {
    if (!cities.includes(city)) logger.warn({ city }, 'a provider of sign-ins is set for a city that is not served');
  }
  const providers = new ProviderSignIns({
    providers: settings.TONGBAN_GATEWAY_OIDC,
    secret: settings.TONGBAN_GATEWAY_SESSION_SECRET ?? randomBytes(32).toString('hex'),
    clock,
    nodes,
  });
  const parts = { identity, nodes, health, metrics, printer, sessions, providers, live, logger };
  const app = await NestFactory.create<NestExpressApplication>(GatewayModule.of(parts), {
    logger: new NestPinoLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  const failedSignInsPerMinute = overrides.failedSignInsPerMinute ?? 20;
  openHttpDoor(app, { settings, metrics, logger, failedSignInsPerMinute, sessions: sessions.handler });
  const consoleDir = findConsole(overrides.consoleDir);
  if (consoleDir === null) logger.info('no console is built: this gateway serves the API alone');
  else app.use(consoleFiles(consoleDir));
  app.useGlobalFilters(new ProblemFilter(logger));
  mountDocs(app);
  await app.init();
  nodes.open();
  const server = app.getHttpServer();
  // A client that sends its request a byte at a time must not hold a connection for minutes.
  server.headersTimeout = 15_000;
  server.requestTimeout = 30_000;
  // Longer than proxies keep theirs (a minute as a rule): a request on a connection that closes just then fails there.
  server.keepAliveTimeout = 75_000;

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    health.startDraining();
    live.close();
    await drained(server, overrides.drainMs ?? DRAIN_MS);
    await Promise.all([nodes.close(), printer.close()]);
    await app.close();
  };
  return {
    app,
    listen: async (port = settings.TONGBAN_GATEWAY_PORT) => {
      await app.listen(port, settings.TONGBAN_GATEWAY_HOST);
      const { address, family, port: taken } = server.address() as AddressInfo;
      return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
    },
    close: () => (closing ??= close()),
  };
}

/** Ends when every request is answered, or after `withinMs`, when the remaining connections are cut. */
async function drained(server: Server, withinMs: number): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), withinMs);
    // A kept-alive connection becomes idle when its request ends, and would then stay open for seconds.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
  });
}
