import type { PartnerView } from '#contracts';
import type { LocalCity } from './city-settings.js';
import type { Desk } from './desk.js';
import { moveClockOn, putClockBack, rehearsalShiftMs } from './rehearsal-clock.js';
import type { City } from './stories/story.js';
import { waitFor } from './wait-for.js';

/** A timer may fire between two looks. */
const QUIET_LOOKS = 4;
/** How often the days ahead are gone back to for something that was stated at the very last moment. */
const TRIES = 3;
const dayMs = 24 * 3600_000;

/**
 * The machine's time again, once nothing is under way: what was stated in the days ahead would hold its link until they
 * have come. Throws LocalSetupError where messages do not come to rest within a minute; the clock is then still ahead.
 */
export async function backToNow(
  cities: readonly LocalCity[],
  desk: (code: City, username: string) => Promise<Desk>,
): Promise<void> {
  const aheadMs = rehearsalShiftMs();
  if (aheadMs === 0) return;
  for (let tries = 1; ; tries += 1) {
    await untilQuiet(await operators(cities, desk));
    await putClockBack();
    const left = await untilQuiet(await operators(cities, desk), 'clock_ahead');
    if (left === 'quiet' || tries === TRIES) return;
    // Something was stated between the last look and the step back.
    await moveClockOn(aheadMs / dayMs);
  }
}

/** Signed in at the time of the programs' clock. */
function operators(
  cities: readonly LocalCity[],
  desk: (code: City, username: string) => Promise<Desk>,
): Promise<Desk[]> {
  return Promise.all(cities.map(({ code }) => desk(code as City, 'operator1')));
}

/** Waits until all messages have arrived, or until one waits for the reason named. */
async function untilQuiet(desks: readonly Desk[], reason?: string): Promise<'quiet' | 'held'> {
  let quiet = 0;
  return waitFor('各市之间没有在途的消息', async () => {
    const links = (await Promise.all(desks.map((one) => one.get<PartnerView[]>('/partners')))).flat();
    const busy = links.filter(({ held, sentTo, settledTo }) => held > 0 || sentTo !== settledTo);
    if (busy.some(({ holdReason }) => holdReason !== null && holdReason === reason)) return 'held';
    quiet = busy.length === 0 ? quiet + 1 : 0;
    return quiet >= QUIET_LOOKS && 'quiet';
  });
}
