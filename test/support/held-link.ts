import { expect, it } from '@jest/globals';
import type { CaseView, CollectedView, LinkHoldView, PartnerView, ProbeView, TimelineView } from '#contracts';
import { aCollection } from './builders.js';
import { CHANGSHA, Refused, XIANGTAN, type Desk, type ThreeCities } from './three-cities.js';
import { until } from './until.js';

/** 暂停转递: what is held by an operator of 湘潭 for 长沙, told as tests of the running cities. */
export function heldByAnOperator(stand: () => ThreeCities): void {
  let cities: ThreeCities;
  let clerk: Desk;
  let there: Desk;
  const signIn = async (): Promise<void> => {
    there = await cities.signIn(XIANGTAN, 'operator1');
    clerk = await cities.signIn(XIANGTAN, 'clerk1');
  };
  const refused = (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => 'ok',
      (error: unknown) => (error instanceof Refused ? error.code : 'unknown'),
    );

  it('what an operator holds by agreement with a partner leaves in order afterwards, also when the node starts anew', async () => {
    cities = stand();
    await signIn();
    await cities.quiet();
    const changsha = { partner: CHANGSHA };
    const end = new Date(Date.now() + 3_600_000).toISOString();
    const hold = { ...changsha, reason: '示例：长沙机房维护，已电话约定', until: end };
    expect(await refused(there.ask('holdPartner', { ...hold, until: '2026-01-01T00:00:00.000Z' }))).toBe(
      'hold_end_invalid',
    );
    expect(await refused(clerk.ask('holdPartner', hold))).toBe('role_not_allowed');
    const [view] = await there.ask<PartnerView[]>('holdPartner', hold, { commandId: 'hold-0001' });
    await there.ask('holdPartner', hold, { commandId: 'hold-0001' });
    expect(view).toMatchObject({ breaker: 'closed', link: 'held', holdReason: 'operator_hold', hold: { until: end } });
    expect(view?.words).toMatch(/^暂停转递：示例：长沙机房维护，已电话约定，预计 \d+月\d+日 \d\d:\d\d 恢复/);
    const numbersOf = async () =>
      (
        await cities.sql<{ n: string }>(XIANGTAN, 'select numbered_to as n from link_out where partner = $1', [
          CHANGSHA,
        ])
      )[0]?.n;
    const before = await numbersOf();
    const caseNos: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { caseNo, delivery } = await clerk.ask<CollectedView>('collectCase', aCollection());
      expect(delivery).toMatchObject([{ state: 'HELD', words: view?.words }]);
      caseNos.push(caseNo);
    }
    const seen = await clerk.ask<CaseView>('getCase', { caseNo: caseNos[0] });
    expect(seen.delivery).toMatchObject([{ state: 'HELD', words: view?.words }]);
    const form = {
      homeCity: CHANGSHA,
      itemCode: 'CS-YB-001',
      mode: 'PROXY_COLLECT',
      applicantType: 'NATURAL',
      materials: [],
    };
    expect(await clerk.ask('precheckItem', form)).toMatchObject({ reachable: true, held: view?.words });
    // The other way is not held, and questions go on.
    expect((await there.ask<ProbeView>('probePartner', changsha)).ours.sentTo).toBe(Number(before));
    await cities.stopNode(XIANGTAN);
    await cities.startNode(XIANGTAN);
    await until('the link has agreed anew and is held', async () => {
      const [row] = await cities.sql<{ done: boolean }>(
        XIANGTAN,
        "select hold_reason = 'operator_hold' and contact_at > $2 as done from link_state where partner = $1",
        [CHANGSHA, seen.collectedAt],
      );
      return row?.done === true;
    });
    await signIn();
    await there.ask('probePartner', changsha);
    expect(await numbersOf()).toBe(before);
    const [free] = await there.ask<PartnerView[]>('resumePartner', changsha);
    expect(free?.hold).toBeNull();
    await until('all have arrived', async () => (await arrived(caseNos)).length === 3);
    expect(await arrived(caseNos)).toEqual(caseNos);
    const [kept, ...earlier] = await there.ask<LinkHoldView[]>('listHolds', changsha);
    expect(earlier).toEqual([]);
    expect(kept).toMatchObject({ reason: hold.reason, until: end, by: kept?.endedBy, endedAt: expect.any(String) });
    const { linkOutages } = await clerk.ask<TimelineView>('caseTimeline', { caseNo: caseNos[0] });
    expect(linkOutages).toContainEqual(
      expect.objectContaining({ city: CHANGSHA, cause: 'HELD', to: expect.any(String) }),
    );
  }, 60_000);

  /** Which of these cases the home city has, in the order in which they came. */
  const arrived = async (caseNos: readonly string[]): Promise<string[]> => {
    const came = await cities.sql<{ lane: string }>(
      CHANGSHA,
      "select lane from event where lane = any($1) and type = 'case.submitted' order by id",
      [caseNos.map((no) => `case/${no}`)],
    );
    return came.map(({ lane }) => lane.slice('case/'.length));
  };

  it('a hold that nobody lets go ends at its time', async () => {
    const end = new Date(Date.now() + 3000).toISOString();
    await there.ask('holdPartner', { partner: CHANGSHA, reason: '示例：短时维护', until: end });
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection());
    await until('it has arrived', async () => (await arrived([caseNo])).length === 1);
    const [kept] = await there.ask<LinkHoldView[]>('listHolds', { partner: CHANGSHA });
    expect(kept).toMatchObject({ endedAt: end, endedBy: null });
  });
}
