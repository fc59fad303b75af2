import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCampaign } from './campaign.js';
import { NEMESES } from './nemeses/all.js';
import { Random } from './random.js';
import { Stand } from './stand.js';

/** The short form of `npm run faults`: few cases and one or two strikes of each. */
const SHORT = [
  'kill-node',
  'postgres-crash',
  'jetstream-deleted',
  'leaf-half-open',
  'replay',
  'receipts-wrong',
  'restored',
];
const seed = Number(process.env.FAULTS_SEED ?? 20_261_122);

describe('three cities under fire', () => {
  let stand: Stand;

  beforeAll(async () => {
    stand = await Stand.start();
  }, 90_000);
  afterAll(() => stand?.close(), 60_000);

  it.each(SHORT)(
    'lose, double and refuse nothing: %s',
    async (name) => {
      const kind = NEMESES.find((one) => one.name === name);
      if (!kind) throw new Error(`no nemesis ${name}`);
      const random = new Random(seed);
      const result = await runCampaign(stand, kind.make(random), random, {
        cases: 60,
        casesPerSecond: 15,
        samples: 5,
        strikes: 1,
        drainWithinMs: 60_000,
        say: () => undefined,
      });
      expect(result.sentences).toEqual([]);
      expect(result).toMatchObject({ lost: 0, doubled: 0, refused: 0 });
      expect(result.cases).toBeGreaterThanOrEqual(60);
    },
    120_000,
  );
});
