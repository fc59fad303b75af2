// `npm run check`: types, lint, format, import rules, documents; one line each, everything a fault has to say below its
// line, and code 1 when there was any. All are run, so that one round of mending is enough. Under a minute on two cores.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectDir = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const inModules = (...path) => join(projectDir, 'node_modules', ...path);

const checks = [
  { name: '类型 types', args: [inModules('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.json'] },
  {
    name: '控制台类型 console types',
    args: [inModules('vue-tsc', 'bin', 'vue-tsc.js'), '--noEmit', '-p', join('apps', 'console', 'tsconfig.json')],
  },
  { name: '静态检查 lint', args: [inModules('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.'] },
  { name: '格式 format', args: [inModules('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'] },
  { name: '引用方向 import rules', args: [join('deploy', 'local', 'import-rules.mjs')] },
  {
    name: '文档 documents',
    args: [inModules('jest', 'bin', 'jest.js'), '--config', join('test', 'docs', 'jest.config.mjs'), '--silent'],
    nodeOptions: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  },
];

let faulty = 0;
for (const { name, args, nodeOptions = '' } of checks) {
  const startedAt = performance.now();
  const run = spawnSync(process.execPath, args, {
    cwd: projectDir,
    encoding: 'utf8',
    // A broken tree can have more to say than the megabyte that is the limit otherwise.
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${nodeOptions}`.trim() },
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const passed = run.status === 0;
  process.stdout.write(`${passed ? '✓' : '✗'} ${name} ${seconds} s\n`);
  if (passed) continue;
  faulty += 1;
  // No status: the program was killed or never started, and said nothing about it itself.
  if (run.status === null) process.stderr.write(`${run.error?.message ?? `ended by ${run.signal}`}\n`);
  process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}\n`);
}
process.exit(faulty === 0 ? 0 : 1);
