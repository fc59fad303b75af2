import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { settingsMarkdown } from '#runtime';
import { CITY_NODE_SETTINGS } from '../../apps/city-node/src/settings.js';
import { GATEWAY_SETTINGS } from '../../apps/gateway/src/gateway-settings.js';
import { projectDir } from './local-folder.js';
import { defaultPorts } from './ports.js';

const INTRODUCTION = `# Configuration

Made from the settings tables of the programs by \`npm run docs\`; a test keeps both equal.

Every program reads its settings from environment variables once, at start, and ends at once with every fault found:
what is missing, malformed or out of its limits, and names with \`TONGBAN_\` that nobody reads. Values of secrets are never
printed. Lengths count characters; times are in the unit that the name or the meaning says.

`;

const NODE_NOTE = `Table: \`apps/city-node/src/settings.ts\`. One set for each city; all replicas of a city share it, except
\`TONGBAN_REPLICA\`.

`;

const GATEWAY_NOTE = `Table: \`apps/gateway/src/gateway-settings.ts\`. The gateway has no database and no keys.

`;

const LOCAL_NOTE = `\`npm start\` runs three cities and a gateway on one machine. It sets addresses, keys, secrets and sample data by itself
and passes the other settings above on. Beside them it reads, \`<city>\` being the code of a city:

`;

/** What `npm start` and `npm test` read themselves; a test compares the names with the ones in the programs. */
const LOCAL_VARIABLES: readonly (readonly [name: string, standard: string, meaning: string])[] = [
  ...Object.entries(defaultPorts).map(([name, port]) => [name, `\`${port}\``, portMeaning(name)] as const),
  ['TONGBAN_LOCAL_DIR', '`.tongban`', 'Folder for everything that is kept between runs: data, keys, logs.'],
  ['TONGBAN_DATABASE_URL_<city>', '–', 'PostgreSQL of that city instead of the one started here; all cities or none.'],
  ['TONGBAN_NATS_URL_<city>', '–', 'nats-server of that city with the user of its node; all cities or none.'],
  [
    'TONGBAN_NATS_GATEWAY_URL_<city>',
    '–',
    'The same nats-server with the user of the gateway; that of the node where unset.',
  ],
  ['NATS_SERVER_BIN', '–', 'The nats-server program to run, 2.9 or newer; found or fetched where unset.'],
  ['PROMTOOL_BIN', '–', 'The promtool that tries the alert rules in tests; found or fetched where unset.'],
  ['TEST_KEEP_DATABASES', '–', 'Any value: the databases of a test run are kept, and their folder is named.'],
];

/** The text of docs/configuration.md: every setting of every program, in the order of its table. */
export function configurationMarkdown(): string {
  const local = [
    '| Name | Default | Meaning |',
    '| --- | --- | --- |',
    ...LOCAL_VARIABLES.map(([name, standard, meaning]) => `| \`${name}\` | ${standard} | ${meaning} |`),
  ];
  return [
    INTRODUCTION,
    '## City node\n\n',
    NODE_NOTE,
    padded(settingsMarkdown(CITY_NODE_SETTINGS)),
    '\n## Gateway\n\n',
    GATEWAY_NOTE,
    padded(settingsMarkdown(GATEWAY_SETTINGS)),
    '\n## On one machine\n\n',
    LOCAL_NOTE,
    padded(local.join('\n')),
  ].join('');
}

function portMeaning(name: string): string {
  if (name === 'TONGBAN_PORT_POSTGRES') return 'Port of PostgreSQL, which holds one database for each city.';
  if (name === 'TONGBAN_PORT_NATS_HUB') return 'Port of the hub between the cities, for its own clients.';
  if (name === 'TONGBAN_PORT_NATS_HUB_LEAF') return "Port of the hub to which the cities' nats-servers connect.";
  if (name === 'TONGBAN_PORT_GATEWAY') return 'Port of the gateway.';
  const city = name.slice(-6);
  return name.includes('_NATS_') ? `Port of the nats-server of ${city}.` : `Port for health and metrics of ${city}.`;
}

/** Columns padded to one width, as the formatter writes tables: it would otherwise change the file behind our back. */
function padded(markdown: string): string {
  const rows = markdown
    .trim()
    .split('\n')
    // A bar with a backslash before it belongs to the text of its cell.
    .map((row) => row.slice(2, -2).split(/(?<!\\) \| /));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], index: number): string => {
    const cells = row.map((cell, column) =>
      index === 1 ? '-'.repeat(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    return `| ${cells.join(' | ')} |\n`;
  };
  return rows.map(line).join('');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(projectDir, 'docs', 'configuration.md'), configurationMarkdown());
}
