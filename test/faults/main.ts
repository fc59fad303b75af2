import { parseArgs } from 'node:util';
import { runBreakerPart } from './breaker-part.js';
import { runCampaign, type CampaignResult } from './campaign.js';
import { NEMESES } from './nemeses/all.js';
import { Random } from './random.js';
import { tableOf } from './report.js';
import { Stand } from './stand.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    only: { type: 'string', multiple: true },
    cases: { type: 'string', default: '800' },
    rate: { type: 'string', default: '40' },
    list: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

const BREAKER = 'a-third-dead';
const startedAt = Date.now();
const say = (line: string): void => {
  process.stdout.write(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(7)} s  ${line}\n`);
};

if (values.list) {
  for (const kind of NEMESES) process.stdout.write(`${kind.name.padEnd(24)} ${kind.about}\n`);
  process.stdout.write(`${BREAKER.padEnd(24)} two of six cities dead: the other four must not notice\n`);
  process.exit(0);
}
const unknown = (values.only ?? []).filter((name) => name !== BREAKER && !NEMESES.some((kind) => kind.name === name));
if (unknown.length > 0) {
  process.stderr.write(`no such nemesis: ${unknown.join(', ')}; --list names them\n`);
  process.exit(2);
}
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
process.stdout.write(`seed ${seed}\n`);

const chosen = NEMESES.filter((kind) => values.only === undefined || values.only.includes(kind.name));
const results: CampaignResult[] = [];
let stand: Stand | null = null;
let wanted = '';
const leave = async (): Promise<void> => {
  const leaving = stand;
  stand = null;
  await leaving?.close({ keep: values.keep });
  if (leaving && values.keep) say(`databases and logs are in ${leaving.keptDir}`);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void leave().finally(() => process.exit(130)));
}

try {
  for (const kind of chosen) {
    const reason = kind.notHere?.() ?? null;
    if (reason !== null) {
      say(`${kind.name}: left out, ${reason}`);
      continue;
    }
    const options = kind.stand ?? {};
    if (stand && wanted !== JSON.stringify(options)) await leave();
    if (!stand) {
      wanted = JSON.stringify(options);
      say(`three cities start ${wanted}`);
      stand = await Stand.start(options);
    }
    // Each has numbers of its own, so that one alone does the same as within all.
    const random = new Random(seed + NEMESES.indexOf(kind));
    say(`${kind.name}: ${kind.about}`);
    const result = await runCampaign(stand, kind.make(random), random, {
      cases: Number(values.cases),
      casesPerSecond: Number(values.rate),
      samples: 25,
      strikes: 3,
      drainWithinMs: 180_000,
      say: (line) => say(`  ${line}`),
    });
    results.push(result);
    for (const sentence of result.sentences.slice(0, 15)) say(`  ${sentence}`);
    say(`  ${JSON.stringify(result.answers)}`);
    // What one left behind must not be blamed on the next.
    if (kind.usesUp || result.sentences.length > 0) await leave();
  }
  if (values.only === undefined || values.only.includes(BREAKER)) {
    await leave();
    say(`${BREAKER}: six cities start`);
    const result = await runBreakerPart(new Random(seed), {
      rounds: 3,
      phaseMs: 10_000,
      say: (line) => say(`  ${line}`),
    });
    results.push(result);
    for (const line of [...result.sentences.slice(0, 15), ...result.lines]) say(`  ${line}`);
  }
} finally {
  await leave();
}
process.stdout.write(`\nseed ${seed}\n${tableOf(results)}\n`);
process.exitCode = results.some((r) => r.lost + r.doubled + r.refused > 0) ? 1 : 0;
