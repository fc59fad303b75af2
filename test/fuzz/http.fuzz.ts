import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fuzzSettings, isWanted, say } from './fuzz-settings.js';
import { runRequests } from './http-run.js';
import { FACT_OF_ACT, factsOf, httpStand, type HttpStand } from './http-stand.js';
import { heldMegabytes } from './memory.js';
import { tellSummary } from './summary.js';

const { seed, only, requests } = fuzzSettings();
const SLICES = 8;
const SLACK_MEGABYTES = 32;

(isWanted('http') ? describe : describe.skip)('mutated requests', () => {
  let stand: HttpStand;
  beforeAll(async () => {
    stand = await httpStand(seed, 5);
  }, 120_000);
  afterAll(async () => stand?.close());

  (only === null ? it : it.skip)(
    'are answered as documented, carry out nothing that is not right, and memory stays',
    async () => {
      const { run, world, cities } = stand;
      const slice = Math.ceil(requests / SLICES);
      const held: number[] = [];
      for (let from = 0; from < requests; from += slice) {
        const before = await factsOf(cities);
        const [created, acted, untold] = [new Set<string>(), new Map<string, Set<string>>(), new Map<string, number>()];
        await runRequests(world, { ...run, created, acted, untold, from, count: Math.min(slice, requests - from) });
        expect(run.tally.findings).toEqual([]);
        // Nothing came into being that no answer told of.
        const after = await factsOf(cities);
        const grown = (fact: string): number => (after.get(fact) ?? 0) - (before.get(fact) ?? 0);
        for (const [act, fact] of Object.entries({ ...FACT_OF_ACT, collectCase: 'case.collected' })) {
          const told = act === 'collectCase' ? created.size : (acted.get(act)?.size ?? 0);
          const most = told + (untold.get(act) ?? 0);
          const stated = grown(fact);
          const verdict =
            stated >= told && stated <= most ? 'as told' : `${stated}, though ${told} to ${most} were told`;
          expect([fact, verdict]).toEqual([fact, 'as told']);
        }
        held.push(await heldMegabytes());
        await world.addCases();
        await world.lookAtAll();
      }
      say(`requests: ${run.tally.total}, seed ${seed}\n${run.tally.outcomesText()}\n${run.tally.text()}`);
      say(`  memory after each eighth, in MB: ${held.map((one) => one.toFixed(1)).join(', ')}`);
      tellSummary({
        part: 'requests',
        mutants: run.tally.total,
        taken: run.tally.ofOutcome('2'),
        findings: run.tally.findings.length,
        heldFirst: held[1] ?? 0,
        heldLast: held.at(-1) ?? 0,
      });
      expect(run.tally.findings).toEqual([]);
      expect(run.tally.total).toBe(requests);
      expect((held.at(-1) ?? 0) - (held[1] ?? 0)).toBeLessThan(SLACK_MEGABYTES);
      await cities.quiet();
      expect((await stand.gateway.call('/session/cities')).status).toBe(200);
    },
  );

  (only === null ? it.skip : it)('one alone', async () => {
    const { run, world } = stand;
    await runRequests(world, { ...run, from: only?.n ?? 0, count: 1, show: say });
    expect(run.tally.findings).toEqual([]);
  });
});
