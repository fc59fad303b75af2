// `npm run bench [-- part] [--short]`: measures the node beside the bare SQL of the same work, in one run.
import { Stand } from './stand/stand.js';
import { ContestantProcess } from './measure/contestant.js';
import { Counters, DRIVER } from './measure/counters.js';
import { bestUnderWay, failures, measure, median, type Entrant, type Measured } from './measure/rounds.js';
import { COLLECTING_CITY, HOME_CITY } from './ours/sample-case.js';
import { rulesDecide } from './ours/sample-data.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const short = process.argv.includes('--short');
// Many short rounds: whatever else the machine does falls on all contestants alike.
const rounds = short ? 1 : 5;
const window = short ? { warmMs: 500, windowMs: 1_500 } : { warmMs: 1_000, windowMs: 3_000 };
const trial = short ? { warmMs: 300, windowMs: 700 } : { warmMs: 1_000, windowMs: 1_500 };
const candidates = short ? [32] : [8, 16, 32, 64, 128, 256, 512];

interface MeasuredEntrant extends Entrant {
  readonly seen: Measured[];
  underWay: number;
}

async function main(): Promise<void> {
  const stand = await Stand.start({ say });
  try {
    await stand.startNode(HOME_CITY);
    await stand.startNode(COLLECTING_CITY);
    const counters = await Counters.open(stand.postgres);
    await throughput(stand, counters);
    await counters.close();
  } finally {
    await stand.stop();
  }
}

async function throughput(stand: Stand, counters: Counters): Promise<void> {
  const entrants: MeasuredEntrant[] = [];
  try {
    await enterAll(stand, entrants);
    await runRounds(entrants, counters);
    compare(entrants);
  } finally {
    // Before their databases go: a connection that is cut ends its process with an error.
    for (const { process: contestant } of entrants) await contestant.close();
  }
}

async function enterAll(stand: Stand, entrants: MeasuredEntrant[]): Promise<void> {
  for (const decider of ['rule', 'person'] as const) {
    for (const statements of ['set', 'row'] as const) {
      const databases = {
        collecting: await stand.database(`floor_a_${decider}_${statements}`),
        home: await stand.database(`floor_b_${decider}_${statements}`),
      };
      const name = `floor (one statement for ${statements === 'set' ? 'all' : 'a row'}), ${decider} decides`;
      const floor = await ContestantProcess.start(name, { kind: 'floor', decider, statements, ...databases });
      const postgres = stand.pids().postgres!;
      entrants.push({ process: floor, pids: () => ({ floor: [floor.pid], postgres }), seen: [], underWay: 0 });
    }
    if (decider === 'person' && !rulesDecide()) continue;
    const ours = await ContestantProcess.start(rulesDecide() ? `ours, ${decider} decides` : 'ours, until received', {
      kind: 'ours',
      decider,
      nats: stand.gatewaySignIns(),
      databases: { [COLLECTING_CITY]: await stand.database(`city_${COLLECTING_CITY}`) },
    });
    entrants.push({ process: ours, pids: () => ({ ...stand.pids(), [DRIVER]: [ours.pid] }), seen: [], underWay: 0 });
  }
}

async function runRounds(entrants: readonly MeasuredEntrant[], counters: Counters): Promise<void> {
  // The first seconds of a process are its compiler's.
  for (const entrant of entrants) await measure(entrant, counters, { ...trial, underWay: 32 });
  for (const entrant of entrants) entrant.underWay = await bestUnderWay(entrant, counters, candidates, trial, say);
  for (let round = 1; round <= rounds; round += 1) {
    for (const entrant of entrants) {
      const measured = await measure(entrant, counters, { ...window, underWay: entrant.underWay });
      entrant.seen.push(measured);
      say(`round ${round}, ${entrant.process.name}: ${line(measured)}`);
    }
  }
}

function compare(entrants: readonly MeasuredEntrant[]): void {
  say('');
  let floor = Number.NaN;
  for (const { process: contestant, seen, underWay } of entrants) {
    const rate = median(seen.map((one) => one.load.perSecond));
    const isFloor = contestant.name.startsWith('floor');
    if (isFloor) floor = rate;
    say(
      `${contestant.name}: ${Math.round(rate)}/s at ${underWay} under way${isFloor ? '' : `, ${(rate / floor).toFixed(2)} of the floor`}`,
    );
  }
}

function line({ load, cost }: Measured): string {
  const cpu = Object.entries(cost.cpuMs).map(([name, ms]) => `${name} ${ms.toFixed(3)}`);
  return (
    `${Math.round(load.perSecond)}/s, p50 ${load.p50Ms.toFixed(1)} p99 ${load.p99Ms.toFixed(1)} ms, ` +
    `CPU ${cost.cpuMsTotal.toFixed(3)} ms (${cpu.join(', ')}), ${cost.writes.toFixed(3)} writing transactions, ` +
    `${cost.walSyncs.toFixed(3)} WAL syncs, ${cost.walKiB.toFixed(1)} KiB WAL, rows +${cost.rowsIn.toFixed(1)} ` +
    `~${cost.rowsChanged.toFixed(1)} -${cost.rowsGone.toFixed(1)}${failures(load)}`
  );
}

await main();
