import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectDir } from '../../deploy/local/local-folder.js';
import { edgesOf, statusMarkdown } from '../../deploy/local/status-doc.js';
import { CASE_STATUSES, HANDLING_MODES } from '#contracts';
import { STATUS_TABLE } from '../../apps/city-node/src/case/case-status.rules.js';

const text = readFileSync(join(projectDir, 'docs', 'case-status.md'), 'utf8');
/** Arrows of the diagrams, by the mode in the heading above each. */
const drawn = new Map(
  [...text.matchAll(/^## \S+ ([A-Z_]+)\n\n```mermaid\n(.*?)```/gms)].map((match) => [
    match[1],
    [...(match[2] ?? '').matchAll(/^ {2}(\S+) --> (\S+): (.+)$/gm)].map(([, from, to, steps]) => [from, to, steps]),
  ]),
);

describe('the diagrams of the status table', () => {
  it('are those of the table (npm run docs makes them)', () => expect(text).toBe(statusMarkdown()));

  it('draw every change of status of every mode, and no other', () => {
    expect([...drawn.keys()]).toEqual([...HANDLING_MODES]);
    for (const mode of HANDLING_MODES) {
      expect(drawn.get(mode)).toEqual(edgesOf(mode).map(({ from, to, steps }) => [from, to, steps.join('、')]));
    }
  });

  it('name every status and every step somewhere', () => {
    for (const status of CASE_STATUSES) expect(text).toContain(` as ${status}\n`);
    for (const { action } of STATUS_TABLE) expect(text).toContain(`| \`${action}\``);
    const steps = [...text.matchAll(/^\| `([a-z-]+)`/gm)].map((match) => match[1]);
    expect(steps).toEqual(STATUS_TABLE.map(({ action }) => action));
  });
});
