import { randomBytes } from 'node:crypto';
import { TongbanError } from '#contracts';
import type { CityNodes } from '../city-nodes/city-nodes.service.js';
import { LiveCity } from './live-city.js';
import { readHint } from './live-hints.js';
import type { LiveMetrics } from './live-metrics.js';
import { LiveStream, type Listener } from './live-stream.js';

/** Visible pages of one person at a time; a page that nobody looks at gives its stream back. */
const MOST_OF_SESSION = 6;
/** Of all people: each holds a connection. */
const MOST = 5000;
const TURN_MS = 1000;
/** After which a plain EventSource comes again, in ms; the console has its own way. */
const RETRY_MS = 3000;

/**
 * 实时更新: tells the open pages of each city what changed at its node, whoever changed it: a desk here, a partner, a
 * clock. A page that may have missed something is told to look again, so that none goes on showing what is not so.
 */
export class LiveFeed {
  private readonly cities = new Map<string, LiveCity>();
  private readonly streams = new Set<LiveStream>();
  private readonly turns: NodeJS.Timeout;

  constructor(
    cities: readonly string[],
    nodes: Pick<CityNodes, 'hear' | 'whenever'>,
    private readonly metrics: LiveMetrics,
  ) {
    const epoch = randomBytes(6).toString('hex');
    for (const city of cities) {
      const feed = new LiveCity(epoch + city, (event) => {
        for (const stream of this.streams) if (stream.city === city) stream.tell(event);
      });
      this.cities.set(city, feed);
      this.hear(city, feed, nodes);
    }
    metrics.count(cities, (city) => [...this.streams].filter((one) => one.city === city).length);
    this.turns = setInterval(() => this.turn(), TURN_MS).unref();
  }

  /** Throws `live_streams_full` before anything is written. */
  mustHaveRoom({ key }: Listener['lease']): void {
    const own = [...this.streams].filter(({ listener }) => listener.lease.key === key).length;
    if (own >= MOST_OF_SESSION || this.streams.size >= MOST) throw new TongbanError('live_streams_full');
  }

  /**
   * Keeps an answer open for a page. `after`: the last event that the page has seen; what came since is told at once,
   * or that it must look again where that is not known any more.
   */
  open(listener: Listener, after: string | undefined): void {
    const { user, response } = listener;
    const feed = this.cities.get(user.city);
    if (!feed || response.destroyed) return;
    const stream = new LiveStream(
      listener,
      () => feed.ring.newest,
      (kind) => this.metrics.told(user.city, kind),
    );
    this.streams.add(stream);
    response.once('close', () => {
      this.streams.delete(stream);
      listener.lease.release();
      this.metrics.ended(stream.ended ?? 'left');
    });
    response.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    const missed = after === undefined ? [] : feed.ring.after(after);
    const resumed = after !== undefined && missed !== null;
    stream.write(`retry: ${RETRY_MS}\nid: ${feed.ring.newest}\nevent: hello\ndata: ${JSON.stringify({ resumed })}\n\n`);
    for (const event of missed ?? [{ kind: 'look' as const, text: 'event: look\ndata: {}\n\n' }]) stream.tell(event);
    if (after !== undefined) this.metrics.cameBack(resumed);
  }

  /** Ends all: a gateway that stops waits for its answers, and these would never end. */
  close(): void {
    clearInterval(this.turns);
    for (const feed of this.cities.values()) feed.close();
    for (const stream of this.streams) stream.end('stopped');
  }

  private hear(city: string, feed: LiveCity, nodes: Pick<CityNodes, 'hear' | 'whenever'>): void {
    for (const topic of ['cases', 'touched', 'links'] as const) {
      nodes.hear(city, topic, (bytes) => {
        const hint = readHint(bytes);
        this.metrics.heard(city, hint ? topic : 'unreadable');
        if (hint) feed.changed(hint.cases, hint.links);
      });
    }
    nodes.hear(city, 'look', () => {
      this.metrics.heard(city, 'look');
      feed.look();
    });
    // What was published while the line was broken is lost.
    nodes.whenever(city, () => feed.look());
  }

  private turn(): void {
    const now = performance.now();
    for (const stream of this.streams) stream.turn(now);
  }
}
