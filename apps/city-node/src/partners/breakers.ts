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

/**
 * One opossum breaker per partner city, for link and questions alike. Its action is whatever attempt is due; while
 * half open the caller must send a link status and never a case.
 */
export class Breakers {
  private readonly byPartner = new Map<string, CircuitBreaker<[() => Promise<unknown>], unknown>>();

  constructor(private readonly options: BreakerOptions) {}

  private of(partner: string): CircuitBreaker<[() => Promise<unknown>], unknown> {
    let breaker = this.byPartner.get(partner);
    if (!breaker) {
      breaker = new CircuitBreaker((attempt: () => Promise<unknown>) => attempt(), {
        name: partner,
        // Attempts bound their own time: an attempt given up here would still be running.
        timeout: false,
        resetTimeout: this.options.resetMs,
        rollingCountTimeout: 20_000,
        rollingCountBuckets: 10,
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

  state(partner: string): BreakerState {
    const breaker = this.of(partner);
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
    for (const breaker of this.byPartner.values()) breaker.shutdown();
    this.byPartner.clear();
  }
}
