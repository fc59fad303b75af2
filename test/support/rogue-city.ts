import { randomBytes } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  eventHash,
  JWE_TYPES,
  JWS_TYPES,
  linkHeads,
  LINK_GENESIS,
  MerkleTree,
  PROTOCOL_VERSION,
  sha256,
  subjects,
  type BatchStatement,
  type EventPayload,
  type Receipt,
} from '#contracts';
import { packFrame } from '../../apps/city-node/src/envelope/batch-frame.rules.js';
import { readJws } from '../../apps/city-node/src/envelope/strict-jose.rules.js';
import { seal, sign, type PrivateKey } from '../../apps/city-node/src/envelope/suite.js';
import type { ThreeCities } from './three-cities.js';
import { until } from './until.js';

/** An event as the rogue city wrote it. */
export interface WrittenEvent {
  payload: EventPayload;
  payloadText: string;
  dataText: string;
  hash: Buffer;
}

export interface BatchChanges {
  statement?: Partial<BatchStatement>;
  /** Key that signs the batch, and key that seals the events. */
  batchKey?: PrivateKey;
  sealKey?: PrivateKey;
  /** City that the seal statement names. */
  sealCity?: string;
  sealedAt?: string;
  /** Numbers in the protected header, where they shall differ. */
  header?: { from?: string; to?: string; first?: number; last?: number };
  /** Seal to this city's key instead. */
  sealTo?: string;
  /** Leave data out. */
  withholdData?: boolean;
  /** Do not count these numbers as sent. */
  dry?: boolean;
}

/** Time of the newest fact, so that lanes of one test never run back. */
let lastAt = 0;

/** A partner city in the hands of the test: it holds real keys and says whatever the test wants. */
export class RogueCity {
  head: Buffer = LINK_GENESIS;
  sent = 0;
  readonly receipts: Receipt[] = [];
  readonly rawReceipts: string[] = [];
  private readonly lanes = new Map<string, { seq: number; hash: string }>();

  private constructor(
    readonly city: string,
    readonly to: string,
    readonly cities: ThreeCities,
    readonly nc: NatsConnection,
  ) {}

  /** Connects as `city`, whose own node must not run, and listens to receipts of `to`. */
  static async at(cities: ThreeCities, city: string, to: string): Promise<RogueCity> {
    const nc = await connect(cities.nats.node(city));
    const rogue = new RogueCity(city, to, cities, nc);
    nc.subscribe(subjects.receipt(city, to), {
      callback: (_error, message) => {
        const signed = Buffer.from(message.data).toString('latin1');
        rogue.rawReceipts.push(signed);
        rogue.receipts.push(JSON.parse(readJws(signed, JWS_TYPES.receipt).payloadText) as Receipt);
      },
    });
    await nc.flush();
    return rogue;
  }

  key(use: 'sign' | 'seal', city = this.city): PrivateKey {
    const key = this.cities.federation.keys.get(city)?.keys.find((k) => k.use === use);
    if (!key) throw new Error(`no ${use} key of ${city}`);
    return key;
  }

  /** Writes the next event of our lane, or whatever `changes` make of it. */
  write(lane: string, type: string, body: object, changes: Partial<EventPayload> = {}): WrittenEvent {
    const before = this.lanes.get(lane);
    const dataText = JSON.stringify({ salt: randomBytes(16).toString('base64url'), body });
    lastAt = Math.max(Date.now(), lastAt);
    const payload: EventPayload = {
      v: PROTOCOL_VERSION,
      id: `${lane}/${this.city}/${(before?.seq ?? 0) + 1}/${randomBytes(4).toString('hex')}`,
      lane,
      author: this.city,
      seq: (before?.seq ?? 0) + 1,
      prev: before?.hash ?? null,
      seen: [],
      basis: null,
      type,
      typeVersion: 1,
      act: null,
      assigns: [],
      at: new Date(lastAt).toISOString(),
      actor: { role: 'node', id: 'rogue' },
      dataHash: sha256(dataText).toString('hex'),
      ...changes,
    };
    const payloadText = JSON.stringify(payload);
    const hash = eventHash(payloadText);
    return { payload, payloadText, dataText, hash };
  }

