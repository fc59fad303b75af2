import { LiveMetrics } from '../live/live-metrics.js';
import { createMetrics, type GaugeDoor, type HistogramDoor, type Metrics } from '#runtime';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the gateway counts. Routes are templates and cities are codes, so no label tells of a person. */
export class GatewayMetrics {
  readonly metrics: Metrics = createMetrics('tongban_gateway_');
  private readonly requests: HistogramDoor<'method' | 'route' | 'status'>;
  private readonly commands: HistogramDoor<'city' | 'command' | 'outcome'>;
  private readonly connections: GaugeDoor<'city'>;
  readonly live = new LiveMetrics(this.metrics);
  private inFlight = 0;

  constructor(cities: readonly string[] = [], connected: (city: string) => boolean = () => false) {
    this.requests = this.metrics.histogram(
      'tongban_gateway_http_request_duration_seconds',
      'Seconds from the first byte of a request to the last of its answer',
      ['method', 'route', 'status'],
      SECONDS,
    );
    this.metrics.gauge('tongban_gateway_http_requests_in_flight', 'Requests not answered yet', [], (gauge) =>
      gauge.set({}, this.inFlight),
    );
    this.commands = this.metrics.histogram(
      'tongban_gateway_node_command_duration_seconds',
      "Seconds a city's node took to answer; outcome is ok or the error code",
      ['city', 'command', 'outcome'],
      SECONDS,
    );
    this.connections = this.metrics.gauge(
      'tongban_gateway_city_connected',
      "1 while the connection to the city's own nats-server stands, 0 otherwise",
      ['city'],
      () => cities.forEach((city) => this.connections.set({ city }, connected(city) ? 1 : 0)),
    );
  }

  /** Counts a request in; the function returned counts it out, once. */
  request(method: string): (route: string, status: number) => void {
    this.inFlight += 1;
    const started = performance.now();
    return (route, status) => {
      this.inFlight -= 1;
      this.requests.observe({ method, route, status: String(status) }, (performance.now() - started) / 1000);
    };
  }

  /** One command to a city's node: how long it took and how it ended. */
  nodeCommand(city: string, command: string, outcome: string, seconds: number): void {
    this.commands.observe({ city, command, outcome }, seconds);
  }
}
