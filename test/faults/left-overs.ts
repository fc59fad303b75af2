import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopLeftOverPostgres } from '../../deploy/local/postgres.js';
import { commandLine, isAlive } from '../../deploy/local/processes.js';

/** Scratch folders begin so, followed by the number of the process they belong to. */
export const SCRATCH = 'tongban-faults-';

/** What a run that was killed left: its databases run in process groups of their own, its folder and disk stay. */
export async function removeLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(SCRATCH))) {
    const owner = Number(name.slice(SCRATCH.length).split('-')[0]);
    // One that was kept on purpose has no process number in its name any more.
    if (!Number.isInteger(owner) || owner === 0 || isAlive(owner)) continue;
    const dir = join(tmpdir(), name);
    for (const entry of readdirSync(dir)) {
      if (entry.startsWith('postgres-') && entry.endsWith('.json')) {
        await stopLeftOverPostgres(join(dir, entry.slice(0, -'.json'.length)));
      }
      if (entry.startsWith('disk-')) await freeDisk(join(dir, entry));
    }
    endProcessesOf(dir);
    spawnSync('ip', ['netns', 'del', `tbf${owner}`]);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Nodes and nats-servers carry the folder in their command line. */
function endProcessesOf(dir: string): void {
  if (!existsSync('/proc')) return;
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (commandLine(Number(entry)).includes(`${dir}/`)) process.kill(Number(entry), 'SIGKILL');
  }
}

async function freeDisk(disk: string): Promise<void> {
  const city = disk.slice(-6);
  if (existsSync(join(disk, `postgres-${city}.json`))) await stopLeftOverPostgres(join(disk, `postgres-${city}`));
  spawnSync('umount', [disk]);
}
