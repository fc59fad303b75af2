import { mark } from '#runtime';
import {
  jetstream,
  jetstreamManager,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { connect, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import { inboxPrefix, TongbanError } from '#contracts';
import { HeldWithoutCounting } from '../../partners/breakers.js';

export interface NatsOptions {
  url: string;
  user?: string | undefined;
  password?: string | undefined;
  city: string;
  name: string;
}

/** JetStream error codes of a full stream or subject: the partner is there, its inbox is not emptied. */
const FULL = new Set([10047, 10054, 10077, 10122]);

/**
 * The node's connection to its city's own nats-server. Nothing it says is trusted: it may lose, repeat, reorder and
 * delay. Starting never fails; it goes on trying.
 */
export class NatsTransport {
  private connection: NatsConnection | undefined;
  private jetstream: JetStreamClient | undefined;
  private readonly gathered: (() => void)[] = [];
  private connected = false;
  private stopped = false;
  private readonly onConnect: ((nc: NatsConnection) => void)[] = [];
  private readonly onReach: (() => void)[] = [];

  constructor(
    private readonly options: NatsOptions,
    private readonly log: Logger,
  ) {}

  start(): void {
    void this.connect();
  }

  private async connect(): Promise<void> {
    while (!this.stopped && !this.connection) {
      try {
        this.connection = await connect({
          servers: this.options.url,
          user: this.options.user,
          pass: this.options.password,
          name: this.options.name,
          inboxPrefix: inboxPrefix(this.options.city),
          maxReconnectAttempts: -1,
          reconnectTimeWait: 250,
          pingInterval: 5000,
          maxPingOut: 2,
          timeout: 4000,
          // Else every publish would make an error and its stack, in case it is needed.
          noAsyncTraces: true,
        });
      } catch (error) {
        this.log.warn({ err: error }, 'nats-server not reachable yet; trying again');
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    const nc = this.connection;
    if (!nc) return;
    if (this.stopped) return nc.close();
    this.connected = true;
    const version = nc.info?.version ?? '?';
    const old = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
    const number = old ? Number(old[1]) * 1e6 + Number(old[2]) * 1e3 + Number(old[3]) : 0;
    this.log.info({ natsVersion: version }, 'connected to nats-server');
    if (number < 2_010_027) {
      this.log.warn({ natsVersion: version }, 'old nats-server: accounts are no wall before 2.10.27 (CVE-2025-30215)');
    }
    void this.watch(nc);
    for (const call of this.onConnect) call(nc);
    for (const call of this.onReach) call();
  }

  private async watch(nc: NatsConnection): Promise<void> {
    for await (const status of nc.status()) {
      if (status.type === 'disconnect' || status.type === 'staleConnection') {
        this.connected = false;
        this.log.warn('connection to nats-server lost');
      } else if (status.type === 'reconnect') {
        this.connected = true;
        this.log.info('connected to nats-server again');
        for (const call of this.onReach) call();
      } else if (status.type === 'error') {
        this.log.warn({ err: status.error }, 'nats-server reports an error');
      }
    }
    this.connected = false;
  }

  /** Calls back with the connection, now or when it is there. Subscriptions survive reconnects by themselves. */
  whenConnected(call: (nc: NatsConnection) => void): void {
    this.onConnect.push(call);
    if (this.connection) call(this.connection);
  }

  /** Calls back each time the nats-server is reached, the first and every other. */
  whenever(call: () => void): void {
    this.onReach.push(call);
    if (this.connected) call();
  }

  get isConnected(): boolean {
    return this.connected;
  }

  get client(): JetStreamClient {
    const live = this.live();
    return (this.jetstream ??= jetstream(live));
  }

  manager(): Promise<JetStreamManager> {
    return jetstreamManager(this.live(), { checkAPI: false });
  }

  private live(): NatsConnection {
    if (!this.connection || !this.connected) throw new HeldWithoutCounting('local');
    return this.connection;
  }

  /**
   * Publishes a sealed batch into the partner's INBOX. Throws HeldWithoutCounting where the fault is ours (no
   * connection) or the inbox is full; anything else means that the link is down and counts.
   */
  async publishBatch(subject: string, bytes: Uint8Array, messageId: string, timeoutMs: number): Promise<void> {
    const client = this.client;
    mark('batch.sent');
    try {
      await client.publish(subject, bytes, { msgID: messageId, timeout: timeoutMs, retries: 0 });
    } catch (error) {
      if (error instanceof JetStreamApiError && FULL.has(error.apiError().err_code)) {
        throw new HeldWithoutCounting('inbox_full');
      }
      if (!this.connected) throw new HeldWithoutCounting('local');
      throw error;
    }
  }

  /** For what nobody waits for: sent at the end of this turn of the event loop. */
  publish(subject: string, bytes: Uint8Array): void {
    this.soon(() => {
      if (this.connection && this.connected && !this.connection.isClosed()) this.connection.publish(subject, bytes);
    });
  }

  /** Sends at the end of this turn, with whatever else is to be sent then: in one write instead of one for each. */
  soon(send: () => void): void {
    if (this.gathered.push(send) > 1) return;
    process.nextTick(() => {
      for (const one of this.gathered.splice(0)) one();
    });
  }

  /** Asks and waits; throws partner_unreachable where nobody answers in time. */
  async request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    const nc = this.live();
    try {
      return (await nc.request(subject, bytes, { timeout: timeoutMs })).data;
    } catch (cause) {
      if (!this.connected) throw new HeldWithoutCounting('local');
      throw new TongbanError('partner_unreachable', { subject }, { cause });
    }
  }

  subscribe(subject: string, queue: string | undefined, take: (message: Msg) => void): Subscription {
    return this.live().subscribe(subject, {
      ...(queue ? { queue } : {}),
      callback: (error, message) => {
        if (error) this.log.warn({ err: error, subject }, 'subscription fails');
        else take(message);
      },
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.connection && !this.connection.isClosed()) {
      if (this.connected) await this.connection.drain();
      else await this.connection.close();
    }
    this.connected = false;
  }
}
