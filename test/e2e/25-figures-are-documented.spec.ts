import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { refusal, untilStatus, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
const document = readFileSync(join(process.cwd(), 'docs', 'metrics.md'), 'utf8');
const [, ofNode = '', ofGateway = ''] = document.split(/^## /m);

/** Names with their labels, as the document has them. */
function documented(part: string): Map<string, string[]> {
  const rows = [...part.matchAll(/^\| `(\S+)` +\| \w+ +\| ([^|]+?) +\|/gm)];
  return new Map(rows.map(([, name = '', labels = '']) => [name, [...labels.matchAll(/`(\w+)`/g)].map((m) => m[1]!)]));
}

let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
let reviewer: HttpDesk;
let caseNo: string;

const scrape = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/metrics`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
  return answer.text();
};
const ofCity = (city: string): Promise<string> => scrape(cities.node(city).url);
/** Value of one series. */
const value = (text: string, series: string): number => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line ? Number(line.slice(series.length + 1)) : NaN;
};

beforeAll(async () => {
  cities = await threeCities('figures', { cities: PAIR });
  gateway = await withGateway(cities, { cities: PAIR });
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
  caseNo = (await clerk.post<CaseView>('/cases', aCollection())).body.caseNo;
  await untilStatus(clerk, caseNo, 'RECEIVED');
  await reviewer.act(caseNo, 'acceptance');
  await untilStatus(clerk, caseNo, 'ACCEPTED');
  refusal(await reviewer.act(caseNo, 'acceptance'), 'action_not_allowed');
  await cities.quiet();
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

describe('what a running program tells', () => {
  it.each([
    ['a node', () => ofCity(CHANGSHA), documented(ofNode)],
    ['the gateway', () => scrape(gateway.url), documented(ofGateway)],
  ] as const)('is what docs/metrics.md says of %s, name by name and label by label', async (_title, look, expected) => {
    const text = await look();
    const names = [...text.matchAll(/^# TYPE (\S+) /gm)].map((match) => match[1] ?? '');
    expect(names.sort()).toEqual([...expected.keys()].sort());
    const samples = [...text.matchAll(/^(tongban_\w+?)(?:_bucket|_sum|_count)?(?:\{(.*)\})? \S+$/gm)];
    expect(samples.length).toBeGreaterThan(50);
    for (const [, name = '', labels = ''] of samples) {
      const used = [...labels.matchAll(/(\w+)="/g)].map((match) => match[1]).filter((label) => label !== 'le');
      const own = expected.get(name) ?? expected.get(`${name}_count`) ?? [];
      expect([name, used.filter((label) => !own.includes(label ?? ''))]).toEqual([name, []]);
    }
  });

  it('tells of no person and no case', async () => {
    const all = [await ofCity(CHANGSHA), await ofCity(XIANGTAN), await scrape(gateway.url)].join('\n');
    for (const hidden of [caseNo, '欧阳', '示例', '13907320000', 'clerk1', 'reviewer1'])
      expect(all).not.toContain(hidden);
    // Nothing of the length of a certificate or phone number stands in a label.
    expect(all).not.toMatch(/="[^"]*\d{11}[^"]*"/);
  });
});

/** Items, pickup points, calendar years and delegations of a city's sample data: a fact for each. */
function publishedBy(city: string): number {
  const sample = JSON.parse(readFileSync(`deploy/local/sample/${city}.json`, 'utf8')) as Record<string, unknown[]>;
  const lists = [sample.items, sample.pickupPoints, sample.calendar, sample.delegations];
  return lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
}

describe('the figures of one case', () => {
  it('say at 长沙 what came in, what was applied, and that nothing waits', async () => {
    const text = await ofCity(CHANGSHA);
    expect(value(text, 'tongban_cases{status="ACCEPTED"}')).toBe(1);
    expect(value(text, 'tongban_cases{status="RECEIVED"}')).toBe(0);
    expect(value(text, 'tongban_database_ready')).toBe(1);
    expect(value(text, `tongban_breaker_state{partner="${XIANGTAN}"}`)).toBe(0);
    expect(value(text, `tongban_outbox_depth{partner="${XIANGTAN}"}`)).toBe(0);
    expect(value(text, `tongban_outbox_oldest_seconds{partner="${XIANGTAN}"}`)).toBe(0);
    // 湘潭 published its lists, and stated two facts of the case.
    expect(value(text, `tongban_events_applied_total{partner="${XIANGTAN}"}`)).toBe(publishedBy(XIANGTAN) + 2);
    expect(value(text, `tongban_apply_seconds_count{partner="${XIANGTAN}"}`)).toBeGreaterThan(0);
    expect(value(text, 'tongban_events_sealed_total')).toBe(publishedBy(CHANGSHA) + 2);
    expect(value(text, `tongban_batches_received_total{partner="${XIANGTAN}",result="ok"}`)).toBeGreaterThan(0);
    expect(value(text, 'tongban_command_seconds_count{command="case.accept",outcome="ok"}')).toBe(1);
    expect(value(text, 'tongban_command_seconds_count{command="case.accept",outcome="action_not_allowed"}')).toBe(1);
    expect(text).not.toMatch(/^tongban_(envelopes_refused|event_outcomes)_total\{/m);
  });

  it('say at the gateway how windows were served', async () => {
    const text = await scrape(gateway.url);
    const route = 'method="POST",route="/api/v1/cases/:caseNo/acceptance"';
    expect(value(text, `tongban_gateway_http_request_duration_seconds_count{${route},status="200"}`)).toBe(1);
    expect(value(text, `tongban_gateway_http_request_duration_seconds_count{${route},status="409"}`)).toBe(1);
    expect(value(text, `tongban_gateway_city_connected{city="${CHANGSHA}"}`)).toBe(1);
  });

  it('show while 长沙 is away how much waits for it and since when, and nothing when it is back', async () => {
    await cities.nats.leaf(CHANGSHA).stop();
    await clerk.post('/cases', aCollection());
    const series = (name: string): string => `${name}{partner="${CHANGSHA}"}`;
    await until(
      'it shows',
      async () => {
        const text = await ofCity(XIANGTAN);
        return (
          value(text, series('tongban_outbox_depth')) === 2 &&
          value(text, series('tongban_outbox_oldest_seconds')) > 0 &&
          value(text, series('tongban_breaker_state')) > 0
        );
      },
      40_000,
    );
    await cities.nats.leaf(CHANGSHA).start();
    await until(
      'nothing waits',
      async () => {
        const text = await ofCity(XIANGTAN);
        return (
          value(text, series('tongban_outbox_depth')) === 0 &&
          value(text, series('tongban_outbox_oldest_seconds')) === 0 &&
          value(text, series('tongban_breaker_state')) === 0
        );
      },
      40_000,
    );
  }, 90_000);
});
