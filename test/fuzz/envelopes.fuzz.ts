import { describe, expect, it } from '@jest/globals';
import { runEnvelopes } from './envelope-run.js';
import { envelopeSources } from './envelope-sources.js';
import { fuzzSettings, isWanted, say } from './fuzz-settings.js';
import { heldMegabytes } from './memory.js';
import { tellSummary } from './summary.js';
import { Tally } from './tally.js';

const { seed, only, envelopes } = fuzzSettings();
/** Caches fill up to their bounds; a leak of a mutant each would be several times as much. */
const SLACK_MEGABYTES = 32;

describe('mutated envelopes', () => {
  (only === null ? it : it.skip)('mean what the protocol says or are refused by code, and memory stays', async () => {
    const sources = await envelopeSources(seed);
    const tally = new Tally();
    const share = Math.ceil(envelopes / 4);
    await runEnvelopes(sources, { seed, from: 0, count: share, tally });
    const before = await heldMegabytes();
    await runEnvelopes(sources, { seed, from: share, count: envelopes - share, tally });
    const after = await heldMegabytes();
    say(`envelopes: ${tally.total} mutants, seed ${seed}\n${tally.text()}`);
    say(`  memory after a quarter ${before.toFixed(1)} MB, after all ${after.toFixed(1)} MB`);
    tellSummary({
      part: 'envelopes',
      mutants: tally.total,
      taken: tally.of('genuine') + tally.of('same as written'),
      findings: tally.findings.length,
      heldFirst: before,
      heldLast: after,
    });
    expect(tally.findings).toEqual([]);
    expect(tally.total).toBe(envelopes);
    expect(after - before).toBeLessThan(SLACK_MEGABYTES);
  });

  (only && isWanted('envelope') ? it : it.skip)('one alone', async () => {
    const tally = new Tally();
    await runEnvelopes(await envelopeSources(seed), { seed, from: only?.n ?? 0, count: 1, tally, show: say });
    expect(tally.findings).toEqual([]);
  });
});
