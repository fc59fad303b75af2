import { setTimeout as pause } from 'node:timers/promises';
import { errors as natsErrors } from '@nats-io/transport-node';
import { COMMANDS, subjects, TongbanError, type CommandKey, type CommandOnWire } from '#contracts';
import type { Logger } from 'pino';
import type { GatewayMetrics } from '../door/gateway-metrics.js';
import type { ServedCity } from '../gateway-settings.js';
import { CityLink, LinkDown } from './city-link.js';
import { readAnswer, type NodeAnswer } from './node-answer.js';

/** A replica notices within a fifth of a second that the one that took acts is gone; a busy machine makes it more. */
const TAKEOVER_MS = 2000;
const ASK_AGAIN_MS = 50;

/** Carries commands to the nodes of the cities served, and nowhere else. */
export class CityNodes {
  private readonly links: ReadonlyMap<string, CityLink>;

  constructor(
    readonly served: readonly ServedCity[],
    private readonly timeoutMs: number,
    private readonly metrics: GatewayMetrics,
    private readonly logger: Logger,
  ) {
    this.links = new Map(served.map((one) => [one.city, new CityLink(one, logger)]));
  }

  /** Begins to connect to every city; does not wait. */
  open(): void {
    for (const link of this.links.values()) link.open();
  }

  /** True while the connection to this city's nats-server stands. */
  connected(city: string): boolean {
    return this.links.get(city)?.connected ?? false;
  }

  /** Hears a topic of the city's screens, over all breaks of the connection; what is published in a break is lost. */
  hear(city: string, topic: string, take: (bytes: Uint8Array) => void): void {
    this.links.get(city)?.hear(subjects.live(city, topic), take);
  }

  /** Calls back each time the connection to this city's nats-server stands again. */
  whenever(city: string, reached: () => void): void {
    this.links.get(city)?.whenever(reached);
  }

  /** Closes all connections; requests that still wait are answered `city_node_unreachable`. */
  async close(): Promise<void> {
    await Promise.all([...this.links.values()].map((link) => link.close()));
  }

  /**
   * The node's answer. Throws the error the node answered with; `city_node_unreachable` when there was no answer in
   * time; `body_too_large` when it cannot travel. After no answer a command may still have been carried out, so a
   * creating one must be repeated with the same Idempotency-Key, which the node carries out once.
   */
  async ask(city: string, key: CommandKey, command: CommandOnWire): Promise<NodeAnswer> {
    const link = this.links.get(city);
    if (!link) throw new TongbanError('city_not_served', { city });
    const started = performance.now();
    const outcome = (code: string): void =>
      this.metrics.nodeCommand(city, COMMANDS[key].name, code, (performance.now() - started) / 1000);
    try {
      const answer = await this.heard(link, subjects.command(city, COMMANDS[key].name), command);
      const read = readAnswer(answer);
      outcome('ok');
      return read;
    } catch (error) {
      const coded = this.coded(city, key, error);
      outcome(coded.code);
      throw coded;
    }
  }

  /** What nobody listens to was not carried out: it may be asked again while another replica takes over. */
  private async heard(link: CityLink, subject: string, command: CommandOnWire): Promise<Uint8Array> {
    const until = performance.now() + TAKEOVER_MS;
    for (;;) {
      try {
        return await link.ask(subject, command, this.timeoutMs);
      } catch (error) {
        if (!nobodyListens(error) || performance.now() > until) throw error;
        await pause(ASK_AGAIN_MS);
      }
    }
  }

  private coded(city: string, key: CommandKey, error: unknown): TongbanError {
    if (error instanceof TongbanError) return error;
    const reason = noAnswerReason(error);
    if (reason) {
      this.logger.warn({ city, command: COMMANDS[key].name, reason }, 'no answer from the node');
      return new TongbanError('city_node_unreachable', { city, reason }, { cause: error });
    }
    if (isOverPayload(error)) return new TongbanError('body_too_large', {}, { cause: error });
    return new TongbanError('internal_error', {}, { cause: error });
  }
}

const nobodyListens = (error: unknown): boolean => error instanceof natsErrors.RequestError && error.isNoResponders();

function noAnswerReason(error: unknown): string | undefined {
  if (error instanceof LinkDown) return error.reason;
  if (error instanceof natsErrors.TimeoutError) return 'timed_out';
  if (nobodyListens(error)) return 'nobody_listens';
  if (error instanceof natsErrors.ClosedConnectionError || error instanceof natsErrors.DrainingConnectionError) {
    return 'connection_lost';
  }
  return undefined;
}

function isOverPayload(error: unknown): boolean {
  return error instanceof Error && error.message.includes('max_payload');
}
