import { ClientNats } from '@nestjs/microservices';
import { setTimeout as pause } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import { map, type Observable } from 'rxjs';
import { GATEWAY_INBOX_PREFIX } from '#contracts';
import type { ServedCity } from '../gateway-settings.js';

const RETRY_AFTER_MS = 500;
/** Nest answers only what has an id; which answer belongs to which question is told by its subject. */
const ANY_ID = 'g';

/** Why there is no answer, in a word for details and logs. */
export type NoAnswer = 'not_connected' | 'connection_lost';

/** Thrown by {@link CityLink.ask} when the message was not sent, or the connection broke while waiting. */
export class LinkDown extends Error {
  constructor(readonly reason: NoAnswer) {
    super(reason);
    this.name = 'LinkDown';
  }
}

/** The one connection to a city's own nats-server; it comes up, and comes back, by itself for as long as it is open. */
export class CityLink {
  private readonly client: ClientNats;
  private gathering: Promise<void> | undefined;
  private readonly closing = new AbortController();
  private isConnected = false;
  private connection: NatsConnection | undefined;
  /** Whoever waits for an answer learns at once that the line broke. */
  private readonly waiting = new Set<(lost: LinkDown) => void>();
  private keeping: Promise<void> = Promise.resolve();
  private readonly heard = new Map<string, (bytes: Uint8Array) => void>();
  private readonly onReach: (() => void)[] = [];

  constructor(
    private readonly served: ServedCity,
    private readonly logger: Logger,
  ) {
    this.client = new ClientNats({
      servers: served.natsUrl,
      ...(served.natsUrl.startsWith('tls://') ? { tls: {} } : {}),
      user: served.user,
      pass: served.password,
      name: 'tongban-gateway',
      inboxPrefix: GATEWAY_INBOX_PREFIX,
      reconnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RETRY_AFTER_MS,
      // A password changed at both ends must not need a restart of the gateway.
      ignoreAuthErrorAbort: true,
      // A frozen line shows after at most fifteen seconds, not after minutes.
      pingInterval: 5_000,
      maxPingOut: 2,
      // An error made for each request, in case it should fail, costs more than the request.
      noAsyncTraces: true,
    });
    this.status.subscribe((status) => {
      this.isConnected = status === 'connected';
      if (!this.isConnected) this.loseWaiting();
      else this.reached();
      this.logger.info({ city: served.city, nats: status }, 'connection to the city');
    });
  }

  /** True while messages can be sent. */
  get connected(): boolean {
    return this.isConnected;
  }

  /** Begins to connect and returns at once: a gateway starts without its cities and finds them when they come. */
  open(): void {
    this.keeping = this.keepConnected();
  }

  /**
   * Sends one request and waits for one answer, in Nest's framing but not through Nest's client: that subscribes at the
   * server for every single answer. Throws `LinkDown`, and the NATS client's errors: `TimeoutError` after `withinMs`,
   * `RequestError` when nobody listens, and whatever it throws for a message it cannot send.
   */
  async ask(subject: string, message: object, withinMs: number): Promise<Uint8Array> {
    const { connection } = this;
    // While away the client would keep the message for a later that the clerk does not wait for.
    if (!this.isConnected || !connection) throw new LinkDown('not_connected');
    let lose: (lost: LinkDown) => void = () => undefined;
    const lost = new Promise<never>((_resolve, reject) => {
      lose = reject;
    });
    this.waiting.add(lose);
    try {
      const frame = JSON.stringify({ pattern: subject, data: message, id: ANY_ID });
      await Promise.race([this.sending(), lost]);
      const answer = await Promise.race([connection.request(subject, frame, { timeout: withinMs }), lost]);
      return answer.data;
    } finally {
      this.waiting.delete(lose);
    }
  }

  /**
   * Resolves once all that this turn of the event loop has read is there: the requests of many windows then leave in
   * one write, where each of its own would cost as much as all else that is done for it.
   */
  private sending(): Promise<void> {
    return (this.gathering ??= new Promise((resolve) => {
      setImmediate(() => {
        this.gathering = undefined;
        resolve();
      });
    }));
  }

  /** Hears what the city publishes under a subject, over all breaks; what is published in a break is lost. */
  hear(subject: string, take: (bytes: Uint8Array) => void): void {
    this.heard.set(subject, take);
    if (this.connection && !this.connection.isClosed()) this.subscribe(this.connection, subject, take);
  }

  /** Calls back each time the city is reached, the first and every other. */
  whenever(call: () => void): void {
    this.onReach.push(call);
  }

  private subscribe(connection: NatsConnection, subject: string, take: (bytes: Uint8Array) => void): void {
    connection.subscribe(subject, {
      callback: (error, message) => {
        if (error) this.logger.warn({ city: this.served.city, err: error, subject }, 'subscription fails');
        else take(message.data);
      },
    });
  }

  private reached(): void {
    for (const call of this.onReach) call();
  }

  /** Closes for good; requests that still wait are refused. */
  async close(): Promise<void> {
    this.closing.abort();
    this.isConnected = false;
    this.loseWaiting();
    await this.client.close();
    await this.keeping;
  }

  private loseWaiting(): void {
    for (const lose of this.waiting) lose(new LinkDown('connection_lost'));
  }

  /** Nest types this as a const enum, which a transpiler that sees one file at a time cannot read. */
  private get status(): Observable<string> {
    return this.client.status.pipe(map((status) => String(status)));
  }

  private async keepConnected(): Promise<void> {
    const { signal } = this.closing;
    let silent = false;
    while (!signal.aborted) {
      try {
        const connection = (await this.client.connect()) as NatsConnection;
        silent = false;
        this.connection = connection;
        // The client tells no change where a connection that was closed for good is followed by a new one.
        this.isConnected = true;
        for (const [subject, take] of this.heard) this.subscribe(connection, subject, take);
        this.reached();
        await connection.closed();
      } catch (error) {
        // One line for an outage, not two a second: the status gauge and the health report tell that it lasts.
        if (!silent && !signal.aborted) {
          this.logger.warn({ city: this.served.city, err: error }, 'cannot connect to the city yet');
        }
        silent = true;
      }
      this.isConnected = false;
      await pause(RETRY_AFTER_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
