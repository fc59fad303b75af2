// Cities that have nothing to say: they answer link status and receipt whatever comes, so that their links agree.
import { connect, type Msg, type NatsConnection } from '@nats-io/transport-node';
import {
  eventHash,
  JWE_TYPES,
  JWS_TYPES,
  LINK_GENESIS,
  linkHeads,
  sha256,
  subjects,
  type Answer,
  type BatchStatement,
  type LinkStatusAnswer,
  type Question,
  type Receipt,
} from '#contracts';
import { unpackFrame } from '../../../apps/city-node/src/envelope/batch-frame.rules.js';
import { readJwe, readJws } from '../../../apps/city-node/src/envelope/strict-jose.rules.js';
import {
  openNow,
  sealNow,
  signNow,
  type PrivateKey,
  type PublicKey,
} from '../../../apps/city-node/src/envelope/suite.js';

/** What the process is given. */
export interface IdlePartnersOptions {
  /** The hub's address for clients. */
  readonly hubUrl: string;
  readonly partners: readonly {
    readonly city: string;
    readonly password: string;
    readonly keys: readonly PrivateKey[];
  }[];
  /** Cities with a node, and where to seal what is for them. */
  readonly real: readonly { readonly city: string; readonly sealTo: PublicKey }[];
}

/** One idle city's end of its link with one real city. */
class IdleLink {
  private upTo = 0;
  private head: Buffer = LINK_GENESIS;

  constructor(
    private readonly nats: NatsConnection,
    private readonly city: string,
    private readonly keys: { sign: PrivateKey; seal: PrivateKey },
    private readonly partner: string,
    private readonly sealTo: PublicKey,
  ) {}

  listen(): void {
    const on = (subject: string, take: (message: Msg) => void): void => {
      this.nats.subscribe(subject, {
        callback: (error, message) => {
          if (error) throw error;
          take(message);
        },
      });
    };
    on(subjects.link(this.city, this.partner), (message) => this.receive(message));
    on(subjects.askAll(this.city, this.partner), (message) => this.answer(message));
  }

  private receive(message: Msg): void {
    // As the acknowledgement of an INBOX stream would say.
    if (message.reply) message.respond(JSON.stringify({ stream: 'INBOX', seq: this.upTo + 1 }));
    const jwe = readJwe(Buffer.from(message.data).toString('latin1'), JWE_TYPES.batch, true);
    const frame = unpackFrame(openNow(jwe, this.keys.seal));
    const statement = JSON.parse(readJws(frame.statement, JWS_TYPES.batch).payloadText) as BatchStatement;
    if (statement.first === this.upTo + 1) {
      const { entries } = JSON.parse(frame.body.toString('utf8')) as { entries: { payload: string }[] };
      const hashes = entries.map((entry) => eventHash(entry.payload));
      this.head = linkHeads(this.head, statement.first, hashes).at(-1) ?? this.head;
      this.upTo = statement.last;
    }
    const receipt: Receipt = {
      v: 1,
      from: this.city,
      to: this.partner,
      state: 'ok',
      upTo: this.upTo,
      head: this.head.toString('hex'),
      outcomesTo: 0,
      outcomes: [],
      at: new Date().toISOString(),
    };
    this.nats.publish(subjects.receipt(this.partner, this.city), signNow(JWS_TYPES.receipt, receipt, this.keys.sign));
  }

  private answer(message: Msg): void {
    const jwe = readJwe(Buffer.from(message.data).toString('latin1'), JWE_TYPES.question, false);
    const signed = openNow(jwe, this.keys.seal).toString('latin1');
    const question = JSON.parse(readJws(signed, JWS_TYPES.question).payloadText) as Question;
    const status: LinkStatusAnswer = {
      upTo: this.upTo,
      head: this.head.toString('hex'),
      sentTo: 0,
      sentHead: LINK_GENESIS.toString('hex'),
      outcomesTo: 0,
      outcomes: [],
      directory: 1,
      version: '0.1.0',
    };
    const known = question.question === 'link.status';
    const answer: Answer = {
      v: 1,
      question: question.question,
      from: this.city,
      to: this.partner,
      nonce: question.nonce,
      questionHash: sha256(signed).toString('hex'),
      at: new Date().toISOString(),
      ...(known ? {} : { error: 'question_unknown' }),
      body: known ? (status as unknown as Record<string, unknown>) : {},
    };
    const reply = Buffer.from(signNow(JWS_TYPES.answer, answer, this.keys.sign), 'latin1');
    message.respond(sealNow(JWE_TYPES.answer, reply, this.sealTo, { from: this.city, to: this.partner }));
  }
}

async function start({ hubUrl, partners, real }: IdlePartnersOptions): Promise<void> {
  for (const { city, password, keys } of partners) {
    const inboxPrefix = `_INBOX.${city}`;
    const nats = await connect({ servers: hubUrl, user: `leaf-${city}`, pass: password, inboxPrefix });
    const key = (use: PrivateKey['use']): PrivateKey => keys.find((one) => one.use === use)!;
    for (const one of real) {
      new IdleLink(nats, city, { sign: key('sign'), seal: key('seal') }, one.city, one.sealTo).listen();
    }
    await nats.flush();
  }
  process.send?.({ ready: true });
}

process.once('message', (options: IdlePartnersOptions) => {
  start(options).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
