import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../support/until.js';
import { checkAll } from './check-all.js';
import { Findings } from './findings.js';
import { Load } from './load.js';
import type { Nemesis } from './nemesis.js';
import { Random } from './random.js';
import type { Stand } from './stand.js';
import { isSettled, Watch } from './watch.js';

/** One line of the table, and what stands behind it. */
export interface CampaignResult {
  readonly nemesis: string;
  readonly cases: number;
  readonly strikes: number;
  readonly lost: number;
  readonly doubled: number;
  readonly refused: number;
  readonly longestStallMs: number;
  readonly drainMs: number;
  /** How often the patient desks met which code; for people who wonder. */
  readonly answers: Readonly<Record<string, number>>;
  readonly sentences: readonly string[];
}

export interface CampaignPlan {
  readonly cases: number;
  readonly casesPerSecond: number;
  /** Cases whose timelines and evidence are compared as people get them. */
  readonly samples: number;
  /** Strikes at least, however fast the cases are collected. */
  readonly strikes: number;
  readonly drainWithinMs: number;
  readonly say: (line: string) => void;
}

/** A load with a nemesis on it, drained and checked. The stand must be quiet before, and is afterwards if all went well. */
export async function runCampaign(
  stand: Stand,
  nemesis: Nemesis,
  random: Random,
  plan: CampaignPlan,
): Promise<CampaignResult> {
  const { say } = plan;
  const findings = new Findings();
  // Numbers of its own: how fast people work must not change what the nemesis does.
  const load = await Load.open(stand, new Random(random.seed + 7_919));
  const scene = { stand, load, random, say };
  const leastStrikes = Math.max(plan.strikes, nemesis.leastStrikes ?? 0);
  const watch = new Watch(stand, load);
  const name = `${nemesis.name.slice(0, 24)}.${random.between(100_000, 999_999)}`;
  await nemesis.before?.(scene);
  await watch.start();
  // Strikes take the time they take, and cases are to be under way in every one of them.
  load.start({ name, cases: plan.cases, casesPerSecond: plan.casesPerSecond, untilEnough: true });
  let working = true;
  const collected = load.collected().finally(() => (working = false));
  let strikes = 0;
  let healedAt = Date.now();
  while (working || strikes < leastStrikes) {
    if (strikes > 0) await Promise.race([pause(nemesis.restMs), collected]);
    await nemesis.strike(scene);
    strikes += 1;
    await pause(nemesis.holdMs);
    await nemesis.heal(scene);
    healedAt = Date.now();
    if (strikes >= leastStrikes) load.enough();
  }
  await collected;
  const drained = await until(
    'everything is decided and settled',
    async () => (await isSettled(stand)) && watch.decided >= load.accepted.length,
    plan.drainWithinMs,
  ).catch((error: Error) => {
    findings.lost('the whole', `${error.message}: ${watch.decided} of ${load.accepted.length} decided`);
    return false;
  });
  const drainMs = Date.now() - healedAt;
  await watch.stop();
  say(`${drained ? 'drained' : 'NOT drained'}, checking ${load.accepted.length} cases`);
  for (const refusal of load.refusals) findings.refused(refusal.slice(0, 60), refusal);
  await checkAll(stand, load, name, { count: plan.samples, random }, findings);
  await nemesis.verdict?.(scene).catch((error: Error) => findings.refused(nemesis.name, error.message));
  await load.close();
  await nemesis.after?.(scene);
  return {
    nemesis: nemesis.name,
    cases: load.accepted.length,
    strikes,
    lost: findings.lostCases.size,
    doubled: findings.doubledCases.size,
    refused: findings.refusedCases.size,
    longestStallMs: watch.longestStallMs,
    drainMs,
    answers: Object.fromEntries([...load.answers].sort(([a], [b]) => (a < b ? -1 : 1))),
    sentences: findings.sentences,
  };
}
