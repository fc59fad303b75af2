import { jetstreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { Msg } from '@nats-io/transport-node';
import {
  INBOX_STREAM,
  JWE_TYPES,
  JWS_TYPES,
  LINK_GENESIS,
  linkHeads,
  sha256,
  subjects,
  type Answer,
  type BatchBody,
  type BatchStatement,
  type LinkFetchAnswer,
  type LinkStatusAnswer,
  type Question,
  type Receipt,
  eventHash,
} from '#contracts';
import { unpackFrame } from '../../apps/city-node/src/envelope/batch-frame.rules.js';
import { readJwe, readJws } from '../../apps/city-node/src/envelope/strict-jose.rules.js';
import { open, seal, sign, type PrivateKey } from '../../apps/city-node/src/envelope/suite.js';
import type { RogueCity } from './rogue-city.js';

/** A partner that receives: its own INBOX, its own idea of what it has, and answers made by the test. */
export class RogueReceiver {
  upTo = 0;
  head: Buffer = LINK_GENESIS;
  /** h(n) of everything that arrived, for receipts about the past. */
  readonly heads: Buffer[] = [LINK_GENESIS];
  readonly batches: BatchStatement[] = [];
  /** Entries of those batches, as they came. */
  readonly bodies: BatchBody[] = [];
  fetchesAsked = 0;
  /** Raw answers given, for playing back. */
  readonly answers: Uint8Array[] = [];
  /** Receives but says nothing. */
  mute = false;
  /** Changes what link.status says. */
  status: Partial<LinkStatusAnswer> = {};
  /** What link.fetch from a number on is answered with; without it as if it were link.status. */
  fetch: ((from: number) => LinkFetchAnswer) | null = null;
  /** An old answer instead of a fresh one. */
  playBack: Uint8Array | null = null;

  constructor(private readonly rogue: RogueCity) {}

  async start(): Promise<void> {
    const { nc, city, to } = this.rogue;
    const manager = await jetstreamManager(nc, { checkAPI: false });
    await manager.streams.add({
      name: INBOX_STREAM,
      subjects: [subjects.link(city, to)],
      storage: StorageType.Memory,
      retention: RetentionPolicy.Limits,
      max_msgs: 1000,
    });
    // Listening beside the stream shows every batch as it comes.
    nc.subscribe(subjects.link(city, to), { callback: (_error, message) => void this.take(message) });
    nc.subscribe(subjects.askAll(city, to), { callback: (_error, message) => void this.asked(message) });
    await nc.flush();
  }

  private async take(message: Msg): Promise<void> {
    const jwe = readJwe(Buffer.from(message.data).toString('latin1'), JWE_TYPES.batch, true);
    const frame = unpackFrame(await open(jwe, this.rogue.key('seal')));
    const statement = JSON.parse(readJws(frame.statement, JWS_TYPES.batch).payloadText) as BatchStatement;
    this.batches.push(statement);
    if (statement.first !== this.upTo + 1) return;
    const body = JSON.parse(frame.body.toString('utf8')) as BatchBody;
    this.bodies.push(body);
    const heads = linkHeads(
      this.head,
      statement.first,
      body.entries.map((entry) => eventHash(entry.payload)),
    );
    this.heads.push(...heads);
    this.head = heads.at(-1) as Buffer;
    this.upTo = statement.last;
    if (!this.mute) await this.receipt();
  }

  /** Sends a receipt; what is not given is as it should be. Returns its bytes. */
  async receipt(changes: Partial<Receipt> = {}, key: PrivateKey = this.rogue.key('sign')): Promise<Uint8Array> {
    const { city, to, nc } = this.rogue;
    const receipt: Receipt = {
      v: 1,
      from: city,
      to,
      state: 'ok',
      upTo: this.upTo,
      head: this.head.toString('hex'),
      outcomesTo: 0,
      outcomes: [],
      at: new Date().toISOString(),
      ...changes,
    };
    const bytes = Buffer.from(await sign(JWS_TYPES.receipt, receipt, key), 'ascii');
    this.sendRaw(bytes);
    await nc.flush();
    return bytes;
  }

  sendRaw(bytes: Uint8Array): void {
    this.rogue.nc.publish(subjects.receipt(this.rogue.to, this.rogue.city), bytes);
  }

  private async asked(message: Msg): Promise<void> {
    if (this.playBack) {
      message.respond(this.playBack);
      return;
    }
    const { city, to } = this.rogue;
    const jwe = readJwe(Buffer.from(message.data).toString('latin1'), JWE_TYPES.question, false);
    const signed = (await open(jwe, this.rogue.key('seal'))).toString('latin1');
    const question = JSON.parse(readJws(signed, JWS_TYPES.question).payloadText) as Question;
    if (question.question === 'link.fetch') this.fetchesAsked += 1;
    const { from } = question.body as { from?: number };
    const body: LinkStatusAnswer = {
      upTo: this.upTo,
      head: this.head.toString('hex'),
      sentTo: this.rogue.sent,
      sentHead: this.rogue.head.toString('hex'),
      outcomesTo: 0,
      outcomes: [],
      directory: 1,
      version: '0.1.0',
      ...this.status,
    };
    const fetched = question.question === 'link.fetch' ? this.fetch?.(from ?? 1) : undefined;
    const answer: Answer = {
      v: 1,
      question: question.question,
      from: city,
      to,
      nonce: question.nonce,
      questionHash: sha256(signed).toString('hex'),
      at: new Date().toISOString(),
      body: (fetched ?? body) as unknown as Record<string, unknown>,
    };
    const reply = await sign(JWS_TYPES.answer, answer, this.rogue.key('sign'));
    const bytes = Buffer.from(
      await seal(JWE_TYPES.answer, Buffer.from(reply, 'ascii'), this.rogue.key('seal', to), { from: city, to }),
      'ascii',
    );
    this.answers.push(bytes);
    message.respond(bytes);
  }
}
