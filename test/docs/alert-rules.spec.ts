import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { projectDir } from '../../deploy/local/local-folder.js';
import { findPromtool } from '../../deploy/local/promtool.js';

const run = promisify(execFile);
const dir = join(projectDir, 'deploy', 'prometheus');
const textOf = (...path: string[]): string => readFileSync(join(projectDir, ...path), 'utf8');
const recording = textOf('deploy', 'prometheus', 'recording.rules.yml');
const alerts = textOf('deploy', 'prometheus', 'alerts.rules.yml');
const cases = textOf('deploy', 'prometheus', 'rules.test.yml');

const documented = new Set([...textOf('docs', 'metrics.md').matchAll(/^\| `(\S+)` +\|/gm)].map((match) => match[1]));
const recorded = new Set([...recording.matchAll(/- record: (\S+)/g)].map((match) => match[1]));
/** Every name of ours in a text; a series of a histogram stands for it, and what is recorded for itself. */
const unknownIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\w:])((?:\w+:)?tongban_\w+(?::\w+)?)/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !recorded.has(name) && !documented.has(name))
    .filter((name) => !documented.has(name.replace(/_(bucket|count|sum)$/, '')));

describe('the rules and the board for the machine room', () => {
  it('name only metrics that there are', () => {
    expect(recorded.size).toBeGreaterThan(5);
    expect(unknownIn(recording)).toEqual([]);
    expect(unknownIn(alerts)).toEqual([]);
    expect(unknownIn(cases)).toEqual([]);
    // The look finds a wrong name.
    expect(unknownIn('expr: rate(tongban_nothing_total[5m])')).toEqual(['tongban_nothing_total']);
  });

  it('every alert is tried: when it fires, and of what it tells', () => {
    const named = [...alerts.matchAll(/- alert: (\S+)/g)].map((match) => match[1]);
    const tried = new Set([...cases.matchAll(/alertname: (\S+)/g)].map((match) => match[1]));
    expect(named.filter((name) => !tried.has(name))).toEqual([]);
    expect(alerts.match(/remedy: /g)).toHaveLength(named.length);
  });

  it('the board is JSON whose every expression names metrics that there are', () => {
    const board = JSON.parse(textOf('deploy', 'grafana', 'tongban-city.json')) as {
      panels: { title: string; targets: { expr: string }[] }[];
    };
    const expressions = board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(10);
    expect(expressions.flatMap(unknownIn)).toEqual([]);
    expect(expressions.filter((expression) => !/tongban_/.test(expression))).toEqual([]);
    expect(new Set(board.panels.map(({ title }) => title)).size).toBe(board.panels.length);
  });

  it('promtool finds the rules well formed, and every case of theirs as it should be', async () => {
    const promtool = await findPromtool();
    if (promtool === null) {
      process.stderr.write('promtool 不可用，跳过告警规则测试 (no promtool: rules not tested)\n');
      return;
    }
    const checked = await run(promtool, ['check', 'config', 'prometheus.yml'], { cwd: dir });
    expect(checked.stdout).toMatch(/11 rules found/);
    const { stdout, stderr } = await run(promtool, ['test', 'rules', 'rules.test.yml'], { cwd: dir });
    expect(`${stdout}${stderr}`).toContain('SUCCESS');
  }, 300_000);
});
