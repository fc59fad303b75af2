import { checkCases } from './check-cases.js';
import { checkLanes } from './check-lanes.js';
import { checkLinks } from './check-links.js';
import { checkSamples } from './check-samples.js';
import type { Findings } from './findings.js';
import type { Load } from './load.js';
import type { Random } from './random.js';
import type { Stand } from './stand.js';

/** The whole checker over the cases of a load whose commands begin with `name`; call it when everything has drained. */
export async function checkAll(
  stand: Stand,
  load: Load,
  name: string,
  samples: { count: number; random: Random },
  findings: Findings,
): Promise<void> {
  const { accepted } = load;
  await checkCases(stand, accepted, name, findings);
  await checkLanes(stand, accepted, findings);
  await checkLinks(stand, stand.cities, findings);
  await checkSamples(stand, load, accepted, samples, findings);
}
