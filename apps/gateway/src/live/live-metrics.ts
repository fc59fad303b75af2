import type { CounterDoor, Metrics } from '#runtime';
import type { LiveKind } from './live-ring.js';
import type { StreamEnd } from './live-stream.js';

/** What is counted of the live updates. */
export class LiveMetrics {
  private readonly hints: CounterDoor<'city' | 'topic'>;
  private readonly events: CounterDoor<'city' | 'kind'>;
  private readonly ends: CounterDoor<'reason'>;
  private readonly returns: CounterDoor<'result'>;

  private open: () => readonly (readonly [city: string, streams: number])[] = () => [];

  constructor(metrics: Metrics) {
    metrics.gauge('tongban_gateway_live_streams', 'Pages of the console that listen for changes', ['city'], (gauge) => {
      for (const [city, streams] of this.open()) gauge.set({ city }, streams);
    });
    this.hints = metrics.counter(
      'tongban_gateway_live_hints_total',
      'Hints of changes heard from the nodes, by topic',
      ['city', 'topic'],
    );
    this.events = metrics.counter(
      'tongban_gateway_live_events_total',
      'Events written to open pages; many of kind look mean that pages read too slowly or lines break',
      ['city', 'kind'],
    );
    this.ends = metrics.counter('tongban_gateway_live_streams_ended_total', 'Streams of pages that ended, by reason', [
      'reason',
    ]);
    this.returns = metrics.counter(
      'tongban_gateway_live_returns_total',
      'Pages that came back after a break: resumed were told what they missed, look had to ask for all again',
      ['result'],
    );
  }

  /** Has the number of open streams of each city told at every scrape. */
  count(cities: readonly string[], open: (city: string) => number): void {
    this.open = () => cities.map((city) => [city, open(city)] as const);
  }

  heard(city: string, topic: string): void {
    this.hints.inc({ city, topic });
  }

  told(city: string, kind: LiveKind): void {
    this.events.inc({ city, kind });
  }

  ended(reason: StreamEnd): void {
    this.ends.inc({ reason });
  }

  cameBack(resumed: boolean): void {
    this.returns.inc({ result: resumed ? 'resumed' : 'look' });
  }
}
