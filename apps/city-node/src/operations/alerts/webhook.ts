import { createHmac } from 'node:crypto';
import type { AlertRow } from './alert-book.js';

/** A receiver that is slower than this is asked again later. */
const GIVE_UP_MS = 10_000;

/** Where alerts go; the secret keys their signature. */
export interface WebhookTarget {
  url: string;
  secret: string;
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 over `<seconds>.<body>`, so that neither can be changed or played back late. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Tells one alert, or its end. Null where it was taken (any 2xx); otherwise a short code of what went wrong. */
export async function tell(
  target: WebhookTarget,
  city: string,
  alert: AlertRow,
  end: boolean,
  now: Date,
  stop: AbortSignal,
): Promise<string | null> {
  const { id, kind, subject, words, since, ended_at: endedAt } = alert;
  // The same for every repetition: who hears it twice knows it by its id.
  const tellingId = `${city}-${id}-${end ? 'end' : 'begin'}`;
  const event = end ? 'ENDED' : 'BEGUN';
  const told = { v: 1, id: tellingId, event, city, kind, subject, words, since, endedAt: end ? endedAt : null };
  const body = JSON.stringify(told);
  const seconds = Math.floor(now.getTime() / 1000);
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'X-Tongban-Alert': tellingId,
        'X-Tongban-Signature': signatureOf(target.secret, seconds, body),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(GIVE_UP_MS), stop]),
    });
    await response.body?.cancel();
    return response.ok ? null : `status ${response.status}`;
  } catch (error) {
    const cause = (error as { cause?: { code?: unknown } }).cause?.code;
    return typeof cause === 'string' ? cause : (error as Error).name;
  }
}
