import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectDir } from '../../deploy/local/local-folder.js';

const node = 'apps/city-node/src';

/** A small project in which everything is allowed, also what stands close to a forbidden import. */
const allowed: Record<string, string> = {
  'libs/contracts/src/index.ts': `export * from './codes/region.js';`,
  'libs/contracts/src/codes/region.ts': `import 'node:crypto'; import 'reflect-metadata'; import 'class-validator';
    export type Region = string; export const region = (text: string): Region => text;`,
  'libs/contracts/src/codes/region.spec.ts': `import '@jest/globals'; import 'fast-check'; import './region.js';`,
  'libs/runtime/src/index.ts': `import 'pino'; export const clock = 1; export type Clock = number;`,
  'libs/contracts/src/codes/index.ts': `export * from './region.js';`,
  'apps/console/src/page.vue': `<script setup lang="ts">import { region } from '#contracts/codes'; import { ref } from 'vue';
    import Other from './other.vue'; import './words.js'; void [region, ref, Other];</script><template><p /></template>`,
  'apps/console/src/other.vue': `<script setup lang="ts">import './words.js';</script><template><p /></template>`,
  'apps/console/src/words.ts': `export const words = 1;`,
  'apps/gateway/src/main.ts': `import { region } from '#contracts'; import { clock } from '#runtime'; void [region, clock];`,
  // Types of a dev dependency, such as @types/express.
  'apps/gateway/src/door.ts': `import type { Request } from 'express'; export type Door = Request;`,
  [`${node}/main.ts`]: `import { region } from '#contracts'; import { clock } from '#runtime'; import 'typeorm'; import 'pg';
    import './case/acceptance/acceptance.service.js'; void [region, clock];`,
  [`${node}/db/database.ts`]: `export const database = 1; export type Row = number;`,
  [`${node}/envelope/suite.ts`]: `export const sign = 1;`,
  [`${node}/partners/directory.service.ts`]: `import '../db/database.js'; import '../envelope/suite.js';`,
  [`${node}/exchange/relay.ts`]: `import '../partners/directory.service.js'; import '../db/database.js';`,
  [`${node}/service-items/items.service.ts`]: `import '../exchange/relay.js'; import '../db/database.js';
    import '../partners/directory.service.js'; import '../envelope/suite.js'; export const items = 1;`,
  [`${node}/service-items/service-items.module.ts`]: `import '../settings.js'; import '../core.module.js';`,
  [`${node}/settings.ts`]: `export const settings = 1;`,
  [`${node}/core.module.ts`]: `import './db/database.js'; import './settings.js';`,
  [`${node}/accounts/accounts.service.ts`]: `export const accounts = 1;`,
  [`${node}/operations/operations.service.ts`]: `export const operations = 1;`,
  [`${node}/case/case-file.ts`]: `export const caseFile = 1;`,
  [`${node}/case/case-status.rules.ts`]: `import { region } from '#contracts'; import type { Row } from '../db/database.js';
    export const status = (row: Row): string => region(String(row));`,
  [`${node}/case/deadline.rules.ts`]: `import { status } from './case-status.rules.js'; export const deadline = status;`,
  [`${node}/case/acceptance/acceptance.service.ts`]: `import '../case-file.js'; import '../../service-items/items.service.js';
    import './form.js'; export const acceptance = 1;`,
  // A circle of types only is no circle when it runs.
  [`${node}/case/acceptance/form.ts`]: `import type { Receipt } from './receipt.js'; export type Form = Receipt;`,
  [`${node}/case/acceptance/receipt.ts`]: `import './form.js'; export type Receipt = number;`,
  [`${node}/case/forwarding/forwarding.service.ts`]: `export const forwarding = 1;`,
  [`${node}/case/forwarding/forwarding.spec.ts`]: `import '../../../../../test/support/cities.js'; import 'fast-check';`,
  'deploy/local/start.ts': `import '../../apps/city-node/src/partners/directory.service.js'; import '#contracts';`,
  'deploy/local/tool.mjs': `import 'dependency-cruiser';`,
  'test/support/cities.ts': `import '../../apps/city-node/src/main.js'; import '../../libs/contracts/src/codes/region.js';`,
};

/** One forbidden import: the rule that must name it, the file it stands in, and what it imports. */
interface Plant {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
  /** Part of the path under which the import is named. */
  readonly to: string;
}

const plant = (rule: string, file: string, text: string, to: string): Plant => ({ rule, file, text, to });
const importing = (rule: string, file: string, specifier: string, to: string): Plant =>
  plant(rule, file, `import '${specifier}';`, to);
const leaf = (folder: string, target: string): Plant =>
  importing(
    folder === 'exchange' ? 'exchange-knows-no-cases' : 'partners-and-envelope-are-leaves',
    `${node}/${folder}/to-${target.split('/')[0]}.ts`,
    `../${target}.js`,
    `${node}/${target}.ts`,
  );

