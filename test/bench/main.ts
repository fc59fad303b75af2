// `npm run bench [-- part]`: measures the node beside the bare SQL of the same work, in one run.
import { findNatsServer, natsServerVersion } from '../../deploy/local/nats-server.js';
import { Counters } from './measure/counters.js';
import { readOptions, type BenchOptions } from './options.js';
import { http } from './parts/http.js';
import { latency } from './parts/latency.js';
import { PROFILED, profile } from './parts/profile.js';
import { throughput, type PartContext } from './parts/throughput.js';
import { tableLines, writeReport, type Table } from './report.js';
import { Stand, type StandOptions } from './stand/stand.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Part {
  readonly heading: string;
  readonly run: (context: PartContext) => Promise<Table[]>;
  readonly stand?: Partial<StandOptions>;
}

/** Parts that two running cities are enough for. */
const PARTS: Readonly<Record<string, Part>> = {
  throughput: { heading: 'Throughput', run: throughput },
  http: { heading: 'Throughput over HTTP', run: http },
  latency: { heading: 'Latency', run: latency },
  profile: { heading: 'Where the time goes', run: profile, stand: PROFILED },
};
const GROUPS: Readonly<Record<string, readonly string[]>> = { all: ['throughput', 'http', 'latency'] };

async function onStand(name: string, part: Part, options: BenchOptions): Promise<void> {
  say(`${name} …`);
  const stand = await Stand.start({ say, ...part.stand });
  try {
    await stand.startNodes();
    const counters = await Counters.open(stand.postgres);
    const postgres = await counters.version();
    const tables = await part.run({ stand, counters, options, say }).finally(() => counters.close());
    for (const table of tables) tableLines(table).forEach(say);
    const nats = (await natsServerVersion(await findNatsServer())) ?? 'unknown';
    const command = `npm run bench -- ${process.argv.slice(2).join(' ')}`.trimEnd();
    if (options.write) await writeReport({ heading: part.heading, command, tables }, { postgres, nats });
  } finally {
    await stand.stop();
  }
}

const options = readOptions(process.argv.slice(2));
for (const name of GROUPS[options.part] ?? [options.part]) {
  const part = PARTS[name];
  if (!part) throw new Error(`no part ${name}`);
  await onStand(name, part, options);
}
