import { jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { INBOX_STREAM, subjects } from '#contracts';
import { until } from '../../support/until.js';
import type { Nemesis, NemesisKind, Scene } from '../nemesis.js';
import type { Stand } from '../stand.js';

const asNode = (stand: Stand, city: string): Promise<NatsConnection> =>
  connect({ ...stand.servers.signIn(city, 'node'), inboxPrefix: `_INBOX.${city}`, maxReconnectAttempts: -1 });

/** A city's INBOX takes one batch of each partner and no more, while its node hangs: full, and nobody empties it. */
class FullInbox implements Nemesis {
  readonly name = 'jetstream-full';
  readonly holdMs = 4_000;
  readonly restMs = 4_000;
  private city: string | null = null;
  private limit = 0;

  async strike({ stand, random, say }: Scene): Promise<void> {
    this.city = random.pick(stand.cities);
    say(`INBOX of ${this.city} is full`);
    this.limit = await this.setLimit(stand, this.city, 1);
    for (const node of stand.nodesOf(this.city)) node.signal('SIGSTOP');
  }

  async heal({ stand }: Scene): Promise<void> {
    if (this.city === null) return;
    for (const node of stand.nodesOf(this.city)) node.signal('SIGCONT');
    await this.setLimit(stand, this.city, this.limit);
    this.city = null;
  }

  /** Returns the limit there was. */
  private async setLimit(stand: Stand, city: string, limit: number): Promise<number> {
    const nc = await asNode(stand, city);
    try {
      const manager = await jetstreamManager(nc, { checkAPI: false });
      return await until(`INBOX of ${city} has another limit`, async () => {
        const { config } = await manager.streams.info(INBOX_STREAM);
        await manager.streams.update(INBOX_STREAM, { max_msgs_per_subject: limit });
        return config.max_msgs_per_subject;
      });
    } finally {
      await nc.close();
    }
  }
}

interface Recorded {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly bytes: Uint8Array;
}

const MOST_RECORDED = 400;

/** Partners send what they sent long ago again: batches and receipts, in any order, while new ones are under way. */
class Replay implements Nemesis {
  readonly name = 'replay';
  /** The first finds little to replay. */
  readonly leastStrikes = 2;
  readonly holdMs = 3_000;
  readonly restMs = 3_000;
  private readonly tapes: Recorded[] = [];
  private readonly ears: NatsConnection[] = [];

  async before({ stand }: Scene): Promise<void> {
    for (const to of stand.cities) {
      const nc = await asNode(stand, to);
      this.ears.push(nc);
      for (const from of stand.cities.filter((city) => city !== to)) {
        for (const subject of [subjects.link(to, from), subjects.receipt(to, from)]) {
          nc.subscribe(subject, {
            callback: (_error, message) => {
              const tape = { from, to, subject, bytes: message.data };
              // The oldest stay, some of the newer ones take a random place.
              if (this.tapes.length < MOST_RECORDED) this.tapes.push(tape);
              else if (message.data.length % 7 === 0) this.tapes[message.data.length % MOST_RECORDED] = tape;
            },
          });
        }
      }
      await nc.flush();
    }
  }

  async strike({ stand, random, say }: Scene): Promise<void> {
    const count = Math.min(this.tapes.length, 150);
    say(`${count} old batches and receipts are sent again`);
    const mouths = new Map<string, NatsConnection>();
    for (const city of stand.cities) mouths.set(city, await asNode(stand, city));
    for (let i = 0; i < count; i += 1) {
      const tape = random.pick(this.tapes);
      const id = headers();
      id.set('Nats-Msg-Id', `again-${random.between(0, 1e9)}`);
      mouths.get(tape.from)?.publish(tape.subject, tape.bytes, { headers: id });
    }
    for (const nc of mouths.values()) await nc.drain();
  }

  heal(): Promise<void> {
    return Promise.resolve();
  }

  async after(): Promise<void> {
    await Promise.all(this.ears.splice(0).map((nc) => nc.close()));
    this.tapes.length = 0;
  }
}

/** What partners do to an inbox. */
export const inboxKinds: readonly NemesisKind[] = [
  {
    name: 'jetstream-full',
    about: 'JetStream full: one batch a partner, and nobody takes it',
    make: () => new FullInbox(),
  },
  { name: 'replay', about: "partners replay last week's batches and receipts", make: () => new Replay() },
];
