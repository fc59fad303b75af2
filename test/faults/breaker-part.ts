import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { LINK_WINDOW, subjects } from '#contracts';
import { until } from '../support/until.js';
import { checkAll } from './check-all.js';
import type { CampaignResult } from './campaign.js';
import { Findings } from './findings.js';
import { checkOrder, heldFor, type HeldCase } from './held-order.js';
import { Load } from './load.js';
import { Random } from './random.js';
import { Stand } from './stand.js';
import { isSettled, Watch } from './watch.js';

export const BREAKER_CITIES = ['430100', '430200', '430300', '430400', '430500', '430600'] as const;
const DEAD = ['430500', '430600'] as const;
const BREAKER_RESET_MS = 1_000;
const SETTLE_IN_MS = 4_000;
const MB = 1024 * 1024;
/** Growth of what a node holds that is no sign of anything: caches that fill to their bounds; bytes. */
const MOST_GROWTH = 32 * MB;

export interface BreakerPlan {
  /** Pairs of phases: all alive, a third dead. */
  readonly rounds: number;
  readonly phaseMs: number;
  say(this: void, line: string): void;
}

/** What was measured in one phase. */
interface Phase {
  readonly dead: boolean;
  readonly perSecond: number;
  readonly medianMs: number;
  /** What each living node holds after a collection, in bytes, and the most memory the system gives to one of them. */
  readonly heldBytes: readonly number[];
  readonly rssBytes: number;
}

/**
 * Six cities, two of which die and come back, in turns. The four others work among themselves all the time, and collect a
 * few cases for the two as well, dead or not. Measured in the same run: what the four get done, and how long a case takes.
 */
export async function runBreakerPart(random: Random, plan: BreakerPlan): Promise<CampaignResult & { lines: string[] }> {
  const stand = await Stand.start({
    cities: BREAKER_CITIES,
    env: { TONGBAN_BREAKER_RESET_MS: String(BREAKER_RESET_MS), TONGBAN_HEARTBEAT_MS: '10000' },
  });
  try {
    return await new BreakerPart(stand, random, plan).run();
  } finally {
    await stand.close();
  }
}

class BreakerPart {
  private readonly findings = new Findings();
  private readonly phases: Phase[] = [];
  private readonly living = BREAKER_CITIES.filter((city) => !DEAD.some((dead) => dead === city));
  private readonly probes = { batches: 0, questions: 0, deadMs: 0 };
  private stallMs = 0;
  private drainMs = 0;

  constructor(
    private readonly stand: Stand,
    private readonly random: Random,
    private readonly plan: BreakerPlan,
  ) {}

  async run(): Promise<CampaignResult & { lines: string[] }> {
    const { stand, random, plan, living } = this;
    const among = await Load.open(stand, new Random(random.seed + 1));
    const forDead = await Load.open(stand, new Random(random.seed + 2));
    const watch = new Watch(stand, among);
    await watch.start();
    const pairs = living.flatMap((from) => living.filter((to) => to !== from).map((to) => [from, to] as const));
    const towards = living.flatMap((from) => DEAD.map((to) => [from, to] as const));
    // Only what a rule decides: people at the desk would be the narrowest place, dead partners or not.
    const common = { itemCode: 'FS-YB-003', cases: 0, untilEnough: true };
    among.start({ ...common, name: 'among-four', casesPerSecond: 2_000, pairs, mostOpenPerPair: 12 });
    forDead.start({ ...common, name: 'for-the-dead', casesPerSecond: 8, pairs: towards, mostOpenPerPair: 100_000 });
    await pause(SETTLE_IN_MS);
    for (let round = 0; round < plan.rounds; round += 1) {
      await this.phase(false, watch);
      await this.deadPhase(watch, forDead);
    }
    await this.phase(false, watch);
    for (const load of [among, forDead]) load.enough();
    await Promise.all([among.collected(), forDead.collected()]);
    const drained = async (): Promise<boolean> =>
      watch.decided >= among.accepted.length + forDead.accepted.length && isSettled(stand);
    await until('everything is decided and settled', drained, 120_000).catch((error: Error) =>
      this.findings.lost('the whole', error.message),
    );
    await watch.stop();
    this.stallMs = watch.longestStallMs;
    for (const [name, load] of [
      ['among-four', among],
      ['for-the-dead', forDead],
    ] as const) {
      for (const refusal of load.refusals) this.findings.refused(refusal.slice(0, 60), refusal);
      await checkAll(stand, load, name, { count: 5, random }, this.findings);
      await load.close();
    }
    return this.result(among.accepted.length + forDead.accepted.length);
  }

