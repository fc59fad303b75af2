const CHINA = 'Asia/Shanghai';
const toMinute = new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA, dateStyle: 'short', timeStyle: 'short' });

/** An instant of the API as people here write it, such as `2026-11-20 09:31`; empty for none. */
export const atMinute = (instant: string | null): string =>
  instant === null ? '' : toMinute.format(new Date(instant));
