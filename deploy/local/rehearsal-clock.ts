import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDir } from './local-folder.js';

/** Tells all programs of the local federation by how many milliseconds their clock is moved. */
export const rehearsalClockFile = join(localDir, 'rehearsal-clock-ms');

/** Longer than any program keeps what it read. */
const seenAfterMs = 250;
const dayMs = 24 * 3600_000;

/** Milliseconds by which the clock is moved now. */
export function rehearsalShiftMs(): number {
  return existsSync(rehearsalClockFile) ? Number(readFileSync(rehearsalClockFile, 'utf8')) || 0 : 0;
}

/** The present instant as the programs see it. */
export const rehearsalNow = (): Date => new Date(Date.now() + rehearsalShiftMs());

/** Moves the clock of all programs on by some days, and returns when they have seen it. */
export async function moveClockOn(days: number): Promise<void> {
  writeFileSync(rehearsalClockFile, String(rehearsalShiftMs() + Math.round(days * dayMs)));
  await seen();
}

/** Moves the clock on to 10:00 in China on the first day from now on that is so many days ahead or more. */
export async function moveClockTo(day: string): Promise<void> {
  const wanted = Date.parse(`${day}T02:00:00.000Z`);
  await moveClockOn(Math.max(0, wanted - rehearsalNow().getTime()) / dayMs);
}

/** The machine's time again. Cases that were played in the days ahead keep the days they were played on. */
export async function putClockBack(): Promise<void> {
  if (!existsSync(rehearsalClockFile)) return;
  rmSync(rehearsalClockFile);
  await seen();
}

const seen = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, seenAfterMs));
