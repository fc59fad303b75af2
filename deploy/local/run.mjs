// Runs one script of the project once everything it needs is there:
//   node deploy/local/run.mjs <script under dist> [arguments]          installs and builds first
//   node deploy/local/run.mjs --deps-only <script> [arguments]         installs only, the script lies in the sources
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { giveUp, prepare, projectDir } from './prepare.mjs';

const depsOnly = process.argv[2] === '--deps-only';
const [script, ...args] = process.argv.slice(depsOnly ? 3 : 2);
if (script === undefined) giveUp('用法 usage: node deploy/local/run.mjs [--deps-only] <script> [arguments]');

prepare({ build: !depsOnly });
const path = join(projectDir, depsOnly ? '' : 'dist', script);
if (!existsSync(path)) giveUp(`找不到脚本 no such script: ${script}`);
// The script finds its arguments where it would had it been called by itself.
process.argv = [process.argv[0], path, ...args];
await import(pathToFileURL(path).href);
