import {
  AckPolicy,
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  type ConsumerMessages,
  type JetStreamManager,
  type JsMsg,
  type StreamConfig,
} from '@nats-io/jetstream';
import type { Logger } from 'pino';
import { INBOX_STREAM, inboxConsumer, subjects } from '#contracts';
import type { NatsTransport } from './nats-transport.js';

/** Sealed batches of one partner that may wait here before its publishes are refused as `inbox full`. */
export const INBOX_BATCHES_PER_PARTNER = 64;
const INBOX_BYTES = 192 * 1024 * 1024;

/**
 * The INBOX stream: a doorbell with back-pressure, in memory. Losing it loses nothing, because a sender settles only
 * on our receipt. One consumer per partner, so that a slow or broken partner delays nobody else.
 */
export class Inbox {
  private readonly running = new Map<string, ConsumerMessages>();
  private created = '';
  private watching: NodeJS.Timeout | undefined;
  private stopped = false;
  private busy: Promise<void> | undefined;

  constructor(
    private readonly self: string,
    private readonly transport: NatsTransport,
    private readonly partners: () => readonly string[],
    private readonly take: (partner: string, message: JsMsg) => Promise<void>,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.stopped = false;
    this.look();
  }

  /** Looks every second that the stream is there and is ours; makes it again where the store was deleted. */
  private look(): void {
    if (this.stopped) return;
    this.busy = this.ensure()
      .catch((error: unknown) => {
        if (this.transport.isConnected) this.log.warn({ err: error }, 'INBOX is not ready; trying again');
      })
      .then(() => {
        if (!this.stopped) this.watching = setTimeout(() => this.look(), 1000);
      });
  }

  private async ensure(): Promise<void> {
    if (!this.transport.isConnected) return;
    const manager = await this.transport.manager();
    const wanted = this.partners().map((partner) => subjects.link(this.self, partner));
    let info;
    try {
      info = await manager.streams.info(INBOX_STREAM);
    } catch (error) {
      if ((error as { code?: number }).code !== 404 && !/not found/i.test((error as Error).message)) throw error;
    }
    if (!info) {
      info = await manager.streams.add(this.config(wanted));
      this.checkReturned(info.config);
      this.log.info({ subjects: wanted.length }, 'INBOX made');
    } else if ([...wanted].sort().join() !== [...info.config.subjects].sort().join()) {
      info = await manager.streams.update(INBOX_STREAM, { subjects: wanted });
    }
    const created = info.created;
    if (created !== this.created) {
      await this.stopConsuming();
      this.created = created;
    }
    for (const partner of this.partners()) if (!this.running.has(partner)) await this.consume(manager, partner);
  }

  private config(subjectList: string[]): Partial<StreamConfig> & { name: string } {
    return {
      name: INBOX_STREAM,
      subjects: subjectList,
      storage: StorageType.Memory,
      retention: RetentionPolicy.Workqueue,
      discard: DiscardPolicy.New,
      discard_new_per_subject: true,
      max_msgs_per_subject: INBOX_BATCHES_PER_PARTNER,
      max_bytes: INBOX_BYTES,
    };
  }

  /** A server that silently ignores a limit would let one partner fill the memory of all. */
  private checkReturned(config: StreamConfig): void {
    if (config.max_msgs_per_subject !== INBOX_BATCHES_PER_PARTNER || config.discard !== DiscardPolicy.New) {
      throw new Error('the nats-server did not take the limits of INBOX');
    }
  }

  private async consume(manager: JetStreamManager, partner: string): Promise<void> {
    await manager.consumers.add(INBOX_STREAM, {
      durable_name: inboxConsumer(partner),
      filter_subject: subjects.link(this.self, partner),
      ack_policy: AckPolicy.Explicit,
      ack_wait: 60_000_000_000,
      max_ack_pending: INBOX_BATCHES_PER_PARTNER,
    });
    const consumer = await this.transport.client.consumers.get(INBOX_STREAM, inboxConsumer(partner));
    const messages = await consumer.consume({ max_messages: INBOX_BATCHES_PER_PARTNER / 2 });
    this.running.set(partner, messages);
    void this.pump(partner, messages);
  }

  private async pump(partner: string, messages: ConsumerMessages): Promise<void> {
    try {
      for await (const message of messages) await this.take(partner, message);
    } catch (error) {
      this.log.warn({ err: error, partner }, 'consumer of INBOX ended');
    }
    if (this.running.get(partner) === messages) this.running.delete(partner);
  }

  private async stopConsuming(): Promise<void> {
    const all = [...this.running.values()];
    this.running.clear();
    await Promise.all(all.map((messages) => messages.close()));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.watching);
    await this.busy;
    await this.stopConsuming();
    this.created = '';
  }
}
