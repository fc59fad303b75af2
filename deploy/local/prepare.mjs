// What every command needs before it can run: a new enough Node, the dependencies, a build that is not older than its
// sources. Node builtins only, because this runs before `npm ci` has.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, absolute. */
export const projectDir = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const oldestNode = [20, 19];
const modulesDir = join(projectDir, 'node_modules');
// Written after a build without errors only, so that a failed build is not taken for a finished one.
const builtMark = join(projectDir, 'dist', '.built');
const consoleBuiltMark = join(projectDir, 'dist', '.console-built');
// npm writes the lock file and its record of what is installed within moments of each other, in either order.
const lockSlackMs = 5_000;

/** Checks Node and, where needed, installs and builds (programs and console); ends the process with one line and code 1 when it cannot. */
export function prepare({ build = true, console = false } = {}) {
  checkNode();
  installDependencies();
  if (build) buildSources();
  if (console) buildConsole();
}

/** Ends the process with one line for people and code 1. */
export function giveUp(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  giveUp(
    `需要 Node.js ${oldestNode.join('.')} 或更高版本，当前为 ${process.versions.node}。` +
      `Node.js ${oldestNode.join('.')} or newer is needed: https://nodejs.org/`,
  );
}

function installDependencies() {
  if (isInstalled()) return;
  // npm ci empties the folder first, and through a link that would be some other project's.
  if (lstatSync(modulesDir, { throwIfNoEntry: false })?.isSymbolicLink()) {
    giveUp(
      'node_modules 是符号链接，其内容与 package-lock.json 不符：请删除该链接后重试。node_modules is a link: remove it.',
    );
  }
  process.stdout.write('安装依赖（npm ci），首次约一分钟… Installing dependencies…\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: projectDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) giveUp('依赖安装失败，请检查网络与 npm 镜像后重试：npm ci failed, see the lines above.');
}

/** By date first, which costs nothing; a lock file newer only by date (a copy, a checkout) is compared by versions. */
function isInstalled() {
  const installedFile = join(modulesDir, '.package-lock.json');
  const lockFile = join(projectDir, 'package-lock.json');
  const installedAt = modifiedAt(installedFile);
  if (installedAt === 0) return false;
  if (installedAt + lockSlackMs >= modifiedAt(lockFile)) return true;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  return Object.entries(locked).every(([path, { version, optional, devOptional }]) => {
    // '' is the project itself; packages for other systems are in the lock file and never installed here.
    if (path === '' || (installed[path] === undefined && (optional || devOptional))) return true;
    return installed[path]?.version === version;
  });
}

function buildSources() {
  const compiler = join(projectDir, 'node_modules', 'typescript', 'bin', 'tsc');
  const words = '编译源代码… Building…';
  buildOnce(builtMark, newestSource(), words, [compiler, '-p', 'tsconfig.build.json', '--pretty', 'false']);
}

/** The console is made by another tool from other sources, and costs more: it waits for changes of its own. */
function buildConsole() {
  const sources = [
    ...['apps/console', 'libs/contracts/src/codes'].map((name) => newestUnder(join(projectDir, name))),
    modifiedAt(join(projectDir, 'package.json')),
  ];
  const script = join(projectDir, 'deploy', 'local', 'build-console.mjs');
  buildOnce(consoleBuiltMark, Math.max(...sources), '编译控制台… Building the console…', [script]);
}

/** Runs a compiler where something is newer than the mark that its last run without errors left. */
function buildOnce(mark, newest, words, args) {
  const built = modifiedAt(mark);
  if (built !== 0 && built >= newest) return;
  const startedAt = new Date();
  process.stdout.write(`${words}\n`);
  const done = spawnSync(process.execPath, args, { cwd: projectDir, stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.status !== 0) giveUp('编译失败，见上面各行。The build failed, see the lines above.');
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, `${startedAt.toISOString()}\n`);
  // Dated at the start of the build: a source saved while the compiler ran is newer and is built next time.
  utimesSync(mark, startedAt, startedAt);
}

function newestSource() {
  const configs = readdirSync(projectDir).filter((name) => /^tsconfig.*\.json$/.test(name));
  return Math.max(
    ...configs.map((name) => modifiedAt(join(projectDir, name))),
    modifiedAt(join(projectDir, 'package.json')),
    ...['apps/city-node', 'apps/gateway', 'libs', 'deploy', 'test/bench'].map((name) =>
      newestUnder(join(projectDir, name)),
    ),
  );
}

function newestUnder(dir) {
  if (!existsSync(dir)) return 0;
  let newest = 0;
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    // A spec is not part of the build (tsconfig.build.json leaves it out); neither is a folder's own package store.
    if (entry.isDirectory() && entry.name !== 'node_modules') newest = Math.max(newest, newestUnder(path));
    else if (/\.(m?ts|json|vue|css|html|svg)$/.test(entry.name) && !/\.spec\.ts$/.test(entry.name)) {
      newest = Math.max(newest, modifiedAt(path));
    }
  }
  return newest;
}

function modifiedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}
