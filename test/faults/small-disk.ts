import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of its own for one database: small enough to be filled. Linux, root only. */
export interface SmallDisk {
  readonly dir: string;
  /** Leaves nothing free. */
  fill(): void;
  /** Gives the room back. */
  clear(): void;
  /** Takes the disk away with all that is on it. */
  remove(): void;
}

/** Why no disk can be made here; null where one can. */
export function noDiskHere(): string | null {
  if (process.platform !== 'linux') return 'a small disk needs Linux';
  return process.getuid?.() === 0 ? null : 'a small disk needs root (mount)';
}

/** Mounts a file system in memory of this size at `dir`, which is made. */
export function makeSmallDisk(dir: string, megabytes: number): SmallDisk {
  mkdirSync(dir);
  run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tongban-faults', dir]);
  const filler = join(dir, 'filler');
  return {
    dir,
    fill: () => {
      const { bavail, bsize } = statfsSync(dir);
      // Tried in ever smaller pieces: what others write meanwhile makes the first guess too large.
      for (let bytes = bavail * bsize; bytes >= bsize; bytes = Math.floor(bytes / 2)) {
        try {
          writeFileSync(filler, Buffer.alloc(Math.min(bytes, 64 * 1024 * 1024)), { flag: 'a' });
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
        const left = statfsSync(dir);
        bytes = Math.max(bytes, left.bavail * left.bsize * 2);
        if (left.bavail === 0) return;
      }
    },
    clear: () => rmSync(filler, { force: true }),
    remove: () => run('umount', [dir]),
  };
}

function run(command: string, args: string[]): void {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.error?.message ?? done.stderr.trim()}`);
}
