import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import {
  eventHash,
  linkHeads,
  type CollectedView,
  type FetchedEntry,
  type LinkFetchAnswer,
  type PartnerView,
} from '#contracts';
import { lanesOf } from '../support/backups.js';
import { aCollection, anApplication } from '../support/builders.js';
import { RogueCity } from '../support/rogue-city.js';
import { RogueReceiver } from '../support/rogue-receiver.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** 长沙 is in the hands of the test and says that it holds more of 湘潭 than 湘潭 ever stated. */
describe('a partner that lies about what it holds of us', () => {
  let cities: ThreeCities;
  let rogue: RogueCity;
  let receiver: RogueReceiver;
  let clerk: Desk;
  let operator: Desk;
  let entry: FetchedEntry;
  let seals: string[];
  let untouched: string;

  const link = async (): Promise<PartnerView> => {
    const partners = await operator.ask<PartnerView[]>('listPartners', {});
    return partners.find((partner) => partner.city === CHANGSHA)!;
  };
  const ledger = async (): Promise<string> =>
    JSON.stringify([
      await lanesOf(cities, XIANGTAN, [XIANGTAN, CHANGSHA]),
      await cities.sql(
        XIANGTAN,
        "select partner, first, last, hashes from link_batch where direction = 'out' order by first",
      ),
      await cities.sql(XIANGTAN, 'select lane, heads from lane order by lane'),
      await cities.sql(XIANGTAN, 'select partner, numbered_to, head from link_out order by partner'),
    ]);

  beforeAll(async () => {
    cities = await threeCities('lying', { cities: [CHANGSHA, XIANGTAN] });
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    operator = await cities.signIn(XIANGTAN, 'operator1');
    await until('the list of 长沙 is here', async () => {
      return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
    });
    await cities.quiet();
    await cities.stopNode(CHANGSHA);
    rogue = await RogueCity.at(cities, CHANGSHA, XIANGTAN);
    const [out] = await cities.sql<{ numbered_to: string; head: Buffer }>(
      XIANGTAN,
      'select numbered_to, head from link_out',
    );
    const [inn] = await cities.sql<{ applied_to: string; head: Buffer }>(
      XIANGTAN,
      'select applied_to, head from link_in',
    );
    rogue.sent = Number(inn!.applied_to);
    rogue.head = inn!.head;
    receiver = new RogueReceiver(rogue);
    receiver.upTo = Number(out!.numbered_to);
    receiver.head = out!.head;
    const manager = await jetstreamManager(rogue.nc, { checkAPI: false });
    await manager.streams.delete('INBOX').catch(() => false);
    await receiver.start();
    await clerk.ask<CollectedView>('collectCase', aCollection({ application: anApplication(null) }));
    const body = await until('the case arrives', () => receiver.bodies[0]);
    seals = body.seals;
    const { payload, data, seal, leaf, path } = body.entries[0]!;
    entry = { n: 0, hash: eventHash(payload).toString('hex'), payload, data, seal, leaf, path };
    await until('settled', async () => (await link()).settledTo === receiver.upTo);
    untouched = await ledger();
  });
  afterAll(async () => {
    await rogue?.close();
    await cities?.close();
  });

  const AHEAD = 1000;
  const answer = (entries: FetchedEntry[], changes: Partial<LinkFetchAnswer> = {}): LinkFetchAnswer => ({
    upTo: receiver.upTo + AHEAD,
    head: 'cd'.repeat(32),
    waiting: 0,
    sentTo: rogue.sent,
    seals,
    entries,
    receipt: null,
    ...changes,
  });
  /** The same genuine event under one number after the other, with heads that fit. */
  const again = (from: number, count: number): FetchedEntry[] =>
    Array.from({ length: count }, (_, i) => ({ ...entry, n: from + i }));
  const forged = (n: number): FetchedEntry => {
    const payload = entry.payload!.replace('"case.collected"', '"case.submitted"');
    return { ...entry, n, payload, hash: eventHash(payload).toString('hex') };
  };

  it.each<[string, (from: number) => LinkFetchAnswer]>([
    ['says so and gives nothing', () => answer([])],
    ['gives an event with another hash', (from) => answer([{ ...entry, n: from, hash: 'ab'.repeat(32) }])],
    ['gives an event that we never sealed', (from) => answer([forged(from)])],
    ['gives an event without its content', (from) => answer([{ ...entry, n: from, payload: null, data: null }])],
    ['repeats what we know, page after page', (from) => answer(again(from, 200))],
    [
      'repeats what we know up to a head that fits',
      (from) => {
        const hashes = again(from, AHEAD).map(({ hash }) => Buffer.from(hash, 'hex'));
        const head = linkHeads(receiver.head, from, hashes).at(-1)!.toString('hex');
        receiver.status = { upTo: receiver.upTo + AHEAD, head };
        return answer(again(from, 200), { head });
      },
    ],
    ['answers another question', () => ({ upTo: 'much' }) as unknown as LinkFetchAnswer],
  ])('changes nothing here where it %s', async (_what, make) => {
    receiver.fetch = make;
    receiver.status = { upTo: receiver.upTo + AHEAD, head: 'cd'.repeat(32) };
    const asked = receiver.fetchesAsked;
    await receiver.receipt({ upTo: receiver.upTo + AHEAD, head: 'cd'.repeat(32) });
    await until('it was asked to give them back', () => receiver.fetchesAsked > asked);
    await until('the link is held', async () => (await link()).holdReason === 'partner_ahead');
    expect(await ledger()).toBe(untouched);
    // A lie proves no restore: cases with other cities go on.
    expect(await cities.sql(XIANGTAN, 'select partner from recovery')).toEqual([]);
  });

  it('and the link goes on where it tells the truth again', async () => {
    expect(await ledger()).toBe(untouched);
    receiver.status = {};
    receiver.fetch = null;
    await until('the link is open', async () => (await link()).link === 'open');
    const { upTo } = receiver;
    await clerk.ask<CollectedView>('collectCase', aCollection({ application: anApplication(null) }));
    await until('the case arrives', () => receiver.upTo > upTo);
  });
});
