import { hostname } from 'node:os';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import {
  CLOCK,
  createLogger,
  createMetrics,
  FaultPoints,
  HealthState,
  Metrics,
  ShiftedClock,
  SystemClock,
  type Clock,
} from '#runtime';
import { Database, type DatabaseOptions } from './db/database.js';
import { NatsTransport } from './exchange/transport/nats-transport.js';
import { FAULT_POINTS, type NodeFaultPoints } from './fault-points.js';
import type { CityNodeSettings } from './settings.js';

export const SETTINGS = Symbol('settings');
export const LOG = Symbol('log');

/** What tests may put in the place of the real thing, and the migrations of a version that is yet to come. */
export interface NodeOverrides {
  clock?: Clock;
  faults?: NodeFaultPoints;
  log?: Logger;
  migrations?: DatabaseOptions['migrations'];
}

/** What every part of the node uses: settings, log, clock, metrics, database, nats-server. */
@Global()
@Module({})
export class CoreModule {
  static with(settings: CityNodeSettings, overrides: NodeOverrides): DynamicModule {
    const city = settings.TONGBAN_CITY;
    const log = overrides.log ?? createLogger({ level: settings.TONGBAN_LOG_LEVEL, name: 'city-node', city });
    const replica = settings.TONGBAN_REPLICA ?? `${hostname()}-${process.pid}`;
    const database = new Database(
      {
        url: settings.TONGBAN_DATABASE_URL,
        poolSize: settings.TONGBAN_DATABASE_POOL,
        applicationName: `tongban-${city}-${replica}`.slice(0, 60),
        migrations: overrides.migrations,
      },
      log,
    );
    const transport = new NatsTransport(
      {
        url: settings.TONGBAN_NATS_URL,
        user: settings.TONGBAN_NATS_USER,
        password: settings.TONGBAN_NATS_PASSWORD,
        city,
        name: `tongban-${city}-${replica}`,
      },
      log,
    );
    const health = new HealthState();
    health.register({ name: 'database', critical: true, check: () => database.check() });
    health.register({ name: 'nats', critical: true, check: () => Promise.resolve({ ok: transport.isConnected }) });
    const providers = [
      { provide: SETTINGS, useValue: { ...settings, TONGBAN_REPLICA: replica } },
      { provide: LOG, useValue: log },
      { provide: CLOCK, useValue: overrides.clock ?? clockOf(settings) },
      { provide: FaultPoints, useValue: overrides.faults ?? FaultPoints.fromEnv(FAULT_POINTS, process.env) },
      { provide: Metrics, useValue: createMetrics() },
      { provide: HealthState, useValue: health },
      { provide: Database, useValue: database },
      { provide: NatsTransport, useValue: transport },
    ];
    return { module: CoreModule, providers, exports: providers.map((p) => p.provide) };
  }
}

/** The machine's clock; in a rehearsal moved as its file tells. */
function clockOf({ TONGBAN_REHEARSAL_CLOCK_FILE: file }: CityNodeSettings): Clock {
  return file === undefined ? new SystemClock() : new ShiftedClock(file);
}
