import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ShiftedClock } from './shifted-clock.js';

const dir = mkdtempSync(join(tmpdir(), 'tongban-clock-'));
const file = join(dir, 'shift');
const DAY_MS = 24 * 3_600_000;
/** How far a fresh clock is from the machine's, in whole days. */
const days = (): number => Math.round((new ShiftedClock(file).now().getTime() - Date.now()) / DAY_MS) || 0;

describe('the clock of a rehearsal', () => {
  afterAll(() => rmSync(dir, { recursive: true }));

  it('is the machine’s until a shift is told', () => {
    expect(days()).toBe(0);
  });

  it('moves by what the file tells, forward and back', () => {
    writeFileSync(file, String(20 * DAY_MS));
    expect(days()).toBe(20);
    writeFileSync(file, `${-3 * DAY_MS}\n`);
    expect(days()).toBe(-3);
  });

  it('takes nothing else for a shift', () => {
    for (const text of ['', 'tomorrow', '1e9', '1.5', '99999999999999999999', String(4000 * DAY_MS)]) {
      writeFileSync(file, text);
      expect(days()).toBe(0);
    }
  });
});
