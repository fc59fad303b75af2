import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CollectedView, PartnerView } from '#contracts';
import { aCollection, anApplication } from '../support/builders.js';
import { RogueCity } from '../support/rogue-city.js';
import { RogueReceiver } from '../support/rogue-receiver.js';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** 长沙's node is in the hands of the test; 湘潭 collects for it. Its list comes from a first, honest start. */
describe('a partner that answers wrongly', () => {
  let cities: ThreeCities;
  let rogue: RogueCity;
  let receiver: RogueReceiver;
  let clerk: Desk;
  let operator: Desk;

  beforeAll(async () => {
    cities = await threeCities('receiver', { cities: [CHANGSHA, XIANGTAN] });
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    operator = await cities.signIn(XIANGTAN, 'operator1');
    await until('the list of 长沙 is here', async () => {
      return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
    });
    await cities.quiet();
    await cities.stopNode(CHANGSHA);
    rogue = await RogueCity.at(cities, CHANGSHA, XIANGTAN);
    // It goes on where the honest node was.
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
    await (await rogueManager(rogue)).streams.delete('INBOX').catch(() => false);
    await receiver.start();
  });
  afterAll(async () => {
    await rogue?.close();
    await cities?.close();
  });

  const collect = async (): Promise<CollectedView> =>
    clerk.ask<CollectedView>('collectCase', aCollection({ application: anApplication(null) }));
  const link = async (): Promise<PartnerView> => {
    const partners = await operator.ask<PartnerView[]>('listPartners', {});
    return partners.find((partner) => partner.city === CHANGSHA)!;
  };
  const settledTo = async (): Promise<number> => (await link()).settledTo;
  const openAgain = (): Promise<PartnerView | false> =>
    until('the link is open', async () => {
      const now = await link();
      return now.link === 'open' && now;
    });

  it('an honest receipt settles', async () => {
    await collect();
    await until('settled', async () => receiver.upTo > 0 && (await settledTo()) === receiver.upTo);
    await openAgain();
  });

  it('an old receipt played back changes nothing', async () => {
    const old = await receiver.receipt();
    await collect();
    await until('settled', async () => (await settledTo()) === receiver.upTo);
    const before = await settledTo();
    for (let i = 0; i < 3; i += 1) receiver.sendRaw(old);
    await collect();
    await until('later ones settle', async () => (await settledTo()) > before);
    expect((await link()).rewinds).toBe(0);
  });

  it('a receipt of another key or for another city is refused', async () => {
    receiver.mute = true;
    const { upTo } = receiver;
    await collect();
    await until('the batch is there', () => receiver.upTo > upTo);
    const refused = async (code: string): Promise<boolean> => {
      const text = await (await fetch(`${cities.node(XIANGTAN).url}/metrics`)).text();
      return new RegExp(`envelopes_refused_total\\{partner="430100",code="${code}"[^}]*\\} [1-9]`).test(text);
    };
    // Of receipts that come together only the newest is looked at.
    await receiver.receipt({}, rogue.key('sign', XIANGTAN));
    await until('the key is unknown', () => refused('key_unknown'));
    await receiver.receipt({ to: '430200' });
    await until('the city is wrong', () => refused('wrong_recipient'));
    receiver.mute = false;
    await receiver.receipt();
    await until('the right one settles', async () => (await settledTo()) === receiver.upTo);
    await openAgain();
  });

  it('a receipt with a wrong head holds the link until link status agrees', async () => {
    receiver.status = { head: 'ab'.repeat(32) };
    await receiver.receipt({ head: 'ab'.repeat(32) });
    await until('it is held', async () => (await link()).holdReason === 'link_conflict');
    const waiting = await collect();
    expect(waiting.delivery[0]?.state).toBe('HELD');
    receiver.status = {};
    await openAgain();
    await until('the case went', async () => (await settledTo()) === receiver.upTo && receiver.upTo > 0);
  });

  it('a partner that has more of ours than we do shows that we were restored: its cases can only be read', async () => {
    const body = aCollection({ application: anApplication(null), forward: false });
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', body);
    await until('settled', async () => (await settledTo()) === receiver.upTo);
    receiver.status = { upTo: receiver.upTo + 100, head: 'cd'.repeat(32) };
    await receiver.receipt({ upTo: receiver.upTo + 100, head: 'cd'.repeat(32) });
    await until('it is held', async () => (await link()).holdReason === 'partner_ahead');
    await expect(clerk.act('forwardCase', { caseNo })).rejects.toMatchObject({ code: 'partner_ahead' });
    // A new case is a new lane, which cannot fork.
    const taken = await collect();
    expect(taken.delivery[0]?.state).toBe('HELD');
    receiver.status = {};
    await openAgain();
    await clerk.act('forwardCase', { caseNo });
  });

  it('an old answer to link status is not taken for a fresh one', async () => {
    await until('settled', async () => (await settledTo()) === receiver.upTo);
    const old = receiver.answers[0]!;
    receiver.playBack = old;
    receiver.mute = true;
    const held = await collect();
    await until('the link waits', async () => (await link()).link === 'held');
    expect((await link()).rewinds).toBe(0);
    receiver.playBack = null;
    receiver.mute = false;
    await openAgain();
    await until('the case went', async () => {
      const view = await clerk.ask<CollectedView>('getCase', { caseNo: held.caseNo });
      return view.delivery[0]?.state === 'SETTLED';
    });
  });

  it('after a start nothing is sent before link status agrees', async () => {
    await until('settled', async () => (await settledTo()) === receiver.upTo);
    receiver.playBack = Buffer.from('no answer of ours');
    await cities.stopNode(XIANGTAN);
    const { upTo } = receiver;
    const batches = receiver.batches.length;
    await cities.startNode(XIANGTAN);
    const held = await until('湘潭 takes cases again', () => collect().catch(() => null));
    expect(held.delivery[0]?.state).not.toBe('SETTLED');
    await until('the breaker opens over unanswered questions', async () => (await link()).breaker === 'open');
    expect([receiver.upTo, receiver.batches.length]).toEqual([upTo, batches]);
    const [waiting] = await cities.sql<{ n: string }>(XIANGTAN, 'select count(*) as n from pending');
    expect(Number(waiting?.n)).toBe(2);
    receiver.playBack = null;
    await openAgain();
    await until('the case went', async () => (await settledTo()) === upTo + 2);
  });

  it('a partner that fell back is sent again from there, and that is shown', async () => {
    await until('settled', async () => (await settledTo()) === receiver.upTo);
    const numbers = receiver.upTo;
    // Restored from a backup: it lacks the last two numbers.
    receiver.upTo -= 2;
    receiver.head = receiver.heads.at(-3)!;
    receiver.heads.length -= 2;
    receiver.mute = true;
    await receiver.receipt({ state: 'gap' });
    await collect();
    receiver.mute = false;
    await until('all came again', () => receiver.upTo > numbers);
    await until('and is settled', async () => (await settledTo()) === receiver.upTo);
    expect((await link()).rewinds).toBe(1);
  });
});

async function rogueManager(rogue: RogueCity) {
  const { jetstreamManager } = await import('@nats-io/jetstream');
  return jetstreamManager(rogue.nc, { checkAPI: false });
}
