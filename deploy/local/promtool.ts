import { execFile } from 'node:child_process';
import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { localDir, madeDir } from './local-folder.js';
import { downloadWithApt } from './nats-server-apt.js';

const run = promisify(execFile);
const cached = join(localDir, 'bin', 'promtool');

/**
 * Path of a promtool that runs here: PROMTOOL_BIN, PATH, the project's cache, else fetched once without root from the
 * machine's own mirror (Debian package prometheus). Null where it cannot be had.
 */
export async function findPromtool(): Promise<string | null> {
  const inPath = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, 'promtool'));
  const candidates = [process.env.PROMTOOL_BIN, ...inPath, cached];
  for (const candidate of candidates) {
    if (candidate && existsSync(candidate) && (await runs(candidate))) return candidate;
  }
  const half = `${cached}.${process.pid}`;
  madeDir(dirname(cached));
  try {
    await downloadWithApt(half, 'promtool', { name: 'prometheus', release: 'own' });
    chmodSync(half, 0o755);
    if (!(await runs(half))) return null;
    renameSync(half, cached);
    return cached;
  } catch {
    // No mirror, no apt, no room: all mean that rules are not tested here, which the test says in one line.
    return null;
  } finally {
    rmSync(half, { force: true });
  }
}

async function runs(path: string): Promise<boolean> {
  return run(path, ['--version'], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}
