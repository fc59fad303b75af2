import { ValidateBy, type ValidationOptions } from 'class-validator';

/** True for a day that exists in the calendar, written `YYYYMMDD`; 20270229 is refused. */
export function isCompactDate(text: string): boolean {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  // Date.UTC reads years 0..99 as 1900..1999, so those never come back equal and are refused as well.
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The day seen last: the instants of a batch fall on one day, or two. */
let lastDay = '1970-01-01';

/** True for a day that exists in the calendar, written `YYYY-MM-DD`. */
export function isCalendarDate(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  if (text === lastDay) return true;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && isCompactDate(text.replaceAll('-', ''));
  if (isDay) lastDay = text;
  return isDay;
}

/**
 * True for an instant in UTC exactly as `Date.prototype.toISOString` writes it, milliseconds included.
 * One spelling only: instants are compared as text and stand in signed bytes.
 */
export function isInstant(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/.exec(text);
  return match !== null && isCalendarDate(match[1]);
}

/** The calendar day in China at an instant, `YYYY-MM-DD`; China has had one time zone and no summer time since 1992. */
export function chinaDateOf(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** Validates a day `YYYY-MM-DD`; the message is the error code `date_invalid`. */
export function IsCalendarDate(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isCalendarDate',
      validator: { validate: (value) => isCalendarDate(value), defaultMessage: () => 'date_invalid' },
    },
    options,
  );
}

/** Validates an instant in UTC; the message is the error code `instant_invalid`. */
export function IsInstant(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isInstant',
      validator: { validate: (value) => isInstant(value), defaultMessage: () => 'instant_invalid' },
    },
    options,
  );
}