const inPage = (rule: string, name: string, specifier: string, to: string): Plant =>
  plant(rule, `apps/console/src/${name}.vue`, `<script setup lang="ts">import '${specifier}';</script>`, to);

const plants: readonly Plant[] = [
  inPage('console-takes-codes-alone', 'whole', '#contracts', 'libs/contracts/src/index.ts'),
  inPage('console-takes-codes-alone', 'region', '../../../libs/contracts/src/codes/region.js', 'region.ts'),
  importing('console-takes-codes-alone', 'apps/console/src/a.ts', '#runtime', 'libs/runtime/src/index.ts'),
  inPage('console-runs-in-a-browser', 'crypto', 'node:crypto', 'crypto'),
  inPage('apps-never-import-apps', 'gateway', '../../gateway/src/main.js', 'apps/gateway/src/main.ts'),
  inPage('production-never-imports-dev-dependencies', 'axe', 'axe-core', 'axe-core'),
  importing('apps-never-import-apps', 'apps/gateway/src/a.ts', '../../city-node/src/main.js', `${node}/main.ts`),
  importing('apps-never-import-apps', `${node}/a.ts`, '../../gateway/src/main.js', 'apps/gateway/src/main.ts'),
  importing(
    'apps-import-libs-by-their-door',
    `${node}/b.ts`,
    '../../../libs/contracts/src/codes/region.js',
    'region.ts',
  ),
  importing('gateway-has-no-database', 'apps/gateway/src/pg.ts', 'pg', 'node_modules/pg/'),
  importing('gateway-has-no-database', 'apps/gateway/src/typeorm.ts', 'typeorm', 'node_modules/typeorm/'),
  importing(
    'libs-never-import-apps',
    'libs/runtime/src/c.ts',
    '../../../apps/gateway/src/main.js',
    'gateway/src/main.ts',
  ),
  importing('contracts-needs-little', 'libs/contracts/src/pino.ts', 'pino', 'node_modules/pino/'),
  importing('contracts-needs-little', 'libs/contracts/src/jsonschema.ts', 'class-validator-jsonschema', 'jsonschema'),
  importing('contracts-needs-little', 'libs/contracts/src/runtime.ts', '#runtime', 'libs/runtime/src/index.ts'),
  importing('runtime-knows-no-cases', 'libs/runtime/src/contracts.ts', '#contracts', 'libs/contracts/src/index.ts'),
  plant(
    'runtime-knows-no-cases',
    'libs/runtime/src/d.ts',
    `import type { Region } from '#contracts';`,
    'libs/contracts/',
  ),
  ...['forwarding', 'home-review', 'pickup', 'rating'].map((step) =>
    importing(
      'case-steps-meet-in-the-case-file',
      `${node}/case/${step}/to-acceptance.ts`,
      '../acceptance/acceptance.service.js',
      'acceptance.service.ts',
    ),
  ),
  importing(
    'case-steps-meet-in-the-case-file',
    `${node}/case/acceptance/to-forwarding.ts`,
    '../forwarding/forwarding.service.js',
    'forwarding.service.ts',
  ),
  ...['exchange', 'partners', 'envelope'].flatMap((folder) =>
    ['case/case-file', 'accounts/accounts.service', 'service-items/items.service', 'operations/operations.service'].map(
      (target) => leaf(folder, target),
    ),
  ),
  ...['partners', 'envelope'].map((folder) => leaf(folder, 'exchange/relay')),
  importing(
    'service-items-is-a-leaf',
    `${node}/service-items/a.ts`,
    '../accounts/accounts.service.js',
    'accounts.service',
  ),
  importing('service-items-is-a-leaf', `${node}/service-items/b.ts`, '../case/case-file.js', 'case-file.ts'),
  importing('service-items-is-a-leaf', `${node}/service-items/c.ts`, '../main.js', `${node}/main.ts`),
  importing('rules-are-pure', `${node}/case/a.rules.ts`, '../db/database.js', 'database.ts'),
  importing('rules-are-pure', `${node}/case/b.rules.ts`, 'typeorm', 'node_modules/typeorm/'),
  importing('rules-are-pure', `${node}/case/c.rules.ts`, '#runtime', 'libs/runtime/src/index.ts'),
  importing('rules-are-pure', `${node}/case/d.rules.ts`, 'node:fs', 'fs'),
  plant(
    'rules-are-pure',
    `${node}/case/e.rules.ts`,
    `import type { Row } from '../db/database.js'; import { database } from '../db/database.js';
     export const e: Row = database;`,
    'database.ts',
  ),
  importing(
    'production-never-imports-test',
    `${node}/t.ts`,
    '../../../test/support/cities.js',
    'test/support/cities.ts',
  ),
  importing('production-never-imports-test', 'libs/runtime/src/t.ts', '../../../test/support/cities.js', 'cities.ts'),
  importing(
    'production-never-imports-test',
    'deploy/local/t.ts',
    '../../test/support/cities.js',
    'test/support/cities.ts',
  ),
  importing(
    'production-never-imports-test',
    `${node}/s.ts`,
    './case/forwarding/forwarding.spec.js',
    'forwarding.spec.ts',
  ),
  importing(
    'production-never-imports-dev-dependencies',
    `${node}/jest.ts`,
    '@jest/globals',
    'node_modules/@jest/globals/',
  ),
  importing(
    'production-never-imports-dev-dependencies',
    'libs/runtime/src/v.ts',
    'fast-check',
    'node_modules/fast-check/',
  ),
  importing('production-never-imports-dev-dependencies', 'deploy/local/v.ts', 'typescript', 'node_modules/typescript/'),
  importing('packages-are-declared', `${node}/express.ts`, 'body-parser', 'node_modules/body-parser/'),
  importing('no-circular-imports', `${node}/case/acceptance/form.ts`, './receipt.js', 'acceptance/receipt.ts'),
  importing('imports-resolve', `${node}/missing-file.ts`, './nowhere.js', './nowhere.js'),
  importing('imports-resolve', `${node}/missing-package.ts`, 'no-such-package-anywhere', 'no-such-package-anywhere'),
];

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tongban-imports-')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a project of these files beside the real settings and the real packages, and gives its folder. */
function projectOf(name: string, files: Record<string, string>): string {
  const dir = join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.mjs']) {
    copyFileSync(join(projectDir, file), join(dir, file));
  }
  symlinkSync(join(projectDir, 'node_modules'), join(dir, 'node_modules'), 'dir');
  return dir;
}

