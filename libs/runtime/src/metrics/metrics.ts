import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { looksPersonal } from '../personal-data/personal-data.js';

const DROPPED_HELP =
  'Samples refused because a label looked like data about a person; any growth is a defect to report';

const FAILED_HELP = 'Gauges left out of a scrape because what they measure could not be read, a database that is away';

/** Milliseconds a gauge may take to sample; below what a Prometheus server waits for the whole scrape. */
export const SAMPLE_LIMIT_MS = 3_000;

/** Values for exactly the labels a metric was declared with; `{}` for none. */
export type LabelValues<L extends string> = Readonly<Record<L, string>>;

/** A count that only grows. */
export interface CounterDoor<L extends string> {
  inc(labels: LabelValues<L>, by?: number): void;
}

/** A value that goes up and down. */
export interface GaugeDoor<L extends string> {
  set(labels: LabelValues<L>, value: number): void;
  /** Takes the series with these labels away, for a partner or queue that is gone. */
  remove(labels: LabelValues<L>): void;
}

/** A distribution, in the unit its name ends with. */
export interface HistogramDoor<L extends string> {
  observe(labels: LabelValues<L>, value: number): void;
}

/** What the documentation says of a metric; `process` metrics are those every Node process has. */
export interface MetricDescription {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly origin: 'process' | 'declared';
}

/** Thrown in tests when a label value is shaped like data about a person; code `metric_label_personal`. */
export class PersonalLabelError extends Error {
  readonly code = 'metric_label_personal';

  constructor(metric: string, label: string) {
    super(`label ${label} of ${metric} holds something shaped like an identity or phone number`);
    this.name = 'PersonalLabelError';
  }
}

/**
 * The one door to a process's metrics. Names start with the prefix, labels are fixed at declaration, and a sample whose
 * label looks like data about a person is refused: it throws under NODE_ENV=test, elsewhere it is dropped and counted in
 * `<prefix>metric_samples_dropped_total`.
 */
export class Metrics {
  readonly registry = new Registry();
  private readonly declared: MetricDescription[] = [];
  private readonly ofProcess: MetricDescription[];
  private readonly dropped: Counter<'metric'>;
  private readonly failed: Counter<'metric'>;

  constructor(
    private readonly prefix: string,
    private readonly sampleLimitMs: number = SAMPLE_LIMIT_MS,
  ) {
    if (!/^tongban_([a-z0-9]+_)*$/.test(prefix))
      throw new Error(`metrics prefix ${prefix} must be tongban_ or tongban_…_`);
    collectDefaultMetrics({ register: this.registry, prefix });
    this.ofProcess = this.registry.getMetricsAsArray().map((metric) => ({
      name: metric.name,
      help: metric.help,
      // prom-client keeps the label names but leaves them out of this type.
      labels: 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.map(String) : [],
      origin: 'process',
    }));
    const name = `${prefix}metric_samples_dropped_total`;
    this.declare(name, DROPPED_HELP, ['metric']);
    this.dropped = new Counter({ name, help: DROPPED_HELP, labelNames: ['metric'], registers: [this.registry] });
    const failed = `${prefix}metric_samples_failed_total`;
    this.declare(failed, FAILED_HELP, ['metric']);
    this.failed = new Counter({ name: failed, help: FAILED_HELP, labelNames: ['metric'], registers: [this.registry] });
  }

  /** Declares a counter; its name ends with `_total`. */
  counter<L extends string = never>(name: string, help: string, labels: readonly L[] = []): CounterDoor<L> {
    if (!name.endsWith('_total')) throw new Error(`counter ${name} must end with _total`);
    this.declare(name, help, labels);
    const counter = new Counter({ name, help, labelNames: [...labels], registers: [this.registry] });
    return { inc: (values, by = 1) => this.guarded(name, values, () => counter.inc(values, by)) };
  }

  /**
   * Declares a gauge; `sample` runs at each scrape and sets the present value through the gauge it is given. Where it
   * fails or takes too long the gauge is left out of that scrape: one source that is away must not hide all figures,
   * and an old figure would look like a present one.
   */
  gauge<L extends string = never>(
    name: string,
    help: string,
    labels: readonly L[] = [],
    sample?: (gauge: GaugeDoor<L>) => void | Promise<void>,
  ): GaugeDoor<L> {
    this.declare(name, help, labels);
    const gauge: Gauge<L> = new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      ...(sample ? { collect: () => this.sampled(name, () => sample(door), forget) } : {}),
    });
    const forget = (): void => (labels.length > 0 ? gauge.reset() : gauge.remove());
    const door: GaugeDoor<L> = {
      set: (values, value) => this.guarded(name, values, () => gauge.set(values, value)),
      remove: (values) => gauge.remove(values),
    };
    return door;
  }

  /** Declares a histogram; `buckets` are upper bounds in the unit of the name, seconds by prom-client's default. */
  histogram<L extends string = never>(
    name: string,
    help: string,
    labels: readonly L[] = [],
    buckets?: readonly number[],
  ): HistogramDoor<L> {
    this.declare(name, help, labels);
    const histogram = new Histogram({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      ...(buckets ? { buckets: [...buckets] } : {}),
    });
    return { observe: (values, value) => this.guarded(name, values, () => histogram.observe(values, value)) };
  }

  /** Every metric of this process, declared ones first, for the document and the test that keeps both equal. */
  names(): readonly MetricDescription[] {
    return [...this.declared, ...this.ofProcess];
  }

  /** The text a Prometheus server scrapes. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** Content type that belongs to `text()`. */
  get contentType(): string {
    return this.registry.contentType;
  }

  private async sampled(metric: string, sample: () => void | Promise<void>, forget: () => void): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`${metric} took too long`)), this.sampleLimitMs);
    });
    try {
      await Promise.race([sample(), late]);
    } catch (error) {
      if (error instanceof PersonalLabelError) throw error;
      forget();
      this.failed.inc({ metric });
    } finally {
      clearTimeout(timer);
    }
  }

  private declare(name: string, help: string, labels: readonly string[]): void {
    if (!name.startsWith(this.prefix)) throw new Error(`metric ${name} must start with ${this.prefix}`);
    this.declared.push({ name, help, labels: [...labels], origin: 'declared' });
  }

  private guarded(name: string, values: Readonly<Record<string, string>>, record: () => void): void {
    for (const [label, value] of Object.entries(values)) {
      if (!looksPersonal(value)) continue;
      if (process.env['NODE_ENV'] === 'test') throw new PersonalLabelError(name, label);
      this.dropped.inc({ metric: name });
      return;
    }
    record();
  }
}

/** Opens a process's metrics with the default Node ones (event loop, memory, garbage collection) included. */
export function createMetrics(prefix = 'tongban_'): Metrics {
  return new Metrics(prefix);
}
