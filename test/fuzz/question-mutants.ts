import type { Msg } from '@nats-io/transport-node';
import { LinkStatusAnswer, LinkStatusQuestion, subjects, TongbanError, type ErrorCode } from '#contracts';
import { createLogger, FakeClock } from '#runtime';
import { Answerer } from '../../apps/city-node/src/exchange/status/answerer.js';
import { Asker } from '../../apps/city-node/src/exchange/status/asker.js';
import type { NatsTransport } from '../../apps/city-node/src/exchange/transport/nats-transport.js';
import type { DirectoryService } from '../../apps/city-node/src/partners/directory.service.js';
import { NOW, READER, WRITER, type FuzzedFederation } from './fuzzed-federation.js';
import type { Mutant, MutantSource } from './mutant.js';
import type { Random } from './random.js';
import { sha256Hex, strictJws, type Meaning, type ReferenceReader } from './reference-reader.js';
import { writeSigned } from './signed-writer.js';
import { openJwe } from './wire-writer.js';
import { SHAPES } from './wire-shapes.js';

const status = (random: Random): Record<string, unknown> => ({
  upTo: random.below(99),
  head: random.bytes(32).toString('hex'),
  sentTo: random.below(99),
  sentHead: random.bytes(32).toString('hex'),
  outcomesTo: 0,
  outcomes: random.once(2) ? [] : [{ n: 1, outcome: 'parked', reason: 'lane_missing' }],
  directory: 2,
  version: '0.1.0',
});

/** What a sealed answer or question of a city says inside, as its reader opens it. */
function inside(federation: FuzzedFederation, city: string, sealed: Uint8Array): { signed: string; value: Meaning } {
  const compact = Buffer.from(sealed).toString('latin1');
  const head = JSON.parse(Buffer.from(compact.split('.')[0] ?? '', 'base64url').toString()) as { epk: { x: string } };
  const signed = openJwe(compact, federation.key(city, 'seal'), head.epk.x)?.toString('latin1') ?? '';
  const body = Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString();
  return { signed, value: JSON.parse(body) as Meaning };
}

/** Questions of a partner, up to the answer that it opens. */
export class QuestionMutants implements MutantSource {
  readonly name = 'question';
  readonly weight = 9;

  constructor(
    private readonly federation: FuzzedFederation,
    private readonly reference: ReferenceReader,
    private readonly directory: DirectoryService,
  ) {}

  make(random: Random): Mutant {
    const value = (): object => ({
      v: 1,
      question: random.once(9) ? 'case.head' : 'link.status',
      from: WRITER,
      to: READER,
      nonce: random.bytes(16).toString('base64url'),
      at: NOW,
      body: { sentTo: random.below(99), settledTo: random.below(99), outcomesTo: 0, directory: 2 },
    });
    const { bytes, layer } = writeSigned(random, this.federation, {
      typ: 'tongban-question+jws',
      value,
      key: this.federation.key(WRITER, 'sign'),
      sealed: { typ: 'tongban-question+jwe', to: this.federation.key(READER, 'seal') },
    });
    return {
      layer,
      bytes,
      // Of the genuine ones some ask what nobody answers here.
      genuine: false,
      expected: () => this.expected(bytes),
      read: () => this.asked(bytes),
    };
  }

  private expected(bytes: Uint8Array): Meaning | undefined {
    const opened = this.reference.opened(bytes, 'tongban-question+jwe', false, WRITER);
    const signed = opened?.plain.toString('latin1') ?? '';
    const question = this.reference.signed(signed, 'tongban-question+jws', 'question', WRITER);
    if (question?.from !== WRITER || question.to !== READER || question.question !== 'link.status') return undefined;
    const age = Date.parse(NOW) - Date.parse(String(question.at));
    const body = question.body as Meaning;
    const isWhole = (n: unknown, min: number): boolean => Number.isSafeInteger(n) && (n as number) >= min;
    const fits =
      Object.keys(body).sort().join() === 'directory,outcomesTo,sentTo,settledTo' &&
      [body.sentTo, body.settledTo, body.outcomesTo].every((n) => isWhole(n, 0)) &&
      isWhole(body.directory, 1);
    if (!fits || age < -15 * 60_000 || age > 15 * 60_000 + 30_000) return undefined;
    return { heard: body, nonce: question.nonce, questionHash: sha256Hex(signed) };
  }