/** Runs the check as `npm run check` does; one string per fault, `rule: from → to`. */
function faultsOf(dir: string, fewestModules: number): { status: number | null; faults: string[]; said: string } {
  const script = join(projectDir, 'deploy', 'local', 'import-rules.mjs');
  const run = spawnSync(process.execPath, [script, String(fewestModules)], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const faults = run.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('    '));
  return { status: run.status, faults, said: run.stdout };
}

describe('the import rules', () => {
  it('let pass what a folder may import', () => {
    expect(faultsOf(projectOf('allowed', allowed), 20)).toMatchObject({ status: 0, faults: [] });
  });

  describe('catch a forbidden import', () => {
    let found: ReturnType<typeof faultsOf>;
    beforeAll(() => {
      const files = Object.fromEntries(plants.map(({ file, text }) => [file, text]));
      found = faultsOf(projectOf('planted', { ...allowed, ...files }), 20);
    });

    it.each(plants)('$rule: $file', ({ rule, file, to }) => {
      const about = found.faults.filter((fault) => fault.startsWith(`${rule}: ${file} → `));
      expect(about).toEqual([expect.stringContaining(to)]);
    });

    it('and end with a fault', () => expect(found.status).toBe(1));

    it('and nothing beside it', () => {
      const planted = new Set(plants.map(({ file }) => file));
      expect(found.faults.filter((fault) => !planted.has(fault.split(/: | → /)[1] ?? ''))).toEqual([]);
    });
  });

  it('each have a planted import and a reason', async () => {
    const config = (await import(join(projectDir, '.dependency-cruiser.mjs'))) as {
      default: { forbidden: readonly { name: string; comment: string; severity: string }[] };
    };
    const rules = config.default.forbidden;
    expect(new Set(plants.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
    for (const { comment, severity } of rules) {
      expect(comment.length).toBeGreaterThan(40);
      expect(severity).toBe('error');
    }
  });

  it('are not green where too little was looked at', () => {
    const found = faultsOf(projectOf('small', allowed), 1000);
    expect(found.status).toBe(1);
    expect(found.faults).toEqual([expect.stringMatching(/^blind: only \d+ modules seen/)]);
  });

  it('are not green where no app is seen to use a lib', () => {
    const withoutLibs = Object.fromEntries(
      Object.entries(allowed).map(([file, text]) => [file, text.replace(/^import .* from '#.*$/gm, '')]),
    );
    const found = faultsOf(projectOf('unseen', withoutLibs), 20);
    expect(found.status).toBe(1);
    expect(found.faults).toEqual(expect.arrayContaining([expect.stringMatching(/^blind: no import of #runtime/)]));
  });

  it('saw more modules in the project itself than the check asks for', () => {
    const script = readFileSync(join(projectDir, 'deploy', 'local', 'import-rules.mjs'), 'utf8');
    const fewest = Number(/fewestModulesUnlessTold = (\d+)/.exec(script)?.[1]);
    const seen = Number(/^(\d+) modules/.exec(faultsOf(projectDir, fewest).said)?.[1]);
    expect(seen).toBeGreaterThan(fewest);
  });
});