  private async phase(dead: boolean, watch: Watch): Promise<void> {
    const from = watch.decided;
    const startedAt = Date.now();
    const since = await this.now();
    await pause(this.plan.phaseMs);
    const seconds = (Date.now() - startedAt) / 1000;
    const phase = {
      dead,
      perSecond: (watch.decided - from) / seconds,
      medianMs: await this.medianMs(since),
      heldBytes: await Promise.all(this.living.map((city) => this.stand.node(city).heldBytes())),
      rssBytes: Math.max(...this.living.map((city) => rssOf(this.stand.node(city).pid))),
    };
    this.phases.push(phase);
    this.plan.say(
      `${dead ? 'a third dead' : 'all alive   '} ${phase.perSecond.toFixed(1)} cases/s, median ${phase.medianMs.toFixed(0)} ms, ` +
        `held ${phase.heldBytes.map((bytes) => (bytes / MB).toFixed(1)).join(' ')} MB, RSS ${(phase.rssBytes / MB).toFixed(0)} MB`,
    );
  }

  /** Kills the two, measures the others, looks at what is still tried with the two, and lets what was held go. */
  private async deadPhase(watch: Watch, forDead: Load): Promise<void> {
    const { stand } = this;
    for (const city of DEAD) {
      stand.node(city).signal('SIGKILL');
      await stand.node(city).exited;
    }
    await this.breakersAre(2);
    const ears = await this.listenAtTheDead();
    const deadAt = Date.now();
    await this.phase(true, watch);
    this.probes.deadMs += Date.now() - deadAt;
    await Promise.all(ears.map((nc) => nc.close()));
    // Nothing new for the two while they come back, so that the order of what was held can be read.
    for (const city of DEAD) await forDead.rest(city);
    const held: HeldCase[] = [];
    for (const from of this.living) for (const to of DEAD) held.push(...(await heldFor(stand, from, to)));
    const healedAt = Date.now();
    let stampede = 0;
    let returning = true;
    const watching = (async (): Promise<void> => {
      while (returning) {
        for (const city of this.living) stampede = Math.max(stampede, await this.underWay(city));
        await pause(20);
      }
    })();
    await Promise.all(DEAD.map((city) => stand.startNode(city)));
    await until(
      'what was held has left',
      () => isSettled(stand, [...DEAD]).then(async (ok) => ok && (await this.heldIsGone())),
      90_000,
    ).catch((error: Error) => this.findings.lost('held cases', error.message));
    returning = false;
    await watching;
    this.drainMs = Math.max(this.drainMs, Date.now() - healedAt);
    if (stampede > LINK_WINDOW) this.findings.refused('window', `${stampede} numbers under way at once`);
    await checkOrder(stand, held, this.findings);
    this.plan.say(`${held.length} held cases left, ${stampede} numbers under way at most`);
    for (const city of DEAD) forDead.resume(city);
    await pause(SETTLE_IN_MS);
  }

  /** Waits until every living city's figure of both dead cities' breakers is this. */
  private async breakersAre(value: number): Promise<void> {
    for (const city of this.living) {
      await until(
        `breakers of ${city} are ${value}`,
        async () => {
          const text = await (await fetch(`${this.stand.node(city).url}/metrics`)).text();
          return DEAD.every((dead) => text.includes(`tongban_breaker_state{partner="${dead}"} ${value}`));
        },
        40_000,
      );
    }
  }

  /** Counts what still arrives at the dead cities' own nats-servers: batches must not, link status now and then. */
  private async listenAtTheDead(): Promise<NatsConnection[]> {
    return Promise.all(
      DEAD.map(async (city) => {
        const nc = await connect({ ...this.stand.servers.signIn(city, 'node'), inboxPrefix: `_INBOX.${city}` });
        for (const from of this.living) {
          nc.subscribe(subjects.link(city, from), { callback: () => void (this.probes.batches += 1) });
          nc.subscribe(subjects.askAll(city, from), { callback: () => void (this.probes.questions += 1) });
        }
        await nc.flush();
        return nc;
      }),
    );
  }

