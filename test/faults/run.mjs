// `npm run faults [-- --seed N --only name --cases N --list]`: builds the project and the suite, then runs it in this process, so
// that Ctrl-C reaches the one that stops everything else.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { giveUp, prepare, projectDir } from '../../deploy/local/prepare.mjs';

prepare();
const compiler = join(projectDir, 'node_modules', 'typescript', 'bin', 'tsc');
const built = spawnSync(process.execPath, [compiler, '-p', join('test', 'faults', 'tsconfig.json')], {
  cwd: projectDir,
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (built.status !== 0) giveUp('编译失败，见上面各行。The build failed, see the lines above.');
await import(pathToFileURL(join(projectDir, 'dist', 'test', 'faults', 'main.js')).href);
