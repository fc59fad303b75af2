import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CaseView,
  type CollectedView,
  type ItemVersionView,
  type KeyView,
  type NodeHealthView,
  type Page,
  type ProbeView,
  type QueueEntry,
  type StatementView,
} from '#contracts';
import { aCollection } from '../support/builders.js';
import { brokenShelf } from '../support/broken-shelf.js';
import { heldByAnOperator } from '../support/held-link.js';
import { CHANGSHA, Refused, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

const SECRET = 'sample secret of the receiver';

interface Told {
  headers: Record<string, unknown>;
  text: string;
  body: { id: string; event: string; kind: string; subject: string; words: string };
}

describe('the machine room', () => {
  let receiver: Server;
  const told: Told[] = [];
  /** Answers of the receiver still to come that are no success. */
  let refusals = 1;
  let cities: ThreeCities;
  let clerk: Desk;
  let here: Desk;
  let there: Desk;
  let collected: CollectedView;

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        told.push({ headers: request.headers, text, body: JSON.parse(text) as Told['body'] });
        response.statusCode = refusals > 0 ? 503 : 204;
        refusals -= 1;
        response.end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    cities = await threeCities('machine_room', {
      cities: [CHANGSHA, XIANGTAN],
      env: {
        TONGBAN_STATEMENT_HOUR: '0',
        TONGBAN_ALERT_WEBHOOK_URL: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/alerts`,
        TONGBAN_ALERT_WEBHOOK_SECRET: SECRET,
        TONGBAN_ALERT_LOOK_MS: '200',
        TONGBAN_ALERT_LINK_DOWN_MINUTES: '0',
        TONGBAN_ALERT_STORAGE_FREE_PERCENT: '1',
      },
    });
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    here = await cities.signIn(CHANGSHA, 'operator1');
    there = await cities.signIn(XIANGTAN, 'operator1');
    await until('the list of 长沙 is in 湘潭', async () => {
      const [row] = await cities.sql<{ n: string }>(
        XIANGTAN,
        'select count(*) as n from service_item where home_city = $1',
        [CHANGSHA],
      );
      return Number(row?.n) > 0;
    });
    await cities.quiet();
  });
  afterAll(async () => {
    await cities?.close();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });

  const queueOf = async (desk: Desk, more: object = {}): Promise<QueueEntry[]> =>
    (await desk.ask<Page<QueueEntry>>('listQueue', more)).items;
  const refused = (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => 'ok',
      (error: unknown) => (error instanceof Refused ? error.code : 'unknown'),
    );

  it('a message that this version could not take stands in both queues, with whose turn it is', async () => {
    const mend = await brokenShelf(cities, CHANGSHA);
    collected = await clerk.ask<CollectedView>('collectCase', aCollection());
    const kept = await until('both facts are kept', async () => {
      const entries = (await queueOf(here)).filter(({ caseNo }) => caseNo === collected.caseNo);
      return entries.length === 2 ? entries : undefined;
    });
    await mend();
    for (const entry of kept) {
      expect(entry).toMatchObject({ direction: 'in', kind: 'kept', whose: 'OURS', state: 'OPEN', partner: XIANGTAN });
      expect(entry.what).toContain('不产生效力');
      expect(entry.acts.find(({ act }) => act === 'REAPPLY')).toMatchObject({ allowed: true });
    }
    const seenThere = await until('the sender is told', async () => {
      const entries = await queueOf(there, { partner: CHANGSHA });
      return entries.length === 2 ? entries : undefined;
    });
    expect(seenThere[0]).toMatchObject({ direction: 'out', whose: 'THEIRS', caseNo: collected.caseNo });
  });

  it('taken once more after the upgrade it has effect in order, and nobody has to look at it again', async () => {
    const entries = (await queueOf(here)).sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
    const [first, second] = entries;
    const act = (entry: QueueEntry | undefined, name: string, reason = '示例：系统升级后重新办理') => ({
      partner: XIANGTAN,
      direction: 'in',
      number: entry?.number,
      act: name,
      reason,
    });
    expect(
      await refused(cities.signIn(CHANGSHA, 'reviewer1').then((r) => r.ask('actOnMessage', act(first, 'REAPPLY')))),
    ).toBe('role_not_allowed');
    expect(await refused(here.ask('actOnMessage', act(first, 'RESEND')))).toBe('message_act_not_allowed');
    expect(await refused(here.ask('actOnMessage', { ...act(first, 'REAPPLY'), number: 999_999 }))).toBe(
      'message_not_found',
    );
    const done = await here.ask<QueueEntry>('actOnMessage', act(first, 'REAPPLY'), { commandId: 'first-of-two' });
    expect(done).toMatchObject({ state: 'SETTLED', history: [{ act: 'REAPPLY', words: '示例：系统升级后重新办理' }] });
    expect(done.history[0]?.by).toMatch(/./);
    const again = await here.ask<QueueEntry>('actOnMessage', act(first, 'REAPPLY'), { commandId: 'first-of-two' });
    expect(again.history).toHaveLength(1);
    await here.ask('actOnMessage', act(second, 'REAPPLY'));
    expect(await queueOf(here)).toEqual([]);
    expect((await here.ask<CaseView>('getCase', { caseNo: collected.caseNo })).status).toBe('RECEIVED');
    await until('the collecting city has the receipt', async () => {
      return (await clerk.ask<CaseView>('getCase', { caseNo: collected.caseNo })).status === 'RECEIVED';
    });
    await until('it stands nowhere', async () => (await queueOf(there)).length === 0);
  });

  it('a message given back is read at the sender with the reason, sent again under a new number, and settled', async () => {
    const mend = await brokenShelf(cities, CHANGSHA);
    const other = await clerk.ask<CollectedView>('collectCase', aCollection());
    const [entry] = await until('it is kept', async () => {
      const entries = (await queueOf(here)).filter(({ caseNo }) => caseNo === other.caseNo);
      return entries.length === 2 ? entries : undefined;
    });
    await mend();
    const reason = '示例：与窗口核对后请重新发送';
    const number = entry?.number ?? 0;
    const message = { partner: XIANGTAN, direction: 'in', number, reason };
    await until('the sender knows of it', async () => (await queueOf(there)).length === 2);
    const returned = await here.ask<QueueEntry>('actOnMessage', { ...message, act: 'RETURN' });
    expect(returned).toMatchObject({ state: 'WAITING', whose: 'THEIRS' });
    expect(await refused(here.ask('actOnMessage', { ...message, act: 'RETURN' }))).toBe('message_act_not_allowed');
    const found = (await queueOf(there)).find((one) => one.number === number);
    expect(found).toMatchObject({ state: 'OPEN', history: [{ by: null, act: 'RETURN', words: reason }] });
    expect(found?.what).toContain('已由对方退回');
    // As if the partner had found it broken on the way: what it then asks for is the same event once more.
    await cities.sql(XIANGTAN, "update link_outcome set outcome = 'broken' where direction = 'out' and n = $1", [
      number,
    ]);
    const [before] = await cities.sql<{ n: string }>(XIANGTAN, 'select numbered_to as n from link_out');
    await there.ask('actOnMessage', { ...message, partner: CHANGSHA, direction: 'out', act: 'RESEND' });
    await until('it went out under a new number, and was receipted', async () => {
      const [now] = await cities.sql<{ n: string; settled: string }>(
        XIANGTAN,
        'select numbered_to as n, settled_to as settled from link_out',
      );
      return Number(now?.n) === Number(before?.n) + 1 && now?.settled === now?.n;
    });
    const settled = await queueOf(there, { state: 'SETTLED' });
    expect(settled.map((one) => one.number)).toEqual([number]);
    await here.ask('actOnMessage', { ...message, act: 'SETTLE' });
    expect((await queueOf(here)).map((one) => one.number)).not.toContain(number);
  });

  it('statements are made by themselves once a day, and a probe shows the numbers of both sides', async () => {
    await cities.quiet();
    const daily = await until('the day’s statement is there', async () => {
      const made = await here.ask<StatementView[]>('listStatements', { partner: XIANGTAN });
      return made.find((one) => one.daily);
    });
    expect(daily.signed).toMatch(/^ey/);
    const asked = await here.ask<StatementView>('makeStatement', { partner: XIANGTAN });
    expect(asked).toMatchObject({ daily: false, result: 'EQUAL' });
    const probe = await here.ask<ProbeView>('probePartner', { partner: XIANGTAN });
    expect(probe.words).toBe('双方编号一致');
    expect(probe.ours).toEqual({ sentTo: probe.theirs.receivedTo, receivedTo: probe.theirs.sentTo });
    expect(probe.ours.receivedTo).toBeGreaterThan(3);
  });

  describe('a link that an operator holds', () => {
    heldByAnOperator(() => cities);
    // Its node was started anew.
    afterAll(async () => {
      there = await cities.signIn(XIANGTAN, 'operator1');
    });
  });

  it('keys are told with their days, and versions of an item with what changed between them', async () => {
    const keys = await here.ask<KeyView[]>('listKeys', {});
    expect(
      keys
        .filter(({ self }) => self)
        .map(({ use }) => use)
        .sort(),
    ).toEqual(['seal', 'sign']);
    expect(keys.every(({ daysLeft, state }) => daysLeft > 0 && ['VALID', 'SOON'].includes(state))).toBe(true);
    const figures = await (await fetch(`${cities.node(CHANGSHA).url}/metrics`)).text();
    expect(figures).toMatch(new RegExp(`tongban_key_days_left\\{[^}]*city="${XIANGTAN}"`));
    const item = { homeCity: CHANGSHA, itemCode: 'CS-YB-001' };
    const versions = await here.ask<ItemVersionView[]>('itemVersions', item);
    expect(versions.at(-1)).toMatchObject({ ...item, differences: [] });
    expect(await refused(here.ask('itemVersions', { ...item, itemCode: 'CS-NO-999' }))).toBe('item_unknown');
  });

  it('a link that is down is told to the webhook, signed, again until it is taken, once each, and its end too', async () => {
    refusals = 1;
    told.length = 0;
    await cities.stopNode(XIANGTAN);
    const down = await until('it was told twice, for the first was refused', async () => {
      // Attempts that find nobody open the breaker.
      await here.ask('makeStatement', { partner: XIANGTAN }).catch(() => undefined);
      const found = told.filter(({ body }) => body.kind === 'LINK_DOWN' && body.event === 'BEGUN');
      return found.length === 2 ? found : undefined;
    });
    expect(down[0]?.body.id).toBe(down[1]?.body.id);
    expect(down[0]?.body.subject).toBe(XIANGTAN);
    const [, seconds, signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(down[1]?.headers['x-tongban-signature'])) ?? [];
    expect(signature).toBe(createHmac('sha256', SECRET).update(`${seconds}.${down[1]?.text}`).digest('hex'));
    const health = await here.ask<NodeHealthView>('nodeHealth', {});
    expect(health).toMatchObject({ city: CHANGSHA, ready: true, leading: true, webhook: true });
    expect(health.alerts.find(({ kind }) => kind === 'LINK_DOWN')).toMatchObject({ subject: XIANGTAN, endedAt: null });
    await cities.startNode(XIANGTAN);
    await until('its end was told', () =>
      told.find(({ body }) => body.event === 'ENDED' && body.kind === 'LINK_DOWN' && body.subject === XIANGTAN),
    );
    const begun = told.filter(({ body }) => body.kind === 'LINK_DOWN' && body.subject === XIANGTAN);
    expect(begun.map(({ body }) => body.event)).toEqual(['BEGUN', 'BEGUN', 'ENDED']);
  }, 60_000);
});
