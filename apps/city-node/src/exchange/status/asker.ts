import { randomBytes } from 'node:crypto';
import type { ClassConstructor } from 'class-transformer';
import {
  Answer,
  checkShape,
  isErrorCode,
  JWE_TYPES,
  JWS_TYPES,
  PROTOCOL_VERSION,
  QUESTION_LIFE_MS,
  readCanonical,
  sha256,
  subjects,
  TongbanError,
  type Question,
  type QuestionName,
} from '#contracts';
import type { Clock } from '#runtime';
import { readJwe, readJws } from '../../envelope/strict-jose.rules.js';
import { open, seal, sign, verify } from '../../envelope/suite.js';
import { judgeKey } from '../../partners/directory.rules.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { NatsTransport } from '../transport/nats-transport.js';

/** An answer that was bound to our question, with the partner's clock beside ours. */
export interface Asked<T> {
  body: T;
  clockDifferenceMs: number;
  /** The partner's signed answer as it came, for whoever has to show it to others. */
  signed: string;
}

/** Asks another city's node: signed, sealed, bound to a nonce; goes through no breaker itself. */
export class Asker {
  constructor(
    private readonly self: string,
    private readonly transport: NatsTransport,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  /** Throws partner_unreachable, or the code the partner answered with, or why its answer was not accepted. */
  async ask<T extends object>(
    partner: string,
    name: QuestionName,
    body: object,
    shape: ClassConstructor<T>,
    timeoutMs = 4000,
  ): Promise<Asked<T>> {
    const question: Question = {
      v: PROTOCOL_VERSION,
      question: name,
      from: this.self,
      to: partner,
      nonce: randomBytes(16).toString('base64url'),
      at: this.clock.now().toISOString(),
      body: body as Record<string, unknown>,
    };
    const signed = await sign(JWS_TYPES.question, question, this.directory.signingKey());
    const sealed = await seal(JWE_TYPES.question, Buffer.from(signed, 'ascii'), this.directory.sealKeyFor(partner), {
      from: this.self,
      to: partner,
    });
    const askedAt = process.hrtime.bigint();
    const subject = subjects.ask(partner, this.self, name);
    const reply = await this.transport.request(subject, Buffer.from(sealed, 'ascii'), timeoutMs);
    const tookMs = Number(process.hrtime.bigint() - askedAt) / 1e6;
    if (tookMs > QUESTION_LIFE_MS) throw new TongbanError('question_expired', { partner });
    return this.readAnswer(partner, name, question, sha256(signed).toString('hex'), shape, reply);
  }

  private async readAnswer<T extends object>(
    partner: string,
    name: QuestionName,
    question: Question,
    questionHash: string,
    shape: ClassConstructor<T>,
    reply: Uint8Array,
  ): Promise<Asked<T>> {
    const jwe = readJwe(Buffer.from(reply).toString('latin1'), JWE_TYPES.answer, false);
    if (jwe.to !== this.self) throw new TongbanError('wrong_recipient', { to: jwe.to });
    if (jwe.from !== partner) throw new TongbanError('wrong_sender', { from: jwe.from });
    const plain = await open(jwe, this.directory.openingKey(jwe.kid));
    const signed = plain.toString('latin1');
    const jws = readJws(signed, JWS_TYPES.answer);
    const now = this.clock.now();
    // Directories are signed by the federation itself, so they may be fetched from a city whose new key we lack.
    if (name !== 'directory.since') {
      const key = this.directory.current.key(partner, jws.kid, 'sign');
      judgeKey(key, now.toISOString());
      await verify(jws, key);
    }
    const answer = readCanonical(Answer, jws.payloadText, 'envelope_malformed');
    if (answer.from !== partner || answer.to !== this.self || answer.question !== name) {
      throw new TongbanError('nonce_mismatch', { reason: 'address' });
    }
    if (answer.nonce !== question.nonce || answer.questionHash !== questionHash) {
      throw new TongbanError('nonce_mismatch', { partner });
    }
    if (answer.error !== undefined) {
      throw new TongbanError(isErrorCode(answer.error) ? answer.error : 'internal_error', { partner, answered: true });
    }
    return {
      body: checkShape(shape, answer.body, 'envelope_malformed'),
      clockDifferenceMs: Date.parse(answer.at) - now.getTime(),
      signed,
    };
  }
}
