import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FloorOptions } from '../floor/floor.js';
import type { FloorServerReady } from '../floor/floor-server.js';
import { ContestantProcess } from '../measure/contestant.js';
import { DRIVER } from '../measure/counters.js';
import { COLLECTING_CITY } from '../ours/sample-case.js';
import type { Table } from '../report.js';
import type { Stand } from '../stand/stand.js';
import { endAll, floorDatabases } from './contestants.js';
import { costTable, rateTable, runRounds, seriesOf, type PartContext, type Series } from './throughput.js';

const program = fileURLToPath(new URL('../floor/floor-server.js', import.meta.url));

/** Round trips a second where cases come over HTTP: through the gateway, and to the bare SQL behind the same framework. */
export async function http(context: PartContext): Promise<Table[]> {
  const { stand } = context;
  const all: Series[] = [];
  const servers: ChildProcess[] = [];
  await stand.startGateway();
  try {
    for (const statements of ['row', 'set'] as const) {
      const options = { decider: 'rule', statements, ...(await floorDatabases(stand, `http_${statements}`)) } as const;
      const { server, url } = await startFloorServer(options);
      servers.push(server);
      const name = `floor over HTTP, ${statements === 'set' ? 'everything grouped' : 'a transaction for each application'}`;
      const process = await ContestantProcess.start(name, { kind: 'http', url });
      const pids = (): Record<string, number[]> => ({
        floor: [server.pid ?? 0],
        postgres: stand.pids().postgres!,
        [DRIVER]: [process.pid],
      });
      all.push(seriesOf({ process, pids }));
    }
    all.push(seriesOf(await throughGateway(stand), [...all]));
    await runRounds(context, all);
  } finally {
    await endAll(all.map((one) => one.entrant));
    for (const server of servers) await ended(server);
  }
  return [rateTable('Throughput over HTTP, the rule decides', all), costTable('Cost of a case over HTTP', all)];
}

async function throughGateway(stand: Stand): Promise<Series['entrant']> {
  const nats = stand.signIn(COLLECTING_CITY, 'gateway');
  const process = await ContestantProcess.start('ours over HTTP', {
    kind: 'http',
    url: stand.gatewayUrl,
    nats,
    database: await stand.database(`city_${COLLECTING_CITY}`),
  });
  return { process, pids: () => ({ ...stand.pids(), [DRIVER]: [process.pid] }) };
}

async function startFloorServer(options: FloorOptions): Promise<{ server: ChildProcess; url: string }> {
  const server = fork(program, [], { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const ready = new Promise<FloorServerReady>((resolve, reject) => {
    server.once('message', (told) => resolve(told as FloorServerReady));
    server.once('exit', () => reject(new Error('the floor’s HTTP server ended')));
  });
  server.send(options);
  const { port } = await ready;
  return { server, url: `http://127.0.0.1:${port}` };
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.disconnect();
  await exit;
}
