// `npm test [jest arguments]`: dependencies, build and nats-server first, so that a missing piece is one line here and
// not the same failure in every test.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { giveUp, prepare, projectDir } from './prepare.mjs';

prepare({ console: true });

const { findNatsServer } = await import(
  pathToFileURL(join(projectDir, 'dist', 'deploy', 'local', 'nats-server.js')).href
);
let natsServer;
try {
  natsServer = await findNatsServer();
} catch (error) {
  giveUp(error.message);
}

const { missingForPdf } = await import(pathToFileURL(join(projectDir, 'dist', 'deploy', 'local', 'chromium.js')).href);
// The tests of printing and of the console's pages are skipped then, and it is said here, once.
const noPdf = await missingForPdf();
if (noPdf !== null) process.stdout.write(`${noPdf}\n（打印文书与控制台网页的测试随之跳过）\n`);

const args = process.argv.slice(2);
// Every worker runs its own nats-servers against one PostgreSQL: more than two at once make deadlines meaningless.
const workers = args.some((arg) => /^(-i|--runInBand|-w|--maxWorkers)/.test(arg)) ? [] : ['--maxWorkers=2'];
const jest = join(projectDir, 'node_modules', 'jest', 'bin', 'jest.js');
const nodeOptions = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
const run = spawnSync(process.execPath, [jest, ...workers, ...args], {
  cwd: projectDir,
  stdio: 'inherit',
  env: {
    ...process.env,
    NATS_SERVER_BIN: natsServer,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${nodeOptions}`.trim(),
  },
});
process.exit(run.status ?? 1);
