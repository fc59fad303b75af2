import { join } from 'node:path';
import { projectDir } from '../../deploy/local/local-folder.js';
import { machineAndVersions, markdownTable, putSection } from '../support/report-file.js';
import type { CampaignResult } from './campaign.js';
import type { KeptResult } from './kept-results.js';

const HEADING = 'The last long run';
/** A finding of one nemesis is mostly one fault, told many times. */
const MOST_SENTENCES = 10;

/** The table nemesis × figures as Markdown; stall and drain in seconds. */
export function tableOf(results: readonly CampaignResult[]): string {
  const head = ['Nemesis', 'Cases', 'Strikes', 'Lost', 'Doubled', 'Refused wrongly', 'Longest stall s', 'Drain s'];
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  const sum = (of: (r: CampaignResult) => number): string => String(results.reduce((total, r) => total + of(r), 0));
  const counts = [
    (r: CampaignResult) => r.cases,
    (r: CampaignResult) => r.strikes,
    (r: CampaignResult) => r.lost,
    (r: CampaignResult) => r.doubled,
    (r: CampaignResult) => r.refused,
  ];
  const rows = results.map((r) => [
    r.nemesis,
    ...counts.map((of) => String(of(r))),
    seconds(r.longestStallMs),
    seconds(r.drainMs),
  ]);
  return markdownTable(head, [...rows, ['**all**', ...counts.map(sum), '', '']]);
}

/** Puts what the long form has done so far into docs/faults.md, in place of the last one; `missing` have not run. */
export async function writeLastRun(
  command: string,
  seed: number,
  kept: readonly KeptResult[],
  missing: readonly string[],
): Promise<void> {
  const days = [...new Set(kept.map(({ at }) => at.slice(0, 10)))].sort();
  const builds = new Set(kept.map(({ build }) => build)).size;
  const findings = kept.flatMap(({ result }) =>
    result.sentences.slice(0, MOST_SENTENCES).map((sentence) => `- ${result.nemesis}: ${sentence}`),
  );
  const lines = kept.flatMap(({ result, lines }) => lines.map((line) => `- ${result.nemesis}: ${line}`));
  const text = [
    `## ${HEADING}`,
    '',
    `\`${command}\`, seed ${seed}, ${days.join(', ')}, ${await machineAndVersions()}.`,
    ...(builds > 1 ? [`They were done to ${builds} builds of the node.`] : []),
    ...(missing.length > 0 ? [`Not run yet: ${missing.map((name) => `\`${name}\``).join(', ')}.`] : []),
    '',
    tableOf(kept.map(({ result }) => result)),
    '',
    ...(findings.length > 0 ? ['Found:', '', ...findings, ''] : []),
    ...(lines.length > 0 ? ['Said beside:', '', ...lines, ''] : []),
  ];
  await putSection(join(projectDir, 'docs', 'faults.md'), HEADING, text.join('\n'));
}
