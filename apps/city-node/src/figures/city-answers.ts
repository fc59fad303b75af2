import type { Logger } from 'pino';
import { isErrorCode, TongbanError, type ErrorCode } from '#contracts';

/** How another city stands to one question. */
export type Answered<K> = { state: 'LIVE'; known: K } | { state: 'ASKING' } | { state: 'AWAY'; reason: ErrorCode };

/** An answer serves so long before the city is asked again. */
const FRESH_MS = 2000;
/** A failure too, so that a page that looks again waits; behind an open breaker the next one costs nothing. */
const FAILED_MS = 1000;
/** Nobody looks at a page for longer without anything: what has not come by then comes with the next look. */
const WAIT_MS = 700;
const MAX_REMEMBERED = 500;

interface Remembered<K> {
  asking: Promise<void> | null;
  at: number;
  outcome: { known: K } | { reason: ErrorCode } | null;
}

/** Asks other cities the same at once and remembers for a moment what they answered; nobody waits for the slowest. */
export class CityAnswers<Q extends object, K> {
  private readonly remembered = new Map<string, Remembered<K>>();

  constructor(
    /** Goes through the breaker of that city. */
    private readonly ask: (city: string, question: Q) => Promise<K>,
    private readonly log: Logger,
  ) {}

  /** What each city tells, as far as it has come in a moment; what comes later is there at the next call. */
  async of(cities: readonly string[], question: Q): Promise<Map<string, Answered<K>>> {
    const text = questionText(question);
    const asked = cities.map((city) => ({ city, one: this.askFresh(city, question, text) }));
    const all = Promise.all(asked.map(({ one }) => one.asking ?? Promise.resolve()));
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise((resolve) => (timer = setTimeout(resolve, WAIT_MS)));
    await Promise.race([all, enough]);
    clearTimeout(timer);
    return new Map(
      asked.map(({ city, one: { asking, outcome } }): [string, Answered<K>] => {
        if (asking !== null || outcome === null) return [city, { state: 'ASKING' }];
        if ('known' in outcome) return [city, { state: 'LIVE', known: outcome.known }];
        return [city, { state: 'AWAY', reason: outcome.reason }];
      }),
    );
  }

  private askFresh(city: string, question: Q, text: string): Remembered<K> {
    const key = `${city} ${text}`;
    const now = performance.now();
    const found = this.remembered.get(key);
    if (found && (found.asking !== null || now - found.at < freshMs(found))) return found;
    if (this.remembered.size >= MAX_REMEMBERED) this.forgetOld(now);
    const one: Remembered<K> = { asking: null, at: now, outcome: null };
    this.remembered.set(key, one);
    one.asking = this.ask(city, question)
      .then(
        (known) => void (one.outcome = { known }),
        (error: unknown) => {
          const code = error instanceof TongbanError && isErrorCode(error.code) ? error.code : 'internal_error';
          if (code === 'internal_error') this.log.warn({ err: error, partner: city }, 'another city not asked');
          one.outcome = { reason: code };
        },
      )
      .finally(() => {
        one.asking = null;
        one.at = performance.now();
      });
    return one;
  }

  private forgetOld(now: number): void {
    for (const [key, { asking, at }] of this.remembered) {
      if (asking === null && now - at > FRESH_MS) this.remembered.delete(key);
    }
  }
}

const freshMs = ({ outcome }: { outcome: object | null }): number =>
  outcome !== null && 'reason' in outcome ? FAILED_MS : FRESH_MS;

/** The same question by the same text. */
export const questionText = (question: object): string =>
  Object.entries(question)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort()
    .join('&');
