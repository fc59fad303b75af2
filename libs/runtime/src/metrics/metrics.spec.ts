import { afterEach, describe, expect, it } from '@jest/globals';
import { Metrics, PersonalLabelError, createMetrics } from './metrics.js';

describe('metrics', () => {
  const mode = process.env['NODE_ENV'];
  afterEach(() => {
    process.env['NODE_ENV'] = mode;
  });

  it('count, measure and weigh under their labels', async () => {
    const metrics = createMetrics();
    const sent = metrics.counter('tongban_events_sent_total', 'Events sent', ['partner']);
    const depth = metrics.gauge('tongban_queue_depth', 'Waiting events');
    const took = metrics.histogram('tongban_apply_seconds', 'Time to apply', ['kind'], [0.1, 1]);
    sent.inc({ partner: '430200' });
    sent.inc({ partner: '430200' }, 2);
    depth.set({}, 7);
    took.observe({ kind: 'seal' }, 0.5);
    const text = await metrics.text();
    expect(text).toContain('tongban_events_sent_total{partner="430200"} 3');
    expect(text).toContain('tongban_queue_depth 7');
    expect(text).toContain('tongban_apply_seconds_bucket{le="0.1",kind="seal"} 0');
    expect(text).toContain('tongban_apply_seconds_bucket{le="1",kind="seal"} 1');
    expect(text).toContain('tongban_nodejs_eventloop_lag_seconds');
  });

  it('ask a sampled gauge at the scrape, and forget a series that is gone', async () => {
    const metrics = createMetrics();
    let waiting = 4;
    const gauge = metrics.gauge('tongban_waiting', 'Waiting', ['partner'], async (door) => {
      await Promise.resolve();
      if (waiting > 0) door.set({ partner: '430200' }, waiting);
    });
    expect(await metrics.text()).toContain('tongban_waiting{partner="430200"} 4');
    waiting = 0;
    gauge.remove({ partner: '430200' });
    expect(await metrics.text()).not.toContain('tongban_waiting{');
  });

  it('whose source is away or hangs are left out of the scrape and counted; the others are told', async () => {
    const metrics = new Metrics('tongban_', 50);
    let source: 'there' | 'away' | 'hanging' = 'there';
    const sample = async (set: () => void): Promise<void> => {
      if (source === 'away') throw new Error('connection refused');
      if (source === 'hanging') await new Promise(() => undefined);
      set();
    };
    metrics.gauge('tongban_cases', 'Cases', ['status'], (door) => sample(() => door.set({ status: 'RECEIVED' }, 3)));
    metrics.gauge('tongban_depth', 'Depth', [], (door) => sample(() => door.set({}, 5)));
    metrics.gauge('tongban_here', 'Here', [], (door) => door.set({}, 1));
    const told = /^tongban_(cases|depth)\b.* \d$/m;
    expect(await metrics.text()).toMatch(told);
    for (source of ['away', 'hanging'] as const) {
      const text = await metrics.text();
      expect(text).not.toMatch(told);
      expect(text).toMatch(/^tongban_here 1$/m);
    }
    source = 'there';
    const text = await metrics.text();
    expect(text).toMatch(/^tongban_cases\{status="RECEIVED"\} 3$/m);
    expect(text).toContain('tongban_metric_samples_failed_total{metric="tongban_depth"} 2');
  });

  it('are all listed with help and labels, and all start with tongban_', async () => {
    const metrics = createMetrics('tongban_node_');
    metrics.counter('tongban_node_sent_total', 'Events sent', ['partner']);
    const listed = metrics.names();
    expect(listed).toContainEqual({
      name: 'tongban_node_sent_total',
      help: 'Events sent',
      labels: ['partner'],
      origin: 'declared',
    });
    expect(listed.find(({ name }) => name === 'tongban_node_nodejs_gc_duration_seconds')?.labels).toEqual(['kind']);
    const scraped = [...(await metrics.text()).matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    expect([...listed.map(({ name }) => name)].sort()).toEqual(scraped.sort());
    expect(listed.every(({ name, help }) => name.startsWith('tongban_node_') && help !== '')).toBe(true);
  });

  it('with a foreign name or declared twice are refused', () => {
    const metrics = createMetrics();
    expect(() => createMetrics('other_')).toThrow(/tongban_/);
    expect(() => metrics.gauge('queue_depth', 'x')).toThrow(/tongban_/);
    expect(() => metrics.counter('tongban_sent', 'x')).toThrow(/_total/);
    metrics.gauge('tongban_depth', 'x');
    expect(() => metrics.gauge('tongban_depth', 'x')).toThrow();
  });

  it('never carry an identity or phone number: a test fails, a node drops the sample and counts that', async () => {
    const metrics = createMetrics();
    const sent = metrics.counter('tongban_sent_total', 'Sent', ['to']);
    process.env['NODE_ENV'] = 'test';
    expect(() => sent.inc({ to: '13800138000' })).toThrow(PersonalLabelError);
    process.env['NODE_ENV'] = 'production';
    sent.inc({ to: '11010519491231002X' });
    const text = await metrics.text();
    expect(text).not.toMatch(/13800138000|11010519491231002X/);
    expect(text).toContain('tongban_metric_samples_dropped_total{metric="tongban_sent_total"} 1');
  });
});
