import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CASE_STATUS_NAMES,
  CASE_STATUSES,
  HANDLING_MODE_NAMES,
  HANDLING_MODES,
  statusNameIn,
  type HandlingMode,
} from '#contracts';
import { CONDITIONS } from '../../apps/city-node/src/case/case-conditions.rules.js';
import {
  fromOf,
  modesOf,
  STATUS_TABLE,
  toOf,
  type StatusRule,
} from '../../apps/city-node/src/case/case-status.rules.js';
import { projectDir } from './local-folder.js';
import { markdownTable } from './errors-doc.js';

const INTRODUCTION = `# The life of a case

Made from the status table of the city node (\`apps/city-node/src/case/status-rows\`) by
\`node deploy/local/run.mjs deploy/local/status-doc.js\`; a test keeps both equal. Node, interface and screens read the same
table: what is not in it cannot happen, and every refusal takes its reason from it.

One diagram for each way of handling (通办方式). Steps that leave a case where it is are not drawn; the table at the end has
all of them.

`;
const OWNERS: Record<StatusRule['cityRole'], string> = {
  collecting: '收件地',
  home: '属地',
  pickup: '领取地',
  lead: '牵头地',
  decider: '决定城市',
  authority: '有权机关',
  party: '办件相关城市',
};

/** A change of status in a mode, with the steps that make it. */
export interface Edge {
  from: string;
  to: string;
  steps: string[];
}

/** Changes of status in a mode, in the order of the table; `[*]` is where a case begins. */
export function edgesOf(mode: HandlingMode): Edge[] {
  const edges = new Map<string, Edge>();
  for (const rule of STATUS_TABLE) {
    const to = toOf(rule, mode);
    if (to === null || !modesOf(rule).includes(mode)) continue;
    const sources = rule.from.length === 0 ? ['[*]'] : fromOf(rule, mode);
    for (const from of sources) {
      const edge = edges.get(`${from} ${to}`) ?? { from, to, steps: [] };
      edge.steps.push(rule.zh);
      edges.set(`${from} ${to}`, edge);
    }
  }
  return [...edges.values()];
}

function diagram(mode: HandlingMode): string {
  const edges = edgesOf(mode);
  const used = CASE_STATUSES.filter((status) => edges.some(({ from, to }) => from === status || to === status));
  const ends = used.filter((status) => edges.every(({ from }) => from !== status));
  return [
    `## ${HANDLING_MODE_NAMES[mode]} ${mode}`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...used.map((status) => `  state "${statusNameIn(status, mode)}" as ${status}`),
    ...edges.map(({ from, to, steps }) => `  ${from} --> ${to}: ${steps.join('、')}`),
    ...ends.map((status) => `  ${status} --> [*]`),
    '```',
    '',
    '',
  ].join('\n');
}

function row(rule: StatusRule): string[] {
  const from = [...new Set([...rule.from, ...(rule.fromHere ?? [])])];
  const to = [rule.to, rule.toHere].filter((status) => status !== null && status !== undefined);
  return [
    `\`${rule.action}\``,
    rule.zh,
    `\`${rule.fact}${rule.act === null ? '' : ` ${rule.act}`}\``,
    modesOf(rule)
      .map((mode) => HANDLING_MODE_NAMES[mode])
      .join('、'),
    from.length > 15 ? '任何状态' : from.map((status) => CASE_STATUS_NAMES[status]).join('、') || '–',
    to.length === 0 ? '不变' : [...new Set(to)].map((status) => CASE_STATUS_NAMES[status]).join('、'),
    OWNERS[rule.cityRole],
    rule.when.map((name) => CONDITIONS[name].zh).join('；') || '–',
    rule.source,
  ];
}

/** The text of docs/case-status.md. */
export function statusMarkdown(): string {
  const head = ['Action', '环节', 'Fact', '方式', '自', '至', '谁', '不能办理的情形', '依据'];
  const rows = STATUS_TABLE.map(row).map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  return `${INTRODUCTION}${HANDLING_MODES.map(diagram).join('')}## All steps\n\n${markdownTable([head, ...rows])}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(projectDir, 'docs', 'case-status.md'), statusMarkdown());
}
