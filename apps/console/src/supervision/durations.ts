type Translate = (key: string, values: Record<string, unknown>) => string;

/** A duration in seconds as people say it, in its two greatest units at most; a dash where nothing was measured. */
export function durationWords(seconds: number | null, t: Translate): string {
  if (seconds === null) return '–';
  if (seconds < 60) return t('supervision.duration.seconds', { n: seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('supervision.duration.minutes', { n: minutes });
  const hours = seconds / 3600;
  if (hours < 48) return t('supervision.duration.hours', { n: hours.toFixed(1) });
  return t('supervision.duration.days', { n: (hours / 24).toFixed(1) });
}

/** A share between 0 and 1 in percent; a dash where there was nothing to share. */
export const shareWords = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
