import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView, PartnerView } from '#contracts';
import { backUp, lanesOf, restore } from '../support/backups.js';
import { aCollection, anApplication } from '../support/builders.js';
import { expectArrivedOnce, expectLinksAgree } from '../support/ledger-check.js';
import { CHANGSHA, CITIES, threeCities, XIANGTAN, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** 长沙 decides, 湘潭 collects and is away when 长沙 comes back. */
describe('a restored city whose partner is away', () => {
  let cities: ThreeCities;
  let clerk: Desk;
  let reviewer: Desk;
  let operator: Desk;

  const signIn = async (): Promise<void> => {
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    operator = await cities.signIn(CHANGSHA, 'operator1');
  };
  const collect = async (): Promise<string> => {
    const body = aCollection({ application: anApplication(null) });
    return (await clerk.ask<CollectedView>('collectCase', body)).caseNo;
  };
  const status = (desk: Desk, caseNo: string, wanted: string): Promise<unknown> =>
    until(
      `${caseNo} is ${wanted}`,
      async () => (await desk.ask<CaseView>('getCase', { caseNo }).catch(() => null))?.status === wanted,
      40_000,
    );
  const received = async (): Promise<string> => {
    const caseNo = await collect();
    await status(reviewer, caseNo, 'RECEIVED');
    return caseNo;
  };
  const accept = (caseNo: string): Promise<CaseView> => reviewer.act<CaseView>('acceptCase', { caseNo });
  const refusal = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? 'unknown',
    );
  const backedUp = async (city: string, label: string): Promise<void> => {
    await cities.quiet();
    await cities.stopNode(city);
    await backUp(cities, city, label);
    await cities.startNode(city);
  };
  const waiting = async (city: string): Promise<string[]> =>
    (await cities.sql<{ partner: string }>(city, 'select partner from recovery where released_at is null')).map(
      ({ partner }) => partner,
    );

  beforeAll(async () => {
    cities = await threeCities('alone');
    await signIn();
    await until('湘潭 has the list', async () => {
      return (await clerk.ask<{ total: number }>('listItems', {})).total >= 149;
    });
  });
  afterAll(() => cities?.close());

  it('after a plain restart acts wait a moment for it, and then go on', async () => {
    const caseNo = await received();
    await cities.quiet();
    await cities.stopNode(XIANGTAN);
    await cities.stopNode(CHANGSHA);
    await cities.startNode(CHANGSHA, { env: { TONGBAN_START_GRACE_MS: '60000' } });
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    expect(await refusal(accept(caseNo))).toBe('link_starting');
    await cities.stopNode(CHANGSHA);
    await cities.startNode(CHANGSHA, { env: { TONGBAN_START_GRACE_MS: '300' } });
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('the case is accepted', () => accept(caseNo).catch(() => null));
    expect(await waiting(CHANGSHA)).toEqual([]);
    await cities.startNode(XIANGTAN);
    await signIn();
    await status(clerk, caseNo, 'ACCEPTED');
  });

  it('its cases can only be read until it is back, and nothing forks', async () => {
    const caseNo = await received();
    await backedUp(CHANGSHA, 'read');
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('the case is accepted', () => accept(caseNo).catch(() => null));
    await status(clerk, caseNo, 'ACCEPTED');
    await cities.quiet();
    await cities.stopNode(XIANGTAN);
    await cities.stopNode(CHANGSHA);
    await restore(cities, CHANGSHA, 'read');
    await cities.startNode(CHANGSHA);
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    operator = await cities.signIn(CHANGSHA, 'operator1');
    await until('株洲 agrees', async () => (await waiting(CHANGSHA)).join() === XIANGTAN);
    expect((await reviewer.ask<CaseView>('getCase', { caseNo })).status).toBe('RECEIVED');
    expect(await refusal(accept(caseNo))).toBe('recovery_pending');
    const shown = (await operator.ask<PartnerView[]>('listPartners', {})).find(({ city }) => city === XIANGTAN);
    expect(shown).toMatchObject({ link: 'held', holdReason: 'recovering' });
    const health = (await (await fetch(`${cities.node(CHANGSHA).url}/health/ready`)).json()) as { checks: unknown[] };
    expect(JSON.stringify(health.checks)).toContain(XIANGTAN);
    await cities.startNode(XIANGTAN);
    await status(reviewer, caseNo, 'ACCEPTED');
    await signIn();
    await until('湘潭 agrees', async () => (await waiting(CHANGSHA)).length === 0);
    const decision = { caseNo, act: 'APPROVED', reason: '符合条件' };
    await reviewer.act('decideCase', decision);
    await status(clerk, caseNo, 'APPROVED');
    await cities.quiet();
    await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, [caseNo]);
    await expectLinksAgree(cities, CITIES);
  });

  it('what waited at the time of the backup and left since is not sent a second time', async () => {
    const caseNo = await received();
    await cities.quiet();
    await cities.stopNode(XIANGTAN);
    await cities.stopNode(CHANGSHA);
    // Its link has not agreed since: nothing is numbered.
    await cities.startNode(CHANGSHA);
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('the case is accepted', () => accept(caseNo).catch(() => null));
    await cities.stopNode(CHANGSHA);
    await backUp(cities, CHANGSHA, 'pending');
    await cities.startNode(CHANGSHA);
    await cities.startNode(XIANGTAN);
    await signIn();
    await status(clerk, caseNo, 'ACCEPTED');
    await cities.quiet();
    await cities.stopNode(CHANGSHA);
    await restore(cities, CHANGSHA, 'pending');
    const [before] = await cities.sql<{ n: string }>(CHANGSHA, 'select count(*) as n from pending');
    expect(Number(before?.n)).toBeGreaterThan(0);
    await cities.startNode(CHANGSHA);
    await signIn();
    await until('all agree', async () => (await waiting(CHANGSHA)).length === 0);
    await cities.quiet();
    const twice = `select partner, e.id from link_batch b, unnest(b.event_ids) as e (id) where direction = 'out'
      group by partner, e.id having count(*) > 1`;
    expect(await cities.sql(CHANGSHA, twice)).toEqual([]);
    await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, [caseNo]);
    await expectLinksAgree(cities, CITIES);
  });

  it('an operator, and nobody else, can say that work goes on without it; the reason is kept', async () => {
    const caseNo = await received();
    await backedUp(CHANGSHA, 'release');
    await until('all agree', async () => (await waiting(CHANGSHA)).length === 0);
    await cities.quiet();
    await cities.stopNode(XIANGTAN);
    await cities.stopNode(CHANGSHA);
    await restore(cities, CHANGSHA, 'release');
    await cities.startNode(CHANGSHA);
    reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    operator = await cities.signIn(CHANGSHA, 'operator1');
    expect(await refusal(accept(caseNo))).toMatch(/^(recovery_pending|link_starting)$/);
    const body = { partner: XIANGTAN, reason: '示例：对方节点长期停用' };
    expect(await refusal(reviewer.ask('releasePartner', body))).toBe('role_not_allowed');
    const [view] = await operator.ask<PartnerView[]>('releasePartner', body);
    expect(view).toMatchObject({ city: XIANGTAN, holdReason: 'released' });
    await until('the case is accepted', () => accept(caseNo).catch(() => null));
    expect(await cities.sql(CHANGSHA, 'select partner, released_by, reason from partner_release')).toEqual([
      { partner: XIANGTAN, released_by: 'operator1', reason: body.reason },
    ]);
    await cities.startNode(XIANGTAN);
    await signIn();
    await status(clerk, caseNo, 'ACCEPTED');
    await cities.quiet();
    await expectLinksAgree(cities, CITIES);
  });

  it('two cities restored to different times agree on what either of them still holds', async () => {
    const first = await received();
    await backedUp(XIANGTAN, 'earlier');
    await signIn();
    const between = await received();
    await backedUp(CHANGSHA, 'later');
    await signIn();
    const last = await received();
    await until('the case is accepted', () => accept(between).catch(() => null));
    await status(clerk, between, 'ACCEPTED');
    await cities.quiet();
    for (const city of [CHANGSHA, XIANGTAN]) await cities.stopNode(city);
    await restore(cities, XIANGTAN, 'earlier');
    await restore(cities, CHANGSHA, 'later');
    await Promise.all([cities.startNode(CHANGSHA), cities.startNode(XIANGTAN)]);
    await signIn();
    await until('all agree', async () => {
      return (await waiting(CHANGSHA)).length === 0 && (await waiting(XIANGTAN)).length === 0;
    });
    await status(clerk, between, 'RECEIVED');
    await cities.quiet();
    await expectLinksAgree(cities, CITIES);
    await expectArrivedOnce(cities, XIANGTAN, CHANGSHA, [first, between]);
    // What reached neither backup is lost with both disks, at both alike.
    expect(await refusal(clerk.ask('getCase', { caseNo: last }))).toBe('case_not_found');
    expect(await refusal(reviewer.ask('getCase', { caseNo: last }))).toBe('case_not_found');
    await until('the case is accepted', () => accept(between).catch(() => null));
    await status(clerk, between, 'ACCEPTED');
    await cities.quiet();
    expect(await lanesOf(cities, CHANGSHA, [CHANGSHA])).toEqual(
      expect.arrayContaining((await lanesOf(cities, XIANGTAN, [CHANGSHA])).filter((line) => line.startsWith('case/'))),
    );
  });
});