  /** Puts the question; throws the code it is refused or answered with. */
  private async asked(bytes: Uint8Array): Promise<unknown> {
    const reply = await new Promise<Uint8Array>((resolve, reject) => {
      const message = { data: bytes, subject: subjects.ask(READER, WRITER, 'link.status'), respond: resolve };
      const transport = {
        subscribe: (_subject: string, _queue: string | undefined, call: (message: Msg) => void) =>
          void Promise.resolve().then(() => call(message as unknown as Msg)),
      };
      const log = createLogger({ level: 'silent', name: 'fuzz' });
      const nats = transport as unknown as NatsTransport;
      const answerer = new Answerer(READER, nats, this.directory, new FakeClock(NOW), log);
      answerer.onRefused = (_from, code) => reject(new TongbanError(code as ErrorCode));
      answerer.register('link.status', LinkStatusQuestion, (_from, body) => Promise.resolve({ heard: body }));
      answerer.listen([WRITER]);
    });
    const { value } = inside(this.federation, WRITER, reply);
    if (value.error !== undefined) throw new TongbanError(value.error as ErrorCode);
    return { ...(value.body as Meaning), nonce: value.nonce, questionHash: value.questionHash };
  }
}

/** Answers to our own questions: bound to them, or nothing. */
export class AnswerMutants implements MutantSource {
  readonly name = 'answer';
  readonly weight = 9;

  constructor(
    private readonly federation: FuzzedFederation,
    private readonly reference: ReferenceReader,
    private readonly directory: DirectoryService,
  ) {}

  make(random: Random): Mutant {
    let bytes: Uint8Array = Buffer.alloc(0);
    let layer = '';
    let said: Meaning | undefined;
    const request = (_subject: string, question: Uint8Array): Promise<Uint8Array> => {
      const { signed, value } = inside(this.federation, WRITER, question);
      ({ bytes, layer } = this.answered(random, value, sha256Hex(signed)));
      said = this.expected(bytes, value, sha256Hex(signed));
      return Promise.resolve(bytes);
    };
    const transport = { request } as unknown as NatsTransport;
    const asker = new Asker(READER, transport, this.directory, new FakeClock(NOW));
    // The answer cannot be made before the question is put: it is put once, and its outcome kept.
    const outcome = asker.ask(WRITER, 'link.status', {}, LinkStatusAnswer).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    return {
      get layer() {
        return layer;
      },
      get bytes() {
        return bytes;
      },
      get genuine() {
        return layer === 'none';
      },
      expected: async () => {
        await outcome;
        return said;
      },
      read: async () => {
        const done = await outcome;
        if ('error' in done) throw done.error;
        return done.value;
      },
    };
  }

  private answered(random: Random, question: Meaning, questionHash: string): { bytes: Buffer; layer: string } {
    const value = (): object => ({
      v: 1,
      question: 'link.status',
      from: WRITER,
      to: READER,
      nonce: question.nonce,
      questionHash,
      at: NOW,
      ...(random.once(15) ? { error: random.pick(['case_not_found', 'not_known_here', 'internal_error']) } : {}),
      body: status(random),
    });
    const words = {
      typ: 'tongban-answer+jws',
      value,
      key: this.federation.key(WRITER, 'sign'),
      sealed: { typ: 'tongban-answer+jwe', to: this.federation.key(READER, 'seal') },
    };
    const made = writeSigned(random, this.federation, words);
    // An answered error is no mutant; it is refused like one.
    const honest = made.layer === 'none' && strictHasError(this.federation, made.bytes);
    return { bytes: made.bytes, layer: honest ? 'an error answered' : made.layer };
  }

  private expected(bytes: Uint8Array, question: Meaning, questionHash: string): Meaning | undefined {
    const opened = this.reference.opened(bytes, 'tongban-answer+jwe', false, WRITER);
    const signed = opened?.plain.toString('latin1') ?? '';
    const answer = this.reference.signed(signed, 'tongban-answer+jws', 'answer', WRITER);
    if (answer?.from !== WRITER || answer.to !== READER || answer.question !== 'link.status') return undefined;
    if (answer.nonce !== question.nonce || answer.questionHash !== questionHash || answer.error !== undefined)
      return undefined;
    if (!SHAPES.linkStatus(answer.body)) return undefined;
    return { body: answer.body, clockDifferenceMs: Date.parse(String(answer.at)) - Date.parse(NOW), signed };
  }
}

function strictHasError(federation: FuzzedFederation, sealed: Uint8Array): boolean {
  const { signed } = inside(federation, READER, sealed);
  return strictJws(signed, 'tongban-answer+jws')?.text.includes('"error"') ?? false;
}
