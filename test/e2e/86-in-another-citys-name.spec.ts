import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, DelegationView, TimelineView } from '#contracts';
import { aCardReplacement, collect, factsAt, storyAt, untilListed, untilSeen } from '../support/mode-cases.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type Desk, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

let cities: ThreeCities;
let clerk: Desk;
let reviewer: Desk;
let home: Desk;

beforeAll(async () => {
  cities = await threeCities('delegated');
  clerk = await cities.signIn(XIANGTAN, 'clerk1');
  reviewer = await cities.signIn(XIANGTAN, 'reviewer1');
  home = await cities.signIn(CHANGSHA, 'reviewer1');
  await untilListed(clerk, [CHANGSHA, XIANGTAN]);
  await until('湘潭 knows where to pick up in 株洲', async () => {
    return (await clerk.ask<{ total: number }>('listPickupPoints', { city: ZHUZHOU })).total > 0;
  });
});
afterAll(() => cities?.close());

/** A delegated case that 湘潭 has accepted, known to 长沙. */
async function accepted(): Promise<string> {
  const { caseNo } = await collect(clerk, aCardReplacement());
  // After a start 湘潭 may act once 长沙 has answered it.
  await until('湘潭 has accepted it', () => reviewer.act('acceptCase', { caseNo }).then(() => true));
  await untilSeen(home, caseNo, 'ACCEPTED');
  return caseNo;
}

describe('授权委托', () => {
  it('lets 湘潭 accept, decide and issue in the name of 长沙, on the delegation of 长沙', async () => {
    const form = aCardReplacement();
    form.application.delivery = { kind: 'PICKUP', city: ZHUZHOU, pointId: 'ZZ-P01' };
    const made = await collect(clerk, form);
    const { caseNo } = made;
    expect([made.status, made.statusZh]).toEqual(['COLLECTED', '已收件待受理']);
    expect(made.voucher.text).toContain('以长沙市名义');
    expect(made.steps.map(({ zh, cityName }) => [zh, cityName])).toEqual([
      ['收件', '湘潭市'],
      ['受理', '湘潭市'],
      ['审查决定', '湘潭市'],
      ['出证', '湘潭市'],
    ]);
    await untilSeen(home, caseNo, 'COLLECTED');
    await expect(home.act('acceptCase', { caseNo })).rejects.toMatchObject({ code: 'not_our_part' });
    await reviewer.act('acceptCase', { caseNo });
    await reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' });
    await reviewer.act('issueResult', { caseNo, resultNo: 'CS-示例-0086' });
    const pickup = await cities.signIn(ZHUZHOU, 'pickup1');
    await untilSeen(pickup, caseNo, 'ISSUED');
    await pickup.act('shelveResult', { caseNo });
    await untilSeen(home, caseNo, 'READY_FOR_PICKUP');
    await cities.quiet();
    const story = await storyAt(home, caseNo);
    expect(story).toEqual(await storyAt(reviewer, caseNo));
    expect(story).toEqual([
      ['case.collected', XIANGTAN, true],
      ['case.accepted', XIANGTAN, true],
      ['case.decided', XIANGTAN, true],
      ['result.issued', XIANGTAN, true],
      ['handover.instructed', XIANGTAN, true],
      ['pickup.ready', ZHUZHOU, true],
    ]);
    for (const { data, kept_reason } of await factsAt(cities, CHANGSHA, caseNo)) {
      expect([data !== null, kept_reason]).toEqual([true, null]);
    }
    const payloads = await cities.sql<{ type: string; payload: string; data: string }>(
      CHANGSHA,
      'select type, payload, data from event where lane = $1 order by id',
      [`case/${caseNo}`],
    );
    for (const { type, payload } of payloads.slice(1, 5)) {
      const { basis } = JSON.parse(payload) as { basis: { city: string; lane: string } | null };
      expect([type, basis?.lane]).toEqual([type, `catalogue/${CHANGSHA}`]);
    }
    // The number is the home authority's own, whoever gave it.
    expect(payloads[1]?.data).toContain(`SL${CHANGSHA}-`);
    expect(payloads[2]?.data).toContain(`JD${CHANGSHA}-`);
  });

  it('is listed in both cities with its term and powers', async () => {
    for (const desk of [clerk, home]) {
      const listed = await desk.ask<DelegationView[]>('listDelegations', { city: XIANGTAN });
      expect(listed.find(({ id }) => id === 'CS-WT-001')).toMatchObject({
        fromName: '长沙市',
        toName: '湘潭市',
        acts: ['ACCEPT', 'DECIDE', 'ISSUE'],
        state: 'IN_FORCE',
      });
    }
  });

  it('covers no more than it says: 株洲 may accept, but not decide', async () => {
    const clerkThere = await cities.signIn(ZHUZHOU, 'clerk1');
    const there = await cities.signIn(ZHUZHOU, 'reviewer1');
    await untilListed(clerkThere, [CHANGSHA]);
    const { caseNo } = await collect(clerkThere, aCardReplacement());
    await there.act('acceptCase', { caseNo });
    const decision = there.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' });
    await expect(decision).rejects.toMatchObject({
      code: 'delegation_missing',
      details: { power: 'DECIDE', reason: expect.stringContaining('审查决定') },
    });
    const shown = await there.ask<CaseView>('getCase', { caseNo });
    expect(shown.status).toBe('ACCEPTED');
    // The page says so before anybody tries, and of nothing else.
    const lacking = '长沙市没有现行有效的“审查决定”授权委托覆盖本事项';
    expect(shown.actions.find(({ action }) => action === 'approve')).toMatchObject({ allowed: false, reason: lacking });
    expect(shown.actions.find(({ action }) => action === 'send-papers')?.reason).not.toBe(lacking);
    const here = await clerkThere.ask<CaseView>('getCase', { caseNo });
    expect(here.actions.find(({ action }) => action === 'send-papers')?.allowed).toBe(true);
    await untilSeen(home, caseNo, 'ACCEPTED');
    await home.act('takeBackCase', { caseNo, reason: '委托不含决定，由本机关办理' });
    await home.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' });
    await untilSeen(there, caseNo, 'APPROVED');
  });

  it('that contradicts itself or takes away backwards is not published', async () => {
    const operator = await cities.signIn(CHANGSHA, 'operator1');
    const [known] = (await home.ask<DelegationView[]>('listDelegations', { city: XIANGTAN })).filter(
      ({ id }) => id === 'CS-WT-001',
    );
    const { to, items, acts, validFrom, validUntil, legalGround } = known as DelegationView;
    const again = { id: 'CS-WT-001', to, items, acts, validFrom, validUntil, legalGround };
    const faultsOf = async (change: object): Promise<string[]> => {
      const refused: unknown = await operator
        .ask('publishDelegation', { ...again, ...change })
        .catch((e: unknown) => e);
      expect(refused).toMatchObject({ code: 'delegation_invalid' });
      return (refused as { details: { faults: string[] } }).details.faults;
    };
    expect(await faultsOf({ revokedAt: '2026-01-01T00:00:00.000Z' })).toEqual(['revoked_not_later']);
    expect(await faultsOf({ acts: ['ACCEPT'] })).toEqual(['acts_taken_at_once']);
    expect(await faultsOf({ to: ZHUZHOU })).toEqual(['other_city']);
    expect(await faultsOf({ items: [...items, 'CS-YB-001'] })).toEqual(['item_not_delegated:CS-YB-001']);
    await expect(clerk.ask('publishDelegation', again)).rejects.toMatchObject({ code: 'role_not_allowed' });
  });
});

