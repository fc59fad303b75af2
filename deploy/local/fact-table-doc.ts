import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FACT_TABLE, HANDLING_MODES, type FactRule } from '#contracts';
import { markdownTable } from './errors-doc.js';
import { projectDir } from './local-folder.js';

const protocolFile = join(projectDir, 'docs', 'protocol.md');
const HEAD = ['Fact', '中文', 'Modes', 'Owner', 'Readers of its data', 'Acts', 'Assigns'];
/** The table of facts in the protocol: from its head to the empty line after it. */
const TABLE = /^\| Fact +\| 中文 .*?\n(?=\n)/ms;

function modesOf({ modes }: FactRule): string {
  if (modes.length === HANDLING_MODES.length) return 'all';
  const missing = HANDLING_MODES.filter((mode) => !modes.includes(mode));
  return missing.length === 1 ? `all but ${missing.join()}` : modes.join(', ');
}

function row(rule: FactRule): string[] {
  const acts = rule.acts.map((act) => (act === '' ? 'none' : `\`${act}\``));
  return [
    `\`${rule.type}\`${rule.version > 1 ? ` (version ${rule.version})` : ''}`,
    rule.zh,
    modesOf(rule),
    rule.owner === 'lane-city' ? "the lane's own" : rule.owner,
    rule.readers.join(', ') || '–',
    acts.join(', ') || '–',
    rule.assigns.join(', ') || '–',
  ];
}

/** The table of facts as it stands in docs/protocol.md: every row of FACT_TABLE, in its order. */
export const factTableMarkdown = (): string => markdownTable([HEAD, ...FACT_TABLE.map(row)]);

/** The protocol with its table of facts made anew. Throws where it has none. */
export function withFactTable(protocol: string): string {
  if (!TABLE.test(protocol)) throw new Error('docs/protocol.md has no table of facts');
  return protocol.replace(TABLE, () => factTableMarkdown());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(protocolFile, withFactTable(readFileSync(protocolFile, 'utf8')));
}
