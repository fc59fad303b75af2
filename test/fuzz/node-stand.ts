import { createPrivateKey } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { subjects, TongbanError } from '#contracts';
import { SystemClock } from '#runtime';
import { BatchOpener, readBatchAddress } from '../../apps/city-node/src/exchange/apply/batch-opener.js';
import { DirectoryService } from '../../apps/city-node/src/partners/directory.service.js';
import type { PrivateKey } from '../../apps/city-node/src/envelope/suite.js';
import { rogueCases, type RogueCases } from '../support/rogue-case.js';
import { RogueCity, type WrittenEvent } from '../support/rogue-city.js';
import { RogueReceiver } from '../support/rogue-receiver.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import type { BatchPlan } from './batch-writer.js';
import type { KeyRing } from './fuzzed-federation.js';
import { makeKeyOf, type MadeKey } from './wire-writer.js';

/** 长沙 and 湘潭 are real; 株洲 is in the hands of the fuzz, with its real keys. */
export interface NodeStand {
  cities: ThreeCities;
  rogue: RogueCity;
  receiver: RogueReceiver;
  ring: KeyRing;
  cases: RogueCases;
  /** Hashes of all events that 株洲 has ever sent in a batch that opens. */
  authored: Set<string>;
  planOf(events: readonly WrittenEvent[]): BatchPlan;
  /** The events of a batch as a node's own reader sees them, and the head after them; null where it refuses. */
  opened(bytes: Uint8Array): Promise<{ hashes: string[]; head: string; last: number } | null>;
  /** Puts bytes into the INBOX of 长沙, as often as it takes them. */
  post(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

const made = ({ kid, use, d, x, from, until: end }: PrivateKey): MadeKey => ({
  ...{ kid, use, d, x, from, until: end },
  private: createPrivateKey({
    key: { kty: 'OKP', crv: use === 'sign' ? 'Ed25519' : 'X25519', d, x },
    format: 'jwk',
  }),
});

export async function nodeStand(seed: string): Promise<NodeStand> {
  const cities = await threeCities('fuzz_node', { idle: true });
  await cities.startNode(CHANGSHA);
  await cities.startNode(XIANGTAN);
  const rogue = await RogueCity.at(cities, ZHUZHOU, CHANGSHA);
  const receiver = new RogueReceiver(rogue);
  await receiver.start();
  const cases = await until('长沙 has published its list', () => rogueCases(rogue));
  const node = cities.node(CHANGSHA);
  const opener = new BatchOpener(node.app.get(DirectoryService), new SystemClock());
  const js = jetstream(rogue.nc);
  let message = 0;
  const span = ['2020-01-01T00:00:00.000Z', '2040-01-01T00:00:00.000Z'] as const;
  return {
    cities,
    rogue,
    receiver,
    cases,
    authored: new Set(),
    ring: {
      federationKey: made(cities.federation.federationKey),
      strangerKey: makeKeyOf(`${ZHUZHOU}.sign.stranger`, 'sign', seed, ...span),
      key: (city, use, state = 'good') =>
        state === 'good' ? made(rogue.key(use, city)) : makeKeyOf(`${city}.${use}.${state}`, use, seed, ...span),
    },
    planOf: (events) => ({
      events: events.map(({ payload, dataText }) => ({ payload: { ...payload }, data: dataText })),
      first: rogue.sent + 1,
      prevHead: rogue.head.toString('hex'),
      strangers: 0,
      at: new Date().toISOString(),
    }),
    opened: async (bytes) => {
      try {
        const { statement, events } = await opener.open(readBatchAddress(bytes, CHANGSHA, ZHUZHOU));
        return {
          hashes: events.map((event) => event.hash.toString('hex')),
          head: statement.head,
          last: statement.last,
        };
      } catch (error) {
        if (error instanceof TongbanError) return null;
        throw error;
      }
    },
    post: async (bytes) => {
      message += 1;
      const subject = subjects.link(CHANGSHA, ZHUZHOU);
      await until('INBOX takes it', () => js.publish(subject, bytes, { msgID: `fuzz-${message}`, timeout: 1000 }));
    },
    close: async () => {
      await rogue.close();
      await cities.close();
    },
  };
}
