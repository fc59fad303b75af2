// `npm start`: three cities on one machine, each with its own database, nats-server and node, and one gateway.
import { join } from 'node:path';
import { cityNode, gateway } from './app-children.js';
import { missingForPdf } from './chromium.js';
import { localCities, ownServers } from './city-settings.js';
import { startControlServer } from './control-server.js';
import { ensureFederation, type FederationFiles } from './federation.js';
import type { KeptChild } from './kept-child.js';
import { LocalSetupError, localDir } from './local-folder.js';
import {
  databasesHere,
  logDir,
  natsElsewhere,
  natsHere,
  postgresDir,
  type LocalNats,
  type StartContext,
} from './local-servers.js';
import { findNatsServer } from './nats-server.js';
import { readPorts, refuseTakenPorts, type PortName } from './ports.js';
import { stopLeftOverPostgres } from './postgres.js';
import { localSecrets, removeRunRecord, takeOver } from './run-record.js';
import { RunningFederation } from './running-federation.js';
import { readyScreen } from './screen.js';
import { Shutdown, StopRequested } from './shutdown.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { env } = process;

async function start(shutdown: Shutdown): Promise<void> {
  const cities = localCities();
  const codes = cities.map(({ code }) => code);
  const ports = readPorts(env);
  const ownDatabases = ownServers('TONGBAN_DATABASE_URL_', codes, env);
  const ownNats = ownServers('TONGBAN_NATS_URL_', codes, env);
  await takeOver(say);
  // Before the ports are tried: it would hold one.
  if (!ownDatabases) await stopLeftOverPostgres(postgresDir);
  await refuseTakenPorts(portsUsed(ports, { postgres: !ownDatabases, nats: !ownNats }));
  const natsServer = ownNats ? undefined : await findNatsServer(say);

  const running = new RunningFederation(cities, ports, say);
  shutdown.add({ name: 'run.json', stop: removeRunRecord });
  const context: StartContext = { cities, ports, secrets: localSecrets(codes), running, shutdown, say };
  say(ownDatabases ? '[1/4] 使用已有的 PostgreSQL' : '[1/4] PostgreSQL…');
  const databases = ownDatabases ?? (await databasesHere(context));
  say(ownNats ? '[2/4] 使用已有的 NATS' : '[2/4] 消息服务 NATS：枢纽与各城市…');
  const nats = natsServer ? await natsHere(natsServer, context) : natsElsewhere(ownNats!, env);
  say('[3/4] 城市密钥与联盟目录 keys and directory…');
  const federation = await ensureFederation({ dir: join(localDir, 'federation'), cities: codes });
  say('[4/4] 城市节点与网关 city nodes and gateway…');
  const nodes = await startNodes(context, databases, nats, federation);
  await startGateway(context, nats);

  const control = await startControlServer({ nodes, nats: nats.servers });
  shutdown.add({ name: 'control server', stop: () => control.close() });
  running.note({ ready: true, control: { url: control.url, token: control.token } });
  const noPdf = await missingForPdf();
  if (noPdf !== null) say(noPdf);
  say(readyScreen({ ...running.record, cities, logDir }));
}

async function startNodes(
  { cities, ports, secrets, running, shutdown }: StartContext,
  databases: Readonly<Record<string, string>>,
  nats: LocalNats,
  federation: FederationFiles,
): Promise<Record<string, KeptChild>> {
  const nodes: Record<string, KeptChild> = {};
  for (const city of cities) {
    const child = cityNode({
      city,
      databaseUrl: databases[city.code]!,
      nats: nats.node(city.code),
      port: ports[city.nodePort],
      keysFile: federation.keysFile(city.code),
      directoryFile: federation.directoryFile,
      fingerprint: federation.fingerprint,
      ...secrets.nodes[city.code]!,
      logDir,
    });
    nodes[city.code] = running.keep(child);
  }
  const all = Object.values(nodes);
  shutdown.add({
    name: 'city nodes',
    stop: async () => void (await Promise.all(all.map((node) => node.stop()))),
    abort: () => all.forEach(({ child }) => child.signal('SIGKILL')),
  });
  await Promise.all(all.map((node) => node.start()));
  return nodes;
}

async function startGateway(
  { cities, ports, secrets, running, shutdown }: StartContext,
  nats: LocalNats,
): Promise<void> {
  const reached = cities.map((city) => ({ city, nats: nats.gateway(city.code) }));
  const door = running.keep(gateway({ port: ports.TONGBAN_PORT_GATEWAY, cities: reached, ...secrets.gateway, logDir }));
  shutdown.add({ name: 'gateway', stop: () => door.stop(), abort: () => door.child.signal('SIGKILL') });
  await door.start();
}

function portsUsed(
  ports: Readonly<Record<PortName, number>>,
  here: { readonly postgres: boolean; readonly nats: boolean },
): Partial<Record<PortName, number>> {
  const elsewhere = (name: string): boolean =>
    (!here.postgres && name === 'TONGBAN_PORT_POSTGRES') || (!here.nats && name.startsWith('TONGBAN_PORT_NATS_'));
  return Object.fromEntries(Object.entries(ports).filter(([name]) => !elsewhere(name)));
}

// Whoever read the output may leave (`npm start | head`): the cities go on, and the logs are in files.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
const shutdown = new Shutdown(say);
try {
  await start(shutdown);
} catch (error) {
  // Asked to stop while starting: what now fails fails because of that, and the shutdown has its own last line.
  if (!(error instanceof StopRequested) && !shutdown.stopping) {
    await shutdown.stopAll();
    // A person can mend a setup; anything else is a fault of ours, and its trace is what is needed to mend that.
    process.stderr.write(`${error instanceof LocalSetupError ? error.message : String((error as Error).stack)}\n`);
    process.exit(1);
  }
}
