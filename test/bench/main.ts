// `npm run bench [-- part]`: measures the node beside the bare SQL of the same work, in one run.
import { Counters } from './measure/counters.js';
import { readOptions, USAGE, type BenchOptions } from './options.js';
import { backlog, THREE_CITIES } from './parts/backlog.js';
import { http } from './parts/http.js';
import { latency } from './parts/latency.js';
import { LARGE_CITY, million } from './parts/million.js';
import { partners } from './parts/partners.js';
import { pieces } from './parts/pieces.js';
import { PROFILED, profile } from './parts/profile.js';
import { replicas } from './parts/replicas.js';
import { soak } from './parts/soak.js';
import { MARKED, stages } from './parts/stages.js';
import { throughput, type PartContext } from './parts/throughput.js';
import { tableLines, writeReport, type Table } from './report.js';
import { Stand, type StandOptions } from './stand/stand.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Part {
  readonly heading: string;
  /** Two running cities are enough for most parts … */
  readonly run?: (context: PartContext) => Promise<Table[]>;
  readonly stand?: Partial<StandOptions>;
  /** … others make their own stands. */
  readonly runAlone?: (options: BenchOptions, say: (line: string) => void) => Promise<Table[]>;
}

const PARTS: Readonly<Record<string, Part>> = {
  throughput: { heading: 'Throughput', run: throughput },
  http: { heading: 'Throughput over HTTP', run: http },
  latency: { heading: 'Latency', run: latency },
  profile: { heading: 'Where the time goes', run: profile, stand: PROFILED },
  stages: { heading: 'The way of a case', run: stages, stand: MARKED },
  partners: { heading: 'Scale: partners', runAlone: partners },
  million: { heading: 'Scale: a million cases', run: million, stand: LARGE_CITY },
  backlog: { heading: 'Scale: a backlog', run: backlog, stand: THREE_CITIES },
  replicas: { heading: 'Scale: replicas', run: replicas },
  pieces: { heading: 'Pieces', runAlone: pieces },
  soak: { heading: 'Soak', run: soak, stand: LARGE_CITY },
};
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  all: ['throughput', 'http', 'latency'],
  scale: ['partners', 'million', 'backlog', 'replicas'],
};

// Servers and nodes run in process groups of their own: a Ctrl-C would leave them behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    say('stopping …');
    void Stand.stopAll().finally(() => process.exit(130));
  });
}

async function onStand(part: Part, options: BenchOptions): Promise<Table[]> {
  if (part.runAlone) return part.runAlone(options, say);
  const stand = await Stand.start({ say, ...part.stand });
  try {
    await stand.startNodes();
    const counters = await Counters.open(stand.postgres);
    try {
      return (await part.run?.({ stand, counters, options, say })) ?? [];
    } finally {
      await counters.close();
    }
  } finally {
    await stand.stop();
  }
}

const options = readOptions(process.argv.slice(2));
for (const name of GROUPS[options.part] ?? [options.part]) {
  const part = PARTS[name];
  if (!part) throw new Error(USAGE);
  say(`${name} …`);
  const tables = await onStand(part, options);
  for (const table of tables) tableLines(table).forEach(say);
  const command = `npm run bench -- ${process.argv.slice(2).join(' ')}`.trimEnd();
  if (options.write && tables.length > 0) await writeReport({ heading: part.heading, command, tables });
}
