import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import { TongbanError } from '#contracts';

export type BreakerState = 'closed' | 'open' | 'half-open';

/** Not the partner's fault: holds the link without counting against its breaker. */
export class HeldWithoutCounting extends Error {
  constructor(readonly reason: 'inbox_full' | 'slow' | 'clock_ahead' | 'link_conflict' | 'local') {
    super(reason);
  }
}

export interface BreakerOptions {
  resetMs: number;
  /** Called when a breaker opens, half-opens or closes. */
  onChange: (partner: string, state: BreakerState) => void;
}

/** Attempts are counted over this many milliseconds, in steps of BUCKETS. */
const WINDOW_MS = 20_000;
const BUCKETS = 10;

/**
 * One opossum breaker per partner city, for link and questions alike, made at the first attempt. Its action is whatever
 * attempt is due; while half open the caller must send a link status and never a case.
 */
export class Breakers {
  private readonly byPartner = new Map<string, CircuitBreaker<[() => Promise<unknown>], unknown>>();
  /** One clock for all windows: by itself every breaker would keep two timers, also for a partner that is idle. */
  private readonly rotation = new EventEmitter().setMaxListeners(0);
  private readonly turning: NodeJS.Timeout;

  constructor(private readonly options: BreakerOptions) {
    this.turning = setInterval(() => this.rotation.emit('rotate'), WINDOW_MS / BUCKETS).unref();
  }

  private of(partner: string): CircuitBreaker<[() => Promise<unknown>], unknown> {
    let breaker = this.byPartner.get(partner);
    if (!breaker) {
      breaker = new CircuitBreaker((attempt: () => Promise<unknown>) => attempt(), {
        name: partner,
        // Attempts bound their own time: an attempt given up here would still be running.
        timeout: false,
        resetTimeout: this.options.resetMs,
        rollingCountTimeout: WINDOW_MS,
        rollingCountBuckets: BUCKETS,
        rotateBucketController: this.rotation,
        // Nobody reads opossum's own statistics; they would be summed and sorted for every partner every two seconds.
        enableSnapshots: false,
        rollingPercentilesEnabled: false,
        errorThresholdPercentage: 50,
        volumeThreshold: 3,
        errorFilter: (error: unknown) => error instanceof HeldWithoutCounting,
      });
      const changed = (): void => this.options.onChange(partner, this.state(partner));
      breaker.on('open', changed);
      breaker.on('halfOpen', changed);
      breaker.on('close', changed);
      this.byPartner.set(partner, breaker);
    }
    return breaker;
  }

  /** Asking makes no breaker: a partner that nothing was tried with costs nothing. */
  state(partner: string): BreakerState {
    const breaker = this.byPartner.get(partner);
    if (!breaker) return 'closed';
    return breaker.halfOpen ? 'half-open' : breaker.opened ? 'open' : 'closed';
  }

  /** Runs an attempt; throws partner_unreachable at once while open. */
  async attempt<T>(partner: string, attempt: () => Promise<T>): Promise<T> {
    const breaker = this.of(partner);
    try {
      return (await breaker.fire(attempt)) as T;
    } catch (error) {
      if (CircuitBreaker.isOurError(error as Error)) throw new TongbanError('partner_unreachable', { partner });
      throw error;
    }
  }

  stop(): void {
    clearInterval(this.turning);
    for (const breaker of this.byPartner.values()) breaker.shutdown();
    this.byPartner.clear();
  }
}
