// `npm run fuzz [-- --seed S] [-- --only N]`: mutated envelopes and requests against the readers, a running node and a
// running gateway. A finding prints how to replay it alone.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveUp, prepare, projectDir } from '../../deploy/local/prepare.mjs';

const names = {
  '--seed': 'FUZZ_SEED',
  '--only': 'FUZZ_ONLY',
  '--envelopes': 'FUZZ_ENVELOPES',
  '--requests': 'FUZZ_REQUESTS',
};
const args = process.argv.slice(2);
const settings = { FUZZ_SEED: String(Math.floor(Math.random() * 1_000_000_000)) };
for (let i = 0; i < args.length; i += 2) {
  const name = names[args[i]];
  if (name === undefined || args[i + 1] === undefined)
    giveUp('用法 usage: npm run fuzz -- [--seed S] [--only N] [--envelopes N] [--requests N]');
  settings[name] = args[i + 1];
}

prepare();
process.stdout.write(`seed ${settings.FUZZ_SEED}\n`);
const only =
  settings.FUZZ_ONLY === undefined ? [] : [`${/^(http|node):/.exec(settings.FUZZ_ONLY)?.[1] ?? 'envelopes'}\\.fuzz`];
const jest = join(projectDir, 'node_modules', 'jest', 'bin', 'jest.js');
const summaryDir = mkdtempSync(join(tmpdir(), 'tongban-fuzz-'));
const run = spawnSync(
  process.execPath,
  [jest, '--config', join('test', 'fuzz', 'jest.config.mjs'), '--maxWorkers=2', ...only],
  {
    cwd: projectDir,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...settings,
      FUZZ_SUMMARY_DIR: summaryDir,
      NODE_OPTIONS:
        `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
    },
  },
);
const parts = readdirSync(summaryDir).map((name) => JSON.parse(readFileSync(join(summaryDir, name), 'utf8')));
rmSync(summaryDir, { recursive: true });
if (parts.length > 0) {
  const row = (part, ...figures) => `${part.padEnd(16)}${figures.map((one) => String(one).padStart(15)).join('')}\n`;
  process.stdout.write(`\nseed ${settings.FUZZ_SEED}\n`);
  process.stdout.write(row('', 'mutants', 'taken as right', 'refused', 'findings', 'MB held first', 'MB held last'));
  for (const { part, mutants, taken, findings, heldFirst, heldLast } of parts) {
    const judged = taken === null ? ['–', '–'] : [taken, mutants - taken];
    process.stdout.write(row(part, mutants, ...judged, findings, heldFirst.toFixed(1), heldLast.toFixed(1)));
  }
}
process.exit(run.status ?? 1);