  private async heldIsGone(): Promise<boolean> {
    for (const city of this.living) {
      const [row] = await this.stand.sql<{ n: string }>(
        city,
        `select (select count(*) from pending where recipient = any($1))
           + (select coalesce(sum(numbered_to - settled_to), 0) from link_out where partner = any($1)) as n`,
        [[...DEAD]],
      );
      if (Number(row?.n) > 0) return false;
    }
    return true;
  }

  private async underWay(city: string): Promise<number> {
    const [row] = await this.stand.sql<{ n: string }>(
      city,
      'select coalesce(max(numbered_to - settled_to), 0) as n from link_out where partner = any($1)',
      [[...DEAD]],
    );
    return Number(row?.n ?? 0);
  }

  private async now(): Promise<Date> {
    const [row] = await this.stand.sql<{ at: Date }>(this.living[0] ?? '', 'select clock_timestamp() as at');
    return row?.at ?? new Date();
  }

  /** From collected to decided as stored at the collecting city, of cases among the living since then. */
  private async medianMs(since: Date): Promise<number> {
    const times: number[] = [];
    for (const city of this.living) {
      const rows = await this.stand.sql<{ ms: number }>(
        city,
        `select extract(epoch from d.stored_at - c.stored_at)::float8 * 1000 as ms from event d
         join event c on c.lane = d.lane and c.type = 'case.collected' and c.author = $1
         where d.type = 'case.decided' and d.author = any($2) and d.stored_at > $3`,
        [city, this.living, since],
      );
      times.push(...rows.map((row) => Number(row.ms)));
    }
    return medianOf(times);
  }

  private result(cases: number): CampaignResult & { lines: string[] } {
    const of = (dead: boolean, figure: (phase: Phase) => number): number =>
      medianOf(this.phases.filter((phase) => phase.dead === dead).map(figure));
    const throughput = of(true, (p) => p.perSecond) / of(false, (p) => p.perSecond);
    const latency = of(false, (p) => p.medianMs) / of(true, (p) => p.medianMs);
    const grown = (figures: (phase: Phase) => readonly number[]): number[] =>
      figures(this.phases[0] as Phase).map(
        (first, i) => Math.max(...this.phases.map((phase) => figures(phase)[i] ?? 0)) - first,
      );
    const growth = Math.max(...grown(({ heldBytes }) => heldBytes));
    const rssGrowth = Math.max(...grown(({ rssBytes }) => [rssBytes]));
    const { batches, questions, deadMs } = this.probes;
    const links = this.living.length * DEAD.length;
    const allowed = Math.ceil((deadMs / BREAKER_RESET_MS + this.plan.rounds) * links);
    if (batches > 0) this.findings.refused('breaker', `${batches} batches were sent to dead cities`);
    if (questions > allowed)
      this.findings.refused('breaker', `${questions} questions to dead cities, ${allowed} allowed`);
    if (growth > MOST_GROWTH)
      this.findings.refused('memory', `a living node holds ${growth} bytes more after a collection`);
    const { findings } = this;
    return {
      nemesis: 'a third dead',
      cases,
      strikes: this.plan.rounds,
      lost: findings.lostCases.size,
      doubled: findings.doubledCases.size,
      refused: findings.refusedCases.size,
      longestStallMs: this.stallMs,
      drainMs: this.drainMs,
      answers: {},
      sentences: findings.sentences,
      lines: [
        `throughput of the others, a third dead / all alive: ${throughput.toFixed(2)}`,
        `their latency, all alive / a third dead: ${latency.toFixed(2)}`,
        `tried with the dead in ${(deadMs / 1000).toFixed(0)} s over ${links} links: ${batches} batches, ${questions} link status (a probe each ${BREAKER_RESET_MS} ms would be ${allowed})`,
        `held by a living node after a collection: at most ${(growth / MB).toFixed(1)} MB more than at first (RSS of the largest: ${(rssGrowth / MB).toFixed(0)} MB)`,
      ],
    };
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Resident memory of a process in bytes; 0 where this system does not tell. */
function rssOf(pid: number): number {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) * 1024;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
