import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../support/until.js';
import { checkAll } from './check-all.js';
import { Findings } from './findings.js';
import { Load } from './load.js';
import type { Nemesis, Scene } from './nemesis.js';
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
  // Numbers of its own: how fast people work must not change what the nemesis does.
  const load = await Load.open(stand, new Random(random.seed + 7_919));
  const watch = new Watch(stand, load);
  const findings = new Findings();
  const scene = { stand, load, random, say: plan.say };
  let fire = { strikes: 0, healedAt: Date.now() };
  let drainMs = 0;
  try {
    const name = `${nemesis.name.slice(0, 24)}.${random.between(100_000, 999_999)}`;
    await nemesis.before?.(scene);
    await watch.start();
    // Strikes take the time they take, and cases are to be under way in every one of them.
    load.start({ name, cases: plan.cases, casesPerSecond: plan.casesPerSecond, untilEnough: true });
    fire = await openFire(scene, nemesis, Math.max(plan.strikes, nemesis.leastStrikes ?? 0), plan.cases);
    await drain(stand, load, watch, plan, findings);
    drainMs = Date.now() - fire.healedAt;
    await watch.stop();
    for (const refusal of load.refusals) findings.refused(refusal.slice(0, 60), refusal);
    await checkAll(stand, load, name, { count: plan.samples, random }, findings);
    await nemesis.verdict?.(scene).catch((error: Error) => findings.refused(nemesis.name, error.message));
    await load.close();
    await nemesis.after?.(scene);
  } catch (error) {
    // A stand that does not come up again is a finding, and the next nemesis gets another.
    findings.lost('the whole', `${nemesis.name} broke the stand: ${(error as Error).stack}`);
    await Promise.all([watch.stop(), load.abandon()]);
  }
  return {
    nemesis: nemesis.name,
    cases: load.accepted.length,
    strikes: fire.strikes,
    lost: findings.lostCases.size,
    doubled: findings.doubledCases.size,
    refused: findings.refusedCases.size,
    longestStallMs: watch.longestStallMs,
    drainMs,
    answers: Object.fromEntries([...load.answers].sort(([a], [b]) => (a < b ? -1 : 1))),
    sentences: findings.sentences,
  };
}

/** Strikes and heals in turn until the cases are begun, and `least` times at least. */
async function openFire(
  scene: Scene,
  nemesis: Nemesis,
  least: number,
  cases: number,
): Promise<{ strikes: number; healedAt: number }> {
  const { load } = scene;
  for (let strikes = 1; ; strikes += 1) {
    await nemesis.strike(scene);
    await pause(nemesis.holdMs);
    await nemesis.heal(scene);
    const healedAt = Date.now();
    // One more would find nobody who begins anything, and a node that waits for its next fact would wait for ever.
    if (strikes >= least && load.begun >= cases) {
      load.enough();
      await load.collected();
      return { strikes, healedAt };
    }
    await pause(nemesis.restMs);
  }
}

async function drain(stand: Stand, load: Load, watch: Watch, plan: CampaignPlan, findings: Findings): Promise<void> {
  const isDone = async (): Promise<boolean> => (await isSettled(stand)) && watch.decided >= load.accepted.length;
  try {
    await until('everything is decided and settled', isDone, plan.drainWithinMs);
    plan.say(`drained, checking ${load.accepted.length} cases`);
  } catch (error) {
    plan.say('NOT drained');
    const why = `${(error as Error).message}: ${watch.decided} of ${load.accepted.length} decided`;
    findings.lost('the whole', why);
  }
}
