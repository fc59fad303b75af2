import type { Clock } from '#runtime';

const DAY_MS = 86_400_000;

/** The machine's clock, set forward when a story needs time to pass; it never stands still. */
export class MovingClock implements Clock {
  private aheadMs = 0;

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  passDays(days: number): void {
    this.pass(days * DAY_MS);
  }

  pass(ms: number): void {
    this.aheadMs += ms;
  }
}