describe('收回 and 抽查', () => {
  it('gives the case back to 长沙, which decides it, and 湘潭 no longer can', async () => {
    const caseNo = await accepted();
    await home.act('takeBackCase', { caseNo, reason: '案情复杂，由本机关办理' });
    await until('湘潭 knows', async () => {
      const { actions } = await reviewer.ask<CaseView>('getCase', { caseNo });
      return actions.find(({ action }) => action === 'approve')?.allowed === false;
    });
    const decision = { caseNo, act: 'APPROVED', reason: '符合条件' };
    await expect(reviewer.act('decideCase', decision)).rejects.toMatchObject({ code: 'not_our_part' });
    await home.act('decideCase', decision);
    await untilSeen(reviewer, caseNo, 'APPROVED');
  });

  it('comes too late after the decision, and a sample is recorded instead', async () => {
    const caseNo = await accepted();
    await reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' });
    await untilSeen(home, caseNo, 'APPROVED');
    const late = home.act('takeBackCase', { caseNo, reason: '案情复杂' });
    await expect(late).rejects.toMatchObject({ code: 'action_not_allowed' });
    await home.act('sampleCase', { caseNo, act: 'ISSUE_FOUND', finding: '示例：缺少核对记录' });
    await cities.quiet();
    expect(await storyAt(reviewer, caseNo)).toEqual(await storyAt(home, caseNo));
    expect((await storyAt(reviewer, caseNo)).at(-1)).toEqual(['case.sampled', CHANGSHA, true]);
  });

  it('crosses with the decision on the wire: the decision stands, and all cities say the same', async () => {
    let caseNo = '';
    // A batch that lies in the inbox of 长沙 already is applied before anybody can act there: then it is tried again.
    for (let crossed = false, tries = 0; !crossed && tries < 8; tries += 1) {
      if (tries > 0) {
        await cities.startNode(XIANGTAN);
        [clerk, reviewer] = [await cities.signIn(XIANGTAN, 'clerk1'), await cities.signIn(XIANGTAN, 'reviewer1')];
      }
      caseNo = await accepted();
      await cities.stopNode(CHANGSHA);
      await reviewer.act('decideCase', { caseNo, act: 'REJECTED', reason: '不符合条件', remedies: '示例：可申请复议' });
      await cities.stopNode(XIANGTAN);
      await cities.startNode(CHANGSHA, { env: { TONGBAN_START_GRACE_MS: '0' } });
      home = await cities.signIn(CHANGSHA, 'reviewer1');
      // 长沙 goes on as the city that decides, not knowing that the case was decided in its name already.
      crossed = await home
        .act('takeBackCase', { caseNo, reason: '案情复杂，由本机关办理' })
        .then(() => home.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' }))
        .then(
          () => true,
          (error: unknown) => {
            const { code } = error as { code?: string };
            if (['case_changed', 'action_not_allowed', 'not_our_part'].includes(code ?? '')) return false;
            throw error;
          },
        );
    }
    await cities.startNode(XIANGTAN);
    [clerk, reviewer] = [await cities.signIn(XIANGTAN, 'clerk1'), await cities.signIn(XIANGTAN, 'reviewer1')];
    await untilSeen(home, caseNo, 'REJECTED');
    await cities.quiet();
    const story = await storyAt(home, caseNo);
    expect(story).toEqual(await storyAt(reviewer, caseNo));
    expect(story.slice(-3)).toEqual([
      ['case.decided', XIANGTAN, true],
      ['case.taken-back', CHANGSHA, false],
      ['case.decided', CHANGSHA, false],
    ]);
    for (const desk of [home, reviewer]) {
      const { entries, status } = await desk.ask<TimelineView>('caseTimeline', { caseNo });
      expect(status).toBe('REJECTED');
      expect(entries.slice(-2).map(({ detail }) => detail)).toEqual([
        '未产生效力：作出时其他城市的办理已在先；案情复杂，由本机关办理',
        expect.stringMatching(/^未产生效力：作出时其他城市的办理已在先；决定编号 JD430100-.*，符合条件$/),
      ]);
      const { actions } = await desk.ask<CaseView>('getCase', { caseNo });
      const [issue] = actions.filter(({ action }) => action === 'approve');
      expect(issue?.allowed).toBe(false);
    }
  }, 60_000);
});

describe('a delegation that ends', () => {
  it('ends at the stated instant: what is done before it counts, and afterwards nothing can be done', async () => {
    const caseNo = await accepted();
    const operator = await cities.signIn(CHANGSHA, 'operator1');
    const [known] = (await home.ask<DelegationView[]>('listDelegations', { city: XIANGTAN })).filter(
      ({ id }) => id === 'CS-WT-001',
    );
    const { to, items, acts, validFrom, validUntil, legalGround } = known as DelegationView;
    const revokedAt = new Date(Date.now() + 3000).toISOString();
    const published = await operator.ask<DelegationView>('publishDelegation', {
      ...{ id: 'CS-WT-001', to, items, acts, validFrom, validUntil, legalGround, revokedAt },
    });
    expect(published.state).toBe('IN_FORCE');
    await until('湘潭 knows that it ends', async () => {
      const listed = await clerk.ask<DelegationView[]>('listDelegations', { city: XIANGTAN });
      return listed.some(({ id, revokedAt: at }) => id === 'CS-WT-001' && at === revokedAt);
    });
    await until('it has ended', () => Date.now() > Date.parse(revokedAt));
    const decision = reviewer.act('decideCase', { caseNo, act: 'APPROVED', reason: '符合条件' });
    await expect(decision).rejects.toMatchObject({ code: 'delegation_missing', details: { power: 'DECIDE' } });
    const { actions } = await reviewer.ask<CaseView>('getCase', { caseNo });
    expect(actions.find(({ action }) => action === 'reject')).toMatchObject({
      allowed: false,
      reason: '长沙市没有现行有效的“审查决定”授权委托覆盖本事项',
    });
    await expect(collect(clerk, aCardReplacement())).rejects.toMatchObject({ code: 'delegation_missing' });
  });
});
