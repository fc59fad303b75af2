/** Where the process takes the time from; nothing outside this folder asks the system for it. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

/** Injection token of the `Clock`. */
export const CLOCK = Symbol('Clock');

/** The machine's clock. */
export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands still until told to move; for tests of time limits. */
export class FakeClock implements Clock {
  private instantMs: number;

  /** Starts at the given instant (ISO text or Date); throws RangeError when it is none. */
  constructor(start: Date | string) {
    this.instantMs = instantOf(start);
  }

  now(): Date {
    // A fresh Date each time: a caller that changes it must not move the clock.
    return new Date(this.instantMs);
  }

  /** Moves on by so many milliseconds; negative sets back, as a corrected machine clock does. */
  advanceMs(ms: number): void {
    this.instantMs = instantOf(new Date(this.instantMs + ms));
  }

  /** Jumps to an instant. */
  set(instant: Date | string): void {
    this.instantMs = instantOf(instant);
  }
}

function instantOf(instant: Date | string): number {
  const ms = new Date(instant).getTime();
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${String(instant)}`);
  return ms;
}
