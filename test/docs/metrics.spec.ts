import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { projectDir } from '../../deploy/local/local-folder.js';
import { gatewayMetrics, metricsMarkdown, nodeMetrics, type DocumentedMetric } from '../../deploy/local/metrics-doc.js';

const written = readFileSync(join(projectDir, 'docs', 'metrics.md'), 'utf8');
const documented = [...written.matchAll(/^\| `(\S+)` +\|/gm)].map((match) => match[1] ?? '');
let metrics: DocumentedMetric[];
/** Some figures of a process are known on Linux alone, where the programs are run and the document is made. */
const onLinux = process.platform === 'linux' ? it : it.skip;

beforeAll(async () => {
  metrics = [...(await nodeMetrics()), ...(await gatewayMetrics())];
});

describe('docs/metrics.md', () => {
  it('tells of every metric of both programs', () => {
    expect(documented).toEqual(expect.arrayContaining(metrics.map(({ name }) => name)));
  });

  onLinux('tells of none that is not there', () => {
    expect([...documented].sort()).toEqual(metrics.map(({ name }) => name).sort());
  });

  onLinux('is what the programs declare today', async () => {
    expect(written).toBe(await metricsMarkdown());
  });

  it('is left alone by the formatter', async () => {
    expect(await format(written, { parser: 'markdown', printWidth: 120 })).toBe(written);
  });

  it('says of each what it means, in which unit, under which labels', () => {
    for (const { name, help, type } of metrics) {
      expect([name, help]).toEqual([name, expect.stringMatching(/^.{8,}/)]);
      expect([name, type]).not.toEqual([name, 'untyped']);
      if (type === 'counter' && !name.includes('process_cpu')) expect(name).toMatch(/_total$/);
      if (type === 'histogram') expect(name).toMatch(/_(seconds|bytes)$/);
    }
  });
});

describe('other documents', () => {
  it('name only metrics that there are', () => {
    const known = new Set(metrics.map(({ name }) => name));
    const series = (name: string): string => name.replace(/_(count|sum|bucket)$/, '');
    const named = readdirSync(join(projectDir, 'docs'))
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...readFileSync(join(projectDir, 'docs', file), 'utf8').matchAll(/`(tongban_[a-z_]+)[`{]/g)].map((match) => [
          file,
          match[1] ?? '',
        ]),
      );
    expect(named.length).toBeGreaterThan(documented.length);
    expect(named.filter(([, name = '']) => !known.has(name) && !known.has(series(name)))).toEqual([]);
  });
});
