import { readFileSync } from 'node:fs';
import type { Clock } from './clock.js';

/** How long a shift that was read counts before the file is looked at again. */
const LOOK_EVERY_MS = 100;
/** Ten years: further, a typing error is more likely than a wish. */
const MAX_SHIFT_MS = 10 * 366 * 24 * 3_600_000;

/**
 * The machine's clock, moved by the milliseconds that a file tells: for rehearsals in which weeks must pass. All
 * programs of a rehearsal read the same file, so they move together. No file, or one that tells no whole number, is no
 * shift.
 */
export class ShiftedClock implements Clock {
  private shiftMs = 0;
  private lookedAtMs = -Infinity;

  constructor(private readonly file: string) {}

  now(): Date {
    const machineMs = Date.now();
    // A machine clock that was set back must not stop the looking.
    if (Math.abs(machineMs - this.lookedAtMs) >= LOOK_EVERY_MS) {
      this.lookedAtMs = machineMs;
      this.shiftMs = shiftIn(this.file);
    }
    return new Date(machineMs + this.shiftMs);
  }
}

function shiftIn(file: string): number {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return 0;
  }
  const ms = /^-?\d{1,15}\s*$/.test(text) ? Number(text) : 0;
  return Math.abs(ms) <= MAX_SHIFT_MS ? ms : 0;
}
