import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { putSection } from '../support/report-file.js';
import type { CampaignResult } from './campaign.js';
import { KeptResults } from './kept-results.js';
import { tableOf } from './report.js';

const aResult = (nemesis: string, cases: number): CampaignResult => ({
  nemesis,
  cases,
  strikes: 4,
  lost: 0,
  doubled: 0,
  refused: 1,
  longestStallMs: 1_500,
  drainMs: 250,
  answers: {},
  sentences: [],
});

describe('a long run in several parts', () => {
  let dir: string;
  const file = (): string => join(dir, 'faults.json');
  const names = (kept: KeptResults): string[] =>
    kept.inOrder(['kill-node', 'kill-hub', 'replay']).map(({ result }) => result.nemesis);
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tongban-kept-'));
    const first = KeptResults.open(file(), 7, false);
    first.keep('replay', aResult('replay', 10), []);
    first.keep('kill-node', aResult('kill-node', 20), ['said beside']);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('goes on after what it has done, in the order of the list', () => {
    const second = KeptResults.open(file(), undefined, false);
    expect([second.seed, second.has('replay'), second.has('kill-hub')]).toEqual([7, true, false]);
    expect(names(second)).toEqual(['kill-node', 'replay']);
    expect(second.inOrder(['kill-node'])[0]?.lines).toEqual(['said beside']);
  });

  it('takes the newer of two results of one nemesis', () => {
    KeptResults.open(file(), 7, false).keep('replay', aResult('replay', 99), []);
    expect(KeptResults.open(file(), 7, false).inOrder(['replay'])[0]?.result.cases).toBe(99);
  });

  it.each([
    ['when told so', undefined, true],
    ['with another seed', 8, false],
  ])('begins anew %s', (_when, seed, afresh) => {
    expect(names(KeptResults.open(file(), seed, afresh))).toEqual([]);
  });

  it('sums the table up and puts it in the place of the last one', async () => {
    const page = join(dir, 'page.md');
    writeFileSync(page, '# Page\n\nBefore.\n\n## Run\n\nthe last one\n\n## After\n\nStays.\n');
    await putSection(page, 'Run', `## Run\n\n${tableOf([aResult('replay', 10), aResult('kill-node', 20)])}\n`);
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(
      /Before\.\n\n## Run\n\n\| Nemesis[^]*\| replay +\| +10 \| +4 \| +0 \| +0 \| +1 \| +1\.5 \| +0\.3 \|/,
    );
    expect(text).toMatch(/\| \*\*all\*\* +\| +30 \| +8 \| +0 \| +0 \| +2 \|[^]*## After\n\nStays\.\n$/);
    expect(text).not.toContain('the last one');
  });
});
