import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  COMMANDS,
  ERROR_CATALOGUE,
  GATEWAY_INBOX_PREFIX,
  subjects,
  type AnswerOnWire,
  type CommandKey,
  type ErrorOnWire,
  type SessionView,
} from '#contracts';
import type { Stand } from './stand.js';

/** A final answer with an error code: asking the same again would not change it. */
export class FinalRefusal extends Error {
  constructor(
    readonly command: CommandKey,
    readonly error: ErrorOnWire,
  ) {
    super(`${command}: ${error.code} ${JSON.stringify(error.details).slice(0, 300)}`);
  }
}

/** Nobody answered until the desk's patience ended. */
export class NoAnswer extends Error {}

/** Codes below 500 that say "later", not "no". */
const LATER: ReadonlySet<string> = new Set([
  'case_changed',
  'partner_ahead',
  'recovery_pending',
  'link_starting',
  // A node whose clock was set back does not know the tokens of its future: people sign in again.
  'token_expired',
  'token_invalid',
]);
const ANSWER_WITHIN_MS = 4_000;
const AGAIN_AFTER_MS = 150;

/** True where the same command may succeed by and by. */
export function isForNow({ code }: ErrorOnWire): boolean {
  return LATER.has(code) || ERROR_CATALOGUE[code].status >= 500;
}

/** How often which code was answered, for the report; codes only. */
export type AnswerCount = Map<string, number>;

/** The people of one city at a gateway that never gives up: it asks the same command again until it is answered. */
export class PatientDesk {
  private closed = false;
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    readonly city: string,
    private readonly nc: NatsConnection,
    private readonly answers: AnswerCount,
  ) {}

  static async open(stand: Stand, city: string, answers: AnswerCount): Promise<PatientDesk> {
    const nc = await connect({
      ...stand.servers.signIn(city, 'gateway'),
      inboxPrefix: GATEWAY_INBOX_PREFIX,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 100,
      waitOnFirstConnect: true,
      pingInterval: 2_000,
    });
    return new PatientDesk(city, nc, answers);
  }

  /**
   * Asks as this person until there is an answer that stands. Throws FinalRefusal, NoAnswer when `patienceMs` is over, and
   * FinalRefusal of `case_changed` at once, because the caller has to look at the case again.
   */
  async ask<T>(
    username: string,
    key: CommandKey,
    body: object,
    extra: { commandId?: string; ifMatch?: string; patienceMs?: number } = {},
  ): Promise<T> {
    const endAt = Date.now() + (extra.patienceMs ?? 240_000);
    for (;;) {
      const answer = await this.askOnce<T>(username, key, body, extra);
      if (answer?.ok) return answer.result;
      if (answer && (answer.error.code === 'case_changed' || !isForNow(answer.error))) {
        throw new FinalRefusal(key, answer.error);
      }
      if (answer?.error.code.startsWith('token_')) this.tokens.delete(username);
      if (this.closed || Date.now() > endAt)
        throw new NoAnswer(`${key} in ${this.city}: ${answer?.error.code ?? 'silence'}`);
      await pause(AGAIN_AFTER_MS);
    }
  }

  private async askOnce<T>(
    username: string,
    key: CommandKey,
    body: object,
    extra: { commandId?: string; ifMatch?: string },
  ): Promise<AnswerOnWire<T> | null> {
    try {
      const token = await this.token(username);
      return await this.send<T>(key, {
        token,
        commandId: extra.commandId ?? (COMMANDS[key].creates ? randomUUID() : null),
        ifMatch: extra.ifMatch ?? null,
        requestId: 'faults',
        body,
      });
    } catch (error) {
      // No responder, a time-out, a connection that broke: nobody knows whether it was done, so the same is asked again.
      this.count(`no answer: ${(error as Error).name}`);
      return null;
    }
  }

  private token(username: string): Promise<string> {
    const known = this.tokens.get(username);
    if (known) return known;
    const fresh = this.signIn(username);
    this.tokens.set(username, fresh);
    fresh.catch(() => this.tokens.delete(username));
    return fresh;
  }

  private async signIn(username: string): Promise<string> {
    const body = { username, password: `Sample-${username}-${this.city}` };
    const wire = { token: null, commandId: null, ifMatch: null, requestId: 'faults', body };
    const answer = await this.send<SessionView>('signIn', wire);
    if (!answer.ok) throw new Error(`sign-in: ${answer.error.code}`);
    return answer.result.token;
  }

  /** Nest's NATS framing: the pattern is the subject, the message lies under `data` with an id. */
  private async send<T>(key: CommandKey, message: object): Promise<AnswerOnWire<T>> {
    const subject = subjects.command(this.city, COMMANDS[key].name);
    const frame = JSON.stringify({ pattern: subject, data: message, id: randomUUID() });
    const reply = await this.nc.request(subject, frame, { timeout: ANSWER_WITHIN_MS });
    const { response } = reply.json<{ response: AnswerOnWire<T> }>();
    if (!response.ok) this.count(response.error.code);
    return response;
  }

  private count(code: string): void {
    this.answers.set(code, (this.answers.get(code) ?? 0) + 1);
  }

  /** Whoever still waits for an answer gets NoAnswer. */
  close(): Promise<void> {
    this.closed = true;
    return this.nc.close();
  }
}
