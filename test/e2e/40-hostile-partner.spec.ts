import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventHash as hashOf, type CaseView, type CollectedView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { rogueCases, type RogueCases } from '../support/rogue-case.js';
import { RogueCity } from '../support/rogue-city.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** 株洲 is in the hands of the test; 长沙 and 湘潭 are real. */
describe('a hostile or broken partner', () => {
  let cities: ThreeCities;
  let rogue: RogueCity;
  let clerk: Desk;
  let reviewer: Desk;
  let newCase: RogueCases['newCase'];
  let collected: RogueCases['collected'];
  let submitted: RogueCases['submitted'];

  beforeAll(async () => {
    cities = await threeCities('hostile', { idle: true });
    await cities.startNode(CHANGSHA);
    await cities.startNode(XIANGTAN);
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    rogue = await RogueCity.at(cities, ZHUZHOU, CHANGSHA);
    ({ newCase, collected, submitted } = await rogueCases(rogue));
  });
  afterAll(async () => {
    await rogue?.close();
    await cities?.close();
  });
  beforeEach(() => rogue.forgetReceipts());

  const cases = async (): Promise<number> => {
    const [row] = await cities.sql<{ n: string }>(CHANGSHA, 'select count(*) as n from case_file');
    return Number(row?.n);
  };
  const outcomeOf = async (n: number): Promise<string> => {
    const [row] = await cities.sql<{ outcome: string; reason: string }>(
      CHANGSHA,
      "select outcome, reason from link_outcome where partner = $1 and direction = 'in' and n = $2",
      [ZHUZHOU, n],
    );
    return row ? `${row.outcome} ${row.reason}` : 'applied';
  };

  it('an honest batch is applied and receipted once, also when it is played back', async () => {
    const there = newCase();
    const batch = await rogue.pack([collected(there), submitted(there.lane)]);
    await rogue.publish(batch);
    await rogue.receipt('all is in', (r) => r.state === 'ok' && r.upTo === 2);
    const before = await cases();
    for (let i = 0; i < 5; i += 1) await rogue.publish(batch);
    await until('the repeats were seen', async () => {
      const text = await (await fetch(`${cities.node(CHANGSHA).url}/metrics`)).text();
      return /tongban_batches_received_total\{partner="430200",result="repeat"[^}]*\} 5/.test(text);
    });
    expect(await cases()).toBe(before);
    expect(await rogue.applied()).toBe(2);
    const view = await reviewer.ask<CaseView>('getCase', { caseNo: there.caseNo });
    expect(view.status).toBe('RECEIVED');
  });

  it('a batch that repeats some numbers and brings new ones is applied from the first new one', async () => {
    const { head, sent } = rogue;
    const [one, two] = [newCase(), newCase()];
    const before = await cases();
    const early = [collected(one), submitted(one.lane)];
    await rogue.send(early);
    await rogue.receipt('the first are in', (r) => r.upTo === sent + 2);
    Object.assign(rogue, { head, sent });
    await rogue.send([...early, collected(two), submitted(two.lane)]);
    await rogue.receipt('all are in', (r) => r.state === 'ok' && r.upTo === sent + 4);
    expect(await cases()).toBe(before + 2);
    const [events] = await cities.sql<{ n: string }>(CHANGSHA, 'select count(*) as n from event where lane = any($1)', [
      [one.lane, two.lane],
    ]);
    expect(Number(events?.n)).toBe(6);
  });

  it('a batch in which one byte was changed is answered as a gap and changes nothing', async () => {
    const there = newCase();
    const batch = await rogue.pack([collected(there), submitted(there.lane)], {});
    const broken = Buffer.from(batch);
    const at = broken.length - 60;
    broken[at] = broken[at] === 65 ? 66 : 65;
    await rogue.publish(broken);
    const gap = await rogue.receipt('there is a gap', (r) => r.state === 'gap');
    expect(gap.upTo).toBe(rogue.sent - 2);
    expect(await rogue.refused('envelope_undecryptable')).toBeGreaterThan(0);
    // The same numbers again, whole this time, go through: nothing was spent.
    await rogue.publish(batch);
    await rogue.receipt('all is in', (r) => r.state === 'ok' && r.upTo === rogue.sent);
  });

  it.each([
    ['cut short', (batch: Buffer) => batch.subarray(0, batch.length - 40), 'envelope_malformed'],
    ['not an envelope', () => Buffer.from('hello'), 'envelope_malformed'],
    ['over the limit', () => Buffer.alloc(950_000, 65), 'envelope_oversize'],
  ])('an envelope that is %s is refused by code', async (_name, spoil, code) => {
    const there = newCase();
    const batch = await rogue.pack([collected(there)], { dry: true });
    const before = await rogue.refused(code);
    await rogue.publish(spoil(batch));
    await until(code, async () => (await rogue.refused(code)) > before);
    expect(await rogue.applied()).toBe(rogue.sent);
  });

  it('a misaddressed envelope is refused: for another city, or from another than the subject says', async () => {
    const event = collected(newCase());
    await rogue.publish(await rogue.pack([event], { dry: true, header: { to: XIANGTAN } }));
    await until('wrong recipient', async () => (await rogue.refused('wrong_recipient')) > 0);
    await rogue.publish(await rogue.pack([event], { dry: true, header: { from: XIANGTAN } }));
    await until('wrong sender', async () => (await rogue.refused('wrong_sender')) > 0);
    await rogue.publish(await rogue.pack([event], { dry: true, sealTo: XIANGTAN }));
    await until('sealed to a key that is not ours', async () => (await rogue.refused('key_unknown')) > 0);
    await rogue.publish(await rogue.pack([event], { dry: true, statement: { to: XIANGTAN } }));
    await until('statement for another city', async () => (await rogue.refused('wrong_recipient')) > 1);
    expect(await rogue.applied()).toBe(rogue.sent);
  });

  it('a batch signed by another city is refused', async () => {
    const before = await rogue.refused('key_unknown');
    await rogue.publish(await rogue.pack([collected(newCase())], { dry: true, batchKey: rogue.key('sign', XIANGTAN) }));
    await until('the key is not 株洲’s', async () => (await rogue.refused('key_unknown')) > before);
  });

  it('a batch dated far ahead is not applied and not refused: the link waits for the clock', async () => {
    const there = newCase();
    const event = collected(there, { at: new Date(Date.now() + 16 * 60_000).toISOString() });
    await rogue.publish(await rogue.pack([event], { dry: true }));
    const receipt = await rogue.receipt('the clock is ahead', (r) => r.state === 'clock_ahead');
    expect(receipt.upTo).toBe(rogue.sent);
    const near = new Date(Date.now() + 14 * 60_000).toISOString();
    await rogue.publish(await rogue.pack([collected(newCase())], { statement: { at: near } }));
    await rogue.receipt('fourteen minutes are let pass', (r) => r.state === 'ok' && r.upTo === rogue.sent);
  });

  it('numbers that leave a gap are not applied, and the answer says where to go on', async () => {
    const event = collected(newCase());
    await rogue.publish(
      await rogue.pack([event], { dry: true, statement: { first: rogue.sent + 5, last: rogue.sent + 5 } }),
    );
    const gap = await rogue.receipt('there is a gap', (r) => r.state === 'gap');
    expect(gap.upTo).toBe(rogue.sent);
    expect(await rogue.applied()).toBe(rogue.sent);
  });

  it('another history under the same numbers is a conflict: nothing is applied', async () => {
    const event = collected(newCase());
    const wrong = 'ab'.repeat(32);
    const honest = rogue.head;
    rogue.head = Buffer.from(wrong, 'hex');
    await rogue.publish(await rogue.pack([event], { dry: true }));
    rogue.head = honest;
    await rogue.receipt('heads differ', (r) => r.state === 'conflict');
    expect(await rogue.applied()).toBe(rogue.sent);
  });

  it('single events that are broken are stored apart and reported, and the batch goes on', async () => {
    const good = newCase();
    const forged = newCase();
    const n = rogue.sent;
    const events = [
      // not canonical
      { ...collected(newCase()), payloadText: '{"v": 1}' },
      // speaks for 湘潭 with our own signature
      rogue.write(forged.lane, 'case.collected', {}, { author: XIANGTAN }),
      collected(good),
    ].map((event) => ({ ...event, hash: hashOf(event.payloadText) }));
    await rogue.send(events);
    const receipt = await rogue.receipt('all was judged', (r) => r.upTo === n + 3);
    expect(receipt.outcomes.filter((o) => o.n > n)).toEqual([
      { n: n + 1, outcome: 'broken', reason: 'payload_invalid' },
      { n: n + 2, outcome: 'broken', reason: 'signature_invalid' },
    ]);
    expect(await reviewer.ask<CaseView>('getCase', { caseNo: good.caseNo })).toMatchObject({ status: 'COLLECTED' });
  });

  it('a fact that its author is not entitled to is kept without effect', async () => {
    const case1 = await clerk.ask<CollectedView>('collectCase', aCollection());
    await until('it is in 长沙', async () => {
      const view = await reviewer.ask<CaseView>('getCase', { caseNo: case1.caseNo });
      return view.status === 'RECEIVED';
    });
    const n = rogue.sent;
    const theft = rogue.next(
      `case/${case1.caseNo}`,
      'case.decided',
      { decisionNo: 'JD-000001', reason: 'x' },
      { act: 'APPROVED' },
    );
    const there = newCase();
    const selfAcceptance = [collected(there), rogue.next(there.lane, 'case.accepted', { acceptanceNo: 'SL-000001' })];
    await rogue.send([theft, ...selfAcceptance]);
    await rogue.receipt('all was judged', (r) => r.upTo === n + 3);
    expect(await outcomeOf(n + 1)).toBe('kept not_entitled');
    expect(await outcomeOf(n + 3)).toBe('kept not_entitled');
    expect(await reviewer.ask<CaseView>('getCase', { caseNo: case1.caseNo })).toMatchObject({ status: 'RECEIVED' });
  });

  it('unknown facts, unknown versions and invalid data are kept, and the lane goes on', async () => {
    const there = newCase();
    const n = rogue.sent;
    await rogue.send([
      collected(there),
      rogue.next(there.lane, 'case.sung', { song: 1 }),
      rogue.next(there.lane, 'case.submitted', { homeCity: CHANGSHA }, { typeVersion: 2 }),
      rogue.next(there.lane, 'case.submitted', { homeCity: CHANGSHA, extra: true }),
      submitted(there.lane),
    ]);
    await rogue.receipt('all was judged', (r) => r.upTo === n + 5);
    expect(await Promise.all([2, 3, 4, 5].map((i) => outcomeOf(n + i)))).toEqual([
      'kept fact_unknown',
      'kept fact_unknown',
      'kept data_invalid',
      'applied',
    ]);
    expect(await reviewer.ask<CaseView>('getCase', { caseNo: there.caseNo })).toMatchObject({ status: 'RECEIVED' });
  });

  it('data that does not fit its hash is kept without effect', async () => {
    const there = newCase();
    const n = rogue.sent;
    const event = collected(there);
    await rogue.send([{ ...event, dataText: event.dataText.replace('欧阳', '司马') }]);
    await rogue.receipt('it was judged', (r) => r.upTo === n + 1);
    expect(await outcomeOf(n + 1)).toBe('kept data_invalid');
  });

  it('an event whose predecessor is missing waits, and is applied when that comes', async () => {
    const there = newCase();
    const n = rogue.sent;
    const first = collected(there);
    const second = submitted(there.lane);
    await rogue.send([second]);
    await rogue.receipt('it is parked', (r) => r.outcomes.some((o) => o.n === n + 1 && o.outcome === 'parked'));
    await rogue.send([first]);
    await rogue.receipt(
      'both are in',
      (r) => r.upTo === n + 2 && r.outcomes.some((o) => o.n === n + 1 && o.outcome === 'applied'),
    );
    expect(await reviewer.ask<CaseView>('getCase', { caseNo: there.caseNo })).toMatchObject({ status: 'RECEIVED' });
  });

  it('a fork freezes the lane of its author in that case alone', async () => {
    const there = newCase();
    const n = rogue.sent;
    const first = collected(there);
    const second = rogue.write(there.lane, 'case.submitted', { homeCity: CHANGSHA });
    const other = rogue.write(there.lane, 'case.submitted', { homeCity: CHANGSHA });
    await rogue.send([first, second, other]);
    await rogue.receipt('all was judged', (r) => r.upTo === n + 3);
    expect(await outcomeOf(n + 3)).toBe('broken fork');
    const view = await reviewer.ask<CaseView>('getCase', { caseNo: there.caseNo });
    expect(view.frozenCities).toEqual([ZHUZHOU]);
    expect(view.actions.every((action) => !action.allowed)).toBe(true);
    await expect(reviewer.act('acceptCase', { caseNo: there.caseNo })).rejects.toMatchObject({ code: 'case_frozen' });
    const after = newCase();
    await rogue.send([collected(after), submitted(after.lane)]);
    await rogue.receipt('other cases go on', (r) => r.upTo === n + 5);
    expect(await reviewer.ask<CaseView>('getCase', { caseNo: after.caseNo })).toMatchObject({ status: 'RECEIVED' });
  });

  it('a chain that does not fit is broken', async () => {
    const there = newCase();
    const n = rogue.sent;
    await rogue.send([
      collected(there),
      rogue.write(there.lane, 'case.submitted', { homeCity: CHANGSHA }, { prev: 'cd'.repeat(32) }),
    ]);
    await rogue.receipt('all was judged', (r) => r.upTo === n + 2);
    expect(await outcomeOf(n + 2)).toBe('broken chain_broken');
  });

  it('events sealed by a key that was expired then are broken', async () => {
    const n = rogue.sent;
    await rogue.send([collected(newCase())], { sealedAt: '2019-01-01T00:00:00.000Z' });
    await rogue.receipt('it was judged', (r) => r.upTo === n + 1);
    expect(await outcomeOf(n + 1)).toBe('broken key_expired');
  });

  it('all the while 湘潭 and 长沙 work on', async () => {
    const done = await clerk.ask<CollectedView>('collectCase', aCollection());
    await until('it is in 长沙', async () => {
      const view = await reviewer.ask<CaseView>('getCase', { caseNo: done.caseNo });
      return view.status === 'RECEIVED';
    });
  });
});
