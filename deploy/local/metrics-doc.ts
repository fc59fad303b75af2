import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { createLogger, HealthState, Metrics, type MetricDescription } from '#runtime';
import { AppModule } from '../../apps/city-node/src/app.module.js';
import { Database } from '../../apps/city-node/src/db/database.js';
import { registerCaseMetrics } from '../../apps/city-node/src/operations/case-metrics.js';
import { readCityNodeSettings } from '../../apps/city-node/src/settings.js';
import { GatewayMetrics } from '../../apps/gateway/src/door/gateway-metrics.js';
import { makeFederation, writeFederation } from './federation.js';
import { projectDir } from './local-folder.js';

const INTRODUCTION = `# Metrics

Made from the metrics that the programs declare by \`node deploy/local/run.mjs deploy/local/metrics-doc.js\`; tests keep
this document, the declarations and what a running node and gateway answer equal. What to look at first stands in
[operations](operations.md#health-and-metrics).

Both programs answer \`/metrics\` in Prometheus' text format, also while database, nats-server or partners are away: a
figure that cannot be read is left out of that scrape and counted. Durations are in seconds, sizes in bytes. Labels are
cities (six digits), codes, commands and route templates, never anything of a person or a case.

`;

const CITY = '430100';

/** Name, help, labels and type of every metric of a program. */
export interface DocumentedMetric extends MetricDescription {
  readonly type: string;
}

/** Every metric of a city's node. Builds the node from its modules without starting it: nothing is connected to. */
export async function nodeMetrics(): Promise<DocumentedMetric[]> {
  const dir = mkdtempSync(join(tmpdir(), 'tongban-metrics-'));
  const federation = await makeFederation([CITY]);
  const files = writeFederation(dir, federation);
  const settings = readCityNodeSettings({
    TONGBAN_CITY: CITY,
    TONGBAN_DATABASE_URL: 'postgres://127.0.0.1:1/none',
    TONGBAN_NATS_URL: 'nats://127.0.0.1:1',
    TONGBAN_HTTP_PORT: '0',
    TONGBAN_KEYS_FILE: files.keysFile(CITY),
    TONGBAN_DIRECTORY_FILE: files.directoryFile,
    TONGBAN_FEDERATION_FINGERPRINT: federation.fingerprint,
    TONGBAN_TOKEN_SECRET: '-'.repeat(32),
    TONGBAN_NODE_SECRET: '-'.repeat(32),
  });
  const log = createLogger({ level: 'silent', name: 'metrics-doc' });
  const app = await NestFactory.createApplicationContext(AppModule.with(settings, { log }), { logger: false });
  try {
    const metrics = app.get(Metrics);
    registerCaseMetrics(metrics, app.get(Database), app.get(HealthState));
    return await described(metrics);
  } finally {
    await app.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Every metric of the gateway. */
export function gatewayMetrics(): Promise<DocumentedMetric[]> {
  return described(new GatewayMetrics().metrics);
}

async function described(metrics: Metrics): Promise<DocumentedMetric[]> {
  const text = await metrics.text();
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map((match) => [match[1], match[2]]));
  return metrics.names().map((metric) => ({ ...metric, type: types.get(metric.name) ?? 'untyped' }));
}

/** The text of docs/metrics.md: every metric of both programs, the ones of their own first. */
export async function metricsMarkdown(): Promise<string> {
  const parts = [INTRODUCTION];
  for (const [title, metrics] of [
    ['City node', await nodeMetrics()],
    ['Gateway', await gatewayMetrics()],
  ] as const) {
    const of = (origin: MetricDescription['origin']): string =>
      table(metrics.filter((metric) => metric.origin === origin));
    parts.push(
      `## ${title}\n\n`,
      of('declared'),
      `\n### Process of the ${title.toLowerCase()}\n\n`,
      of('process'),
      '\n',
    );
  }
  return `${parts.join('').trimEnd()}\n`;
}

/** Columns padded to one width, as the formatter writes tables: it would otherwise change the file behind our back. */
function table(metrics: readonly DocumentedMetric[]): string {
  const body = metrics.map(({ name, type, labels, help }) => [
    `\`${name}\``,
    type,
    labels.length > 0 ? labels.map((label) => `\`${label}\``).join(', ') : '–',
    help.replace(/\.$/, '').replaceAll('|', '\\|'),
  ]);
  const head = ['Name', 'Type', 'Labels', 'Meaning'];
  const widths = head.map((_, column) => Math.max(3, ...[head, ...body].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  return [head, widths.map((width) => '-'.repeat(width)), ...body].map(line).join('');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(projectDir, 'docs', 'metrics.md'), await metricsMarkdown());
}
