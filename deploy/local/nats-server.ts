import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { LocalSetupError, localDir, madeDir } from './local-folder.js';
import { downloadWithApt } from './nats-server-apt.js';

const run = promisify(execFile);

/** The oldest nats-server everything here is tested against (Debian 12's own is 2.9.10). */
const oldest: readonly [number, number] = [2, 9];
const cached = join(localDir, 'bin', 'nats-server');
const downloadTimeoutMs = 120_000;
const remedy =
  '找不到 nats-server（2.9 或更高）。请安装后重试：Debian/Ubuntu `apt-get install nats-server`，macOS `brew install ' +
  'nats-server`，或从 https://github.com/nats-io/nats-server/releases 下载并设置 NATS_SERVER_BIN=/path/to/nats-server';

/**
 * Path of a nats-server ≥ 2.9 that really runs here: NATS_SERVER_BIN, PATH, the project's cache, else fetched once
 * without root (apt, brew, docker). Throws LocalSetupError with the remedy in one line.
 */
export async function findNatsServer(say: (line: string) => void = () => undefined): Promise<string> {
  const named = process.env.NATS_SERVER_BIN;
  if (named) {
    const version = await natsServerVersion(named);
    // A path somebody set on purpose is never replaced in silence by another server.
    if (!isNewEnough(version)) {
      throw new LocalSetupError(`NATS_SERVER_BIN=${named} 不可用（版本 ${version ?? '无法运行'}，需要 ≥ 2.9）`);
    }
    return named;
  }
  for (const candidate of [...inPath('nats-server'), cached]) {
    if (isNewEnough(await natsServerVersion(candidate))) return candidate;
  }
  say('获取 nats-server（仅首次）… Fetching nats-server…');
  const tried: string[] = [];
  // Fetched beside its final place and renamed, so that two starts at once never run half a file.
  const half = `${cached}.${process.pid}`;
  madeDir(dirname(cached));
  for (const [name, fetchInto] of [
    ['apt', downloadWithApt],
    ['brew', installWithBrew],
    ['docker', copyOutOfDocker],
  ] as const) {
    try {
      await fetchInto(half);
      chmodSync(half, 0o755);
      const version = await natsServerVersion(half);
      if (!isNewEnough(version)) throw new Error(`got ${version ?? 'a program that does not run here'}`);
      renameSync(half, cached);
      return cached;
    } catch (error) {
      tried.push(`${name}: ${firstLine(error)}`);
      rmSync(half, { force: true });
    }
  }
  throw new LocalSetupError(`${remedy}（${tried.join('; ')}）`);
}

/** Version such as '2.10.27' as the program itself tells it; `undefined` when it is missing or does not run. */
export async function natsServerVersion(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
    return /v?(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
  } catch {
    // Missing, for another processor, or missing its libraries: all mean "not this one", the caller tries the next.
    return undefined;
  }
}

function isNewEnough(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function inPath(name: string): string[] {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((dir) => dir !== '')
    .map((dir) => join(dir, name))
    .filter((path) => existsSync(path));
}

async function installWithBrew(into: string): Promise<void> {
  await run('brew', ['install', '--quiet', 'nats-server'], { timeout: downloadTimeoutMs });
  const { stdout } = await run('brew', ['--prefix']);
  copyFileSync(join(stdout.trim(), 'bin', 'nats-server'), into);
}

async function copyOutOfDocker(into: string): Promise<void> {
  const { stdout } = await run('docker', ['create', 'nats:2.10'], { timeout: downloadTimeoutMs });
  const container = stdout.trim();
  try {
    await run('docker', ['cp', `${container}:/nats-server`, into]);
  } finally {
    await run('docker', ['rm', container]);
  }
}

function firstLine(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'not installed';
  const text = error instanceof Error && 'stderr' in error && error.stderr ? String(error.stderr) : String(error);
  return text.trim().split('\n')[0]!.slice(0, 160);
}
