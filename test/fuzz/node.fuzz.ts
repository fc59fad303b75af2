import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectedView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { expectLinksAgree } from '../support/ledger-check.js';
import { CHANGSHA, XIANGTAN, ZHUZHOU } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { fuzzSettings, isWanted, say } from './fuzz-settings.js';
import { heldMegabytes } from './memory.js';
import { oddEventsRound, refusedRound } from './node-run.js';
import { nodeStand, type NodeStand } from './node-stand.js';
import { tellSummary } from './summary.js';
import { Tally } from './tally.js';

const { seed, only, atNode } = fuzzSettings();

(isWanted('node') ? describe : describe.skip)('a running node under mutated envelopes', () => {
  let stand: NodeStand;
  const tally = new Tally();
  beforeAll(async () => {
    stand = await nodeStand(seed);
  }, 120_000);
  afterAll(async () => stand?.close());

  const metrics = async (): Promise<string> => (await fetch(`${stand.cities.node(CHANGSHA).url}/metrics`)).text();

  it('refuses what it has to, takes the genuine batch after each bunch, and memory stays', async () => {
    const held: number[] = [];
    for (let round = only?.n ?? 0; tally.total < atNode; round += 1) {
      await refusedRound(stand, seed, round, tally);
      if (round % 10 === 0) held.push(await heldMegabytes());
      if (only) return;
    }
    for (let round = 0; round < atNode / 30; round += 1) await oddEventsRound(stand, seed, round, tally);
    held.push(await heldMegabytes());
    say(`at a running node: ${tally.total}, seed ${seed}\n${tally.text()}`);
    say(`  memory on the way, in MB: ${held.map((one) => one.toFixed(1)).join(', ')}`);
    const lines = (await metrics())
      .split('\n')
      .filter((line) => /^tongban_(envelopes_refused|event_outcomes)_total/.test(line));
    say(lines.map((line) => `  ${line}`).join('\n'));
    tellSummary({
      part: 'a running node',
      mutants: tally.total,
      taken: null,
      findings: tally.findings.length,
      heldFirst: held[1] ?? 0,
      heldLast: held.at(-1) ?? 0,
    });
    expect(lines.filter((line) => line.includes('internal_error'))).toEqual([]);
    expect((held.at(-1) ?? 0) - (held[1] ?? 0)).toBeLessThan(32);
  });

  (only ? it.skip : it)('holds only what was sealed by whom it is of', async () => {
    const hashes = async (city: string, author: string): Promise<string[]> =>
      (
        await stand.cities.sql<{ hash: string }>(
          city,
          "select encode(hash, 'hex') as hash from event where author = $1",
          [author],
        )
      ).map((row) => row.hash);
    const foreign = (await hashes(CHANGSHA, ZHUZHOU)).filter((hash) => !stand.authored.has(hash));
    expect(foreign).toEqual([]);
    const own = new Set(await hashes(XIANGTAN, XIANGTAN));
    expect((await hashes(CHANGSHA, XIANGTAN)).filter((hash) => !own.has(hash))).toEqual([]);
    const reasons = await stand.cities.sql(CHANGSHA, "select n from link_outcome where reason = 'internal_error'");
    expect(reasons).toEqual([]);
  });

  (only ? it.skip : it)('shows every case that came in, whatever it says', async () => {
    const reviewer = await stand.cities.signIn(CHANGSHA, 'reviewer1');
    const rows = await stand.cities.sql<{ case_no: string }>(CHANGSHA, 'select case_no from case_file');
    for (const { case_no: caseNo } of rows.slice(0, 300)) {
      expect((await reviewer.ask<CaseView>('getCase', { caseNo })).caseNo).toBe(caseNo);
      await reviewer.ask('caseTimeline', { caseNo });
    }
    for (let page = 1; page <= 3; page += 1) await reviewer.ask('listCases', { page, pageSize: 200 });
  });

  (only ? it.skip : it)('works on: with 湘潭, and its own link to 株洲 settles', async () => {
    const [clerk, reviewer] = [
      await stand.cities.signIn(XIANGTAN, 'clerk1'),
      await stand.cities.signIn(CHANGSHA, 'reviewer1'),
    ];
    const { caseNo } = await clerk.ask<CollectedView>('collectCase', aCollection());
    await until('it is received', async () => {
      return (await reviewer.ask<CaseView>('getCase', { caseNo })).status === 'RECEIVED';
    });
    await until('the link to 株洲 is settled', async () => {
      const [out] = await stand.cities.sql<{ numbered_to: string; settled_to: string }>(
        CHANGSHA,
        'select numbered_to, settled_to from link_out where partner = $1',
        [ZHUZHOU],
      );
      return out && out.numbered_to === out.settled_to && Number(out.settled_to) === stand.receiver.upTo;
    });
    await until('the links agree', async () => {
      await expectLinksAgree(stand.cities, [CHANGSHA, XIANGTAN]);
      return true;
    });
  });
});
