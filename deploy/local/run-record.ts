import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalSetupError, localDir, projectDir, readJson, writeJson } from './local-folder.js';
import type { CityPasswords } from './nats-config.js';
import { commandLine, endProcess, isAlive } from './processes.js';

/** `.tongban/run.json`: what the running federation is and where to reach it, for the demo and for the next start. */
export interface RunRecord {
  /** Of the supervisor. */
  readonly pid: number;
  readonly startedAt: string;
  /** True once every part answers. */
  readonly ready: boolean;
  readonly gatewayUrl: string;
  /** Health and metrics address of each city's node. */
  readonly nodeUrls: Readonly<Record<string, string>>;
  readonly control?: { readonly url: string; readonly token: string };
  /** Process ids by name: what a killed supervisor leaves behind. */
  readonly children: Readonly<Record<string, number>>;
}

/** `.tongban/secrets.json`: made once; with other secrets, stored pickup codes could not be checked any more. */
export interface LocalSecrets {
  readonly nats: Readonly<Record<string, CityPasswords>>;
  readonly nodes: Readonly<Record<string, { readonly tokenSecret: string; readonly nodeSecret: string }>>;
  /** Console sessions outlive a restart of the gateway. */
  readonly gateway: { readonly sessionSecret: string };
}

const recordFile = join(localDir, 'run.json');
const endWithinMs = 10_000;

/** The record of the run that is or was, if any. */
export function readRunRecord(): RunRecord | undefined {
  return readJson<RunRecord>(recordFile);
}

/** Notes the state of this run for other programs; they never see half of it. */
export function writeRunRecord(record: RunRecord): void {
  writeJson(recordFile, record);
}

/** Forgets the run once all of it has ended in order. */
export function removeRunRecord(): void {
  rmSync(recordFile, { force: true });
}

/** Refuses to run beside a living supervisor and ends what a killed one left; throws LocalSetupError for the former. */
export async function takeOver(say: (line: string) => void): Promise<void> {
  const last = readRunRecord();
  if (!last || last.pid === process.pid) return;
  if (isSupervisor(last.pid)) {
    throw new LocalSetupError(
      `已有一套在运行（进程 ${last.pid}，${last.gatewayUrl}）：直接使用它，或先在它的窗口按 Ctrl-C`,
    );
  }
  // Ids are given out again: only what runs a file of this project is ours to end.
  const left = Object.values(last.children).filter((pid) => isAlive(pid));
  const apps = left.filter((pid) => commandLine(pid).includes(join(projectDir, 'dist', 'apps')));
  const servers = left.filter((pid) => commandLine(pid).includes(join(localDir, 'nats')));
  if (apps.length + servers.length > 0) say('结束上次留下的程序… Ending what the last run left…');
  // The servers after the apps: these would wait for them until their own deadline.
  for (const group of [apps, servers]) {
    await Promise.all(group.map((pid) => endProcess(pid, 'SIGTERM', endWithinMs)));
  }
}

/** The run that can be used now; throws LocalSetupError saying in one line how to get one. */
export function livingRun(): RunRecord & Required<Pick<RunRecord, 'control'>> {
  const run = readRunRecord();
  if (!run || !isSupervisor(run.pid)) throw new LocalSetupError('系统没有在运行：请先在另一个窗口执行 npm start');
  const { control } = run;
  if (!run.ready || !control) throw new LocalSetupError('系统正在启动或停止：请等它显示“通办已就绪”后再试');
  return { ...run, control };
}

/** Reads the secrets, making what is missing for these cities. */
export function localSecrets(cities: readonly string[]): LocalSecrets {
  const file = join(localDir, 'secrets.json');
  const known = readJson<LocalSecrets>(file);
  const secret = (): string => randomBytes(24).toString('hex');
  const nats = { ...known?.nats };
  const nodes = { ...known?.nodes };
  for (const city of cities) {
    nats[city] ??= { leaf: secret(), node: secret(), gateway: secret() };
    nodes[city] ??= { tokenSecret: secret(), nodeSecret: secret() };
  }
  const secrets = { nats, nodes, gateway: known?.gateway ?? { sessionSecret: secret() } };
  writeJson(file, secrets);
  return secrets;
}

/** Ids are given out again: the number alone says nothing. */
function isSupervisor(pid: number): boolean {
  return isAlive(pid) && /start\.mjs|local[\\/]main\.js/.test(commandLine(pid));
}
