// `npm run faults`: the nemeses one after the other; with --all as the long form, whose results are kept on the way.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { localDir } from '../../deploy/local/local-folder.js';
import { runBreakerPart } from './breaker-part.js';
import { runCampaign, type CampaignResult } from './campaign.js';
import { KeptResults } from './kept-results.js';
import { NEMESES } from './nemeses/all.js';
import type { NemesisKind } from './nemesis.js';
import { Random } from './random.js';
import { tableOf, writeLastRun } from './report.js';
import { Stand } from './stand.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    only: { type: 'string', multiple: true },
    cases: { type: 'string', default: '800' },
    rate: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '3' },
    all: { type: 'boolean', default: false },
    afresh: { type: 'boolean', default: false },
    minutes: { type: 'string', default: 'Infinity' },
    write: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

const BREAKER = 'a-third-dead';
const NAMES = [...NEMESES.map(({ name }) => name), BREAKER];
/** The long form is not over: the same command goes on with it. */
const NOT_OVER = 3;
const startedAt = Date.now();
const say = (line: string): void => {
  process.stdout.write(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(7)} s  ${line}\n`);
};
const refuse = (why: string): never => {
  process.stderr.write(`${why}\n`);
  process.exit(2);
};

if (values.list) {
  for (const kind of NEMESES) process.stdout.write(`${kind.name.padEnd(24)} ${kind.about}\n`);
  process.stdout.write(`${BREAKER.padEnd(24)} two of six cities dead: the other four must not notice\n`);
  process.exit(0);
}
const unknown = (values.only ?? []).filter((name) => !NAMES.includes(name));
if (unknown.length > 0) refuse(`no such nemesis: ${unknown.join(', ')}; --list names them`);
if (!values.all && (values.afresh || values.write)) refuse('--afresh and --write belong to --all');

const wantedSeed = values.seed === undefined ? undefined : Number(values.seed);
const kept = values.all ? KeptResults.open(join(localDir, 'faults.json'), wantedSeed, values.afresh) : null;
const seed = kept?.seed ?? wantedSeed ?? Date.now() % 1_000_000_000;
process.stdout.write(`seed ${seed}\n`);
// Within the long form those that are named run again, otherwise those that have not run.
const isWanted = (name: string): boolean => values.only?.includes(name) ?? !kept?.has(name);
const timeIsOver = (): boolean => Date.now() - startedAt > Number(values.minutes) * 60_000;

const results: CampaignResult[] = [];
const leftOut = new Set<string>();
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

function done(result: CampaignResult, lines: readonly string[]): void {
  results.push(result);
  for (const line of [...result.sentences.slice(0, 15), ...lines]) say(`  ${line}`);
  say(`  ${JSON.stringify(result.answers)}`);
  kept?.keep(result.nemesis, result, lines);
}

async function runOne(kind: NemesisKind): Promise<void> {
  const reason = kind.notHere?.() ?? null;
  if (reason !== null) {
    leftOut.add(kind.name);
    say(`${kind.name}: left out, ${reason}`);
    return;
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
  done(result, []);
  // What one left behind must not be blamed on the next.
  if (kind.usesUp || result.sentences.length > 0) await leave();
}

try {
  for (const kind of NEMESES) if (isWanted(kind.name) && !timeIsOver()) await runOne(kind);
  if (isWanted(BREAKER) && !timeIsOver()) {
    await leave();
    say(`${BREAKER}: six cities start`);
    const plan = { rounds: Number(values.rounds), phaseMs: 10_000, say: (line: string) => say(`  ${line}`) };
    const { lines, ...result } = await runBreakerPart(new Random(seed), plan);
    done({ ...result, nemesis: BREAKER }, lines);
  }
} finally {
  await leave();
}

const all = kept?.inOrder(NAMES) ?? [];
const missing = kept ? NAMES.filter((name) => !kept.has(name) && !leftOut.has(name)) : [];
process.stdout.write(`\nseed ${seed}\n${tableOf(kept ? all.map(({ result }) => result) : results)}\n`);
if (missing.length > 0) process.stdout.write(`not run yet: ${missing.join(', ')}\n`);
if (values.write) {
  await writeLastRun(`npm run faults -- --all --cases ${values.cases} --rate ${values.rate}`, seed, all, missing);
}
const found = [...results, ...all.map(({ result }) => result)].some((r) => r.lost + r.doubled + r.refused > 0);
process.exitCode = found ? 1 : missing.length > 0 ? NOT_OVER : 0;
