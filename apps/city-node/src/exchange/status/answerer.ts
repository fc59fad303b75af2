import type { ClassConstructor } from 'class-transformer';
import type { Msg } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import {
  checkShape,
  JWE_TYPES,
  JWS_TYPES,
  MAX_CLOCK_AHEAD_MS,
  parseAddress,
  PROTOCOL_VERSION,
  Question,
  QUESTION_LIFE_MS,
  readCanonical,
  sha256,
  subjects,
  TongbanError,
  type Answer,
  type QuestionName,
} from '#contracts';
import type { Clock } from '#runtime';
import { readJwe, readJws } from '../../envelope/strict-jose.rules.js';
import { open, seal, sign, verify } from '../../envelope/suite.js';
import { judgeKey } from '../../partners/directory.rules.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { NatsTransport } from '../transport/nats-transport.js';

interface Answering {
  shape: ClassConstructor<object>;
  answer: (from: string, body: never) => Promise<object>;
}

/** Answers questions of partner cities; any replica may. Modules register what they can answer. */
export class Answerer {
  private readonly listening = new Set<string>();
  private readonly known = new Map<string, Answering>();
  /** Called with the code of every question that was refused before it could be answered. */
  onRefused: (from: string, code: string) => void = () => undefined;

  constructor(
    private readonly self: string,
    private readonly transport: NatsTransport,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  register<Q extends object>(
    name: QuestionName,
    shape: ClassConstructor<Q>,
    answer: (from: string, body: Q) => Promise<object>,
  ): void {
    this.known.set(name, { shape, answer: answer as Answering['answer'] });
  }

  /** Listens to questions of these partners; those already listened to stay. Needs the connection. */
  listen(partners: readonly string[]): void {
    for (const partner of partners) {
      if (this.listening.has(partner)) continue;
      this.listening.add(partner);
      this.transport.subscribe(subjects.askAll(this.self, partner), 'node', (message) => void this.take(message));
    }
  }

  private async take(message: Msg): Promise<void> {
    let from = 'unknown';
    try {
      from = parseAddress(message.subject).from;
      const reply = await this.answer(from, message);
      message.respond(Buffer.from(reply, 'ascii'));
    } catch (error) {
      const code = error instanceof TongbanError ? error.code : 'internal_error';
      this.onRefused(from, code);
      this.log.warn({ partner: from, errorCode: code, subject: message.subject }, 'question not answered');
    }
  }

  private async answer(from: string, message: Msg): Promise<string> {
    const jwe = readJwe(Buffer.from(message.data).toString('latin1'), JWE_TYPES.question, false);
    if (jwe.to !== this.self) throw new TongbanError('wrong_recipient', { to: jwe.to });
    if (jwe.from !== from) throw new TongbanError('wrong_sender', { from: jwe.from });
    const signed = (await open(jwe, this.directory.openingKey(jwe.kid))).toString('latin1');
    const jws = readJws(signed, JWS_TYPES.question);
    const now = this.clock.now();
    const key = this.directory.current.key(from, jws.kid, 'sign');
    judgeKey(key, now.toISOString());
    await verify(jws, key);
    const question = readCanonical(Question, jws.payloadText, 'envelope_malformed');
    if (question.from !== from) throw new TongbanError('wrong_sender', { from: question.from });
    if (question.to !== this.self) throw new TongbanError('wrong_recipient', { to: question.to });
    const answer: Answer = {
      v: PROTOCOL_VERSION,
      question: question.question,
      from: this.self,
      to: from,
      nonce: question.nonce,
      questionHash: sha256(signed).toString('hex'),
      at: now.toISOString(),
      ...(await this.body(from, question, now)),
    };
    const reply = await sign(JWS_TYPES.answer, answer, this.directory.signingKey());
    return seal(JWE_TYPES.answer, Buffer.from(reply, 'ascii'), this.directory.sealKeyFor(from), {
      from: this.self,
      to: from,
    });
  }

  /** The answer or a coded error: a question that was understood is always answered. */
  private async body(
    from: string,
    question: Question,
    now: Date,
  ): Promise<{ error?: string; body: Record<string, unknown> }> {
    try {
      const ageMs = now.getTime() - Date.parse(question.at);
      if (ageMs < -MAX_CLOCK_AHEAD_MS) throw new TongbanError('clock_ahead');
      if (ageMs > MAX_CLOCK_AHEAD_MS + QUESTION_LIFE_MS) throw new TongbanError('question_expired');
      const known = this.known.get(question.question);
      if (!known) throw new TongbanError('question_unknown');
      const input = checkShape(known.shape, question.body, 'request_invalid');
      return { body: (await known.answer(from, input as never)) as Record<string, unknown> };
    } catch (error) {
      const code = error instanceof TongbanError ? error.code : 'internal_error';
      if (code === 'internal_error') this.log.error({ err: error, partner: from }, 'question fails');
      return { error: code, body: {} };
    }
  }
}
