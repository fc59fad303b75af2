import { describe, expect, it } from '@jest/globals';
import { runEnvelopes } from './envelope-run.js';
import { envelopeSources } from './envelope-sources.js';
import { Tally } from './tally.js';

/** The short form of `npm run fuzz`: the same mutants each time, a few of every kind. */
describe('what comes from another city, changed', () => {
  it('is refused by code or means what the protocol says: a batch, a receipt, a question, an answer, a list of cities, evidence', async () => {
    const tally = new Tally();
    await runEnvelopes(await envelopeSources('short'), { seed: 'short', from: 0, count: 2500, tally });
    expect(tally.findings).toEqual([]);
    // What refuses everything would find nothing either.
    expect(tally.of('genuine')).toBeGreaterThan(20);
    for (const code of [
      'envelope_malformed',
      'envelope_suite',
      'envelope_undecryptable',
      'key_unknown',
      'wrong_sender',
    ]) {
      expect([code, tally.of(code) > 0]).toEqual([code, true]);
    }
  });
});
