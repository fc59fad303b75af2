/** A moment from which time is counted. */
export interface Moment {
  readonly clock: number;
  readonly steady: number;
}

/** This moment, by both of the machine's clocks. */
export const momentNow = (): Moment => ({ clock: Date.now(), steady: performance.now() });

/**
 * Milliseconds since then, never too few: the steady clock stands still while the machine sleeps, the other may be set
 * back. Neither has to be right.
 */
export const msSince = ({ clock, steady }: Moment): number => Math.max(Date.now() - clock, performance.now() - steady);