  /** Writes and counts it as ours, so that the next one follows it. */
  next(lane: string, type: string, body: object, changes: Partial<EventPayload> = {}): WrittenEvent {
    const event = this.write(lane, type, body, changes);
    this.lanes.set(lane, { seq: event.payload.seq, hash: event.hash.toString('hex') });
    return event;
  }

  /** Packs events as the next numbers of our link. */
  async pack(events: readonly WrittenEvent[], changes: BatchChanges = {}): Promise<Buffer> {
    const tree = new MerkleTree(events.map((event) => event.hash));
    const now = new Date().toISOString();
    const sealed = await sign(
      JWS_TYPES.seal,
      {
        v: 1,
        city: changes.sealCity ?? this.city,
        size: tree.size,
        root: tree.root.toString('hex'),
        at: changes.sealedAt ?? now,
      },
      changes.sealKey ?? this.key('sign'),
    );
    const first = changes.statement?.first ?? this.sent + 1;
    const last = first + events.length - 1;
    const body = Buffer.from(
      JSON.stringify({
        seals: [sealed],
        entries: events.map((event, i) => ({
          n: first + i,
          payload: event.payloadText,
          data: changes.withholdData ? null : event.dataText,
          seal: 0,
          leaf: i,
          path: tree.path(i).map((hash) => hash.toString('hex')),
        })),
      }),
    );
    const heads = linkHeads(
      this.head,
      first,
      events.map((event) => event.hash),
    );
    const statement: BatchStatement = {
      v: PROTOCOL_VERSION,
      from: this.city,
      to: this.to,
      first,
      last,
      prevHead: this.head.toString('hex'),
      head: (heads.at(-1) as Buffer).toString('hex'),
      settledTo: 0,
      outcomesTo: 0,
      directory: 1,
      at: now,
      bodyHash: sha256(body).toString('hex'),
      ...changes.statement,
    };
    const signed = await sign(JWS_TYPES.batch, statement, changes.batchKey ?? this.key('sign'));
    const recipient = this.key('seal', changes.sealTo ?? this.to);
    const envelope = await seal(JWE_TYPES.batch, packFrame(signed, body), recipient, {
      from: this.city,
      to: this.to,
      first,
      last,
      ...changes.header,
    });
    if (!changes.dry) {
      this.head = heads.at(-1) as Buffer;
      this.sent = last;
    }
    return Buffer.from(envelope, 'ascii');
  }

  /** Puts bytes into the other city's INBOX and waits until that was taken. */
  async publish(bytes: Uint8Array): Promise<void> {
    const js = jetstream(this.nc);
    await until('INBOX takes it', async () => {
      const ack = await js.publish(subjects.link(this.to, this.city), bytes, {
        msgID: randomBytes(8).toString('hex'),
        timeout: 1000,
      });
      return ack.stream === 'INBOX';
    });
  }

  async send(events: readonly WrittenEvent[], changes: BatchChanges = {}): Promise<void> {
    await this.publish(await this.pack(events, changes));
  }

  /** The next receipt that satisfies a condition; forgets what came before when `fresh`. */
  receipt(what: string, fits: (receipt: Receipt) => boolean): Promise<Receipt> {
    return until(`a receipt says ${what}`, () => this.receipts.find(fits));
  }

  forgetReceipts(): void {
    this.receipts.length = 0;
    this.rawReceipts.length = 0;
  }

  /** What the other city holds of us. */
  async applied(): Promise<number> {
    const [row] = await this.cities.sql<{ applied_to: string }>(
      this.to,
      'select applied_to from link_in where partner = $1',
      [this.city],
    );
    return Number(row?.applied_to ?? 0);
  }

  /** How often the other city has refused something of ours with this code, by its own figures. */
  async refused(code: string): Promise<number> {
    const text = await (await fetch(`${this.cities.node(this.to).url}/metrics`)).text();
    const line = text
      .split('\n')
      .find(
        (l) =>
          l.startsWith('tongban_envelopes_refused_total') &&
          l.includes(`partner="${this.city}"`) &&
          l.includes(`code="${code}"`),
      );
    return line ? Number(line.split(' ').at(-1)) : 0;
  }

  close(): Promise<void> {
    return this.nc.close();
  }
}
