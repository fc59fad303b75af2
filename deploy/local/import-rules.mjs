// Checks every import of the project against .dependency-cruiser.mjs, and that the check itself saw the project:
//   node deploy/local/import-rules.mjs [fewest modules]        in the folder to be checked
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const sourceFolders = ['apps', 'libs', 'deploy', 'test'];
// Without a TypeScript it supports, dependency-cruiser finds no .ts file and says that all is well.
const fewestModulesUnlessTold = 60;
const libDoors = {
  '#contracts/codes': 'libs/contracts/src/codes/index.ts',
  '#contracts': 'libs/contracts/src/index.ts',
  '#runtime': 'libs/runtime/src/index.ts',
};

/** Cruises `dir` (the working folder); gives the number of modules and one line per fault, in order of the rules. */
async function checkImports(dir, fewestModules) {
  const { default: config } = await import(pathToFileURL(join(dir, '.dependency-cruiser.mjs')).href);
  const { output } = await cruise(
    sourceFolders.filter((folder) => existsSync(join(dir, folder))),
    { ...config.options, baseDir: dir, validate: true, ruleSet: { forbidden: config.forbidden } },
    // package.json maps the libs to dist, which may not be built, and in which no rule would recognise a folder.
    { ...config.options.enhancedResolveOptions, alias: absolute(dir, libDoors) },
    { tsConfig: extractTSConfig(join(dir, config.options.tsConfig.fileName)) },
  );
  const reasons = new Map(config.forbidden.map((rule) => [rule.name, rule.comment]));
  const violations = output.summary.violations.map(
    ({ rule, from, to, cycle }) =>
      `${rule.name}: ${from} → ${cycle ? cycle.map((step) => step.name).join(' → ') : to}\n    ${reasons.get(rule.name)}`,
  );
  return { modules: output.modules.length, faults: [...blindSpots(output.modules, fewestModules), ...violations] };
}

/** Ways in which no violation would mean nothing: too few modules seen, or the way from the apps to the libs unseen. */
function blindSpots(modules, fewestModules) {
  const spots = [];
  if (modules.length < fewestModules) {
    spots.push(`blind: only ${modules.length} modules seen, at least ${fewestModules} expected`);
  }
  for (const [name, door] of Object.entries(libDoors)) {
    const seen = modules.some(
      ({ source, dependencies }) =>
        source.startsWith('apps/') && dependencies.some(({ resolved }) => resolved === door),
    );
    if (!seen) spots.push(`blind: no import of ${name} by an app leads to ${door}`);
  }
  // Without the compiler of .vue files these are modules that import nothing.
  const pages = modules.filter(({ source }) => source.endsWith('.vue'));
  if (pages.length > 0 && !pages.some(({ dependencies }) => dependencies.length > 0)) {
    spots.push('blind: no import of any .vue file is seen');
  }
  return spots;
}

function absolute(dir, doors) {
  return Object.fromEntries(Object.entries(doors).map(([name, path]) => [name, join(dir, path)]));
}

const { modules, faults } = await checkImports(process.cwd(), Number(process.argv[2] ?? fewestModulesUnlessTold));
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${modules} modules, ${faults.length} faults\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
