import { TongbanError } from './errors/tongban-error.js';
import { isRegionCode } from './codes/region-code.js';

/** Every NATS subject is built and parsed here and nowhere else. No subject carries personal data. */
const ROOT = 'tongban.v1';

const city = (code: string): string => {
  if (!isRegionCode(code)) throw new TongbanError('region_code_invalid', { code });
  return code;
};

export const subjects = {
  /** Sealed batches from one city into the INBOX stream of another. */
  link: (to: string, from: string): string => `${ROOT}.link.${city(to)}.${city(from)}`,
  /** Signed receipts, stored nowhere on the way. */
  receipt: (to: string, from: string): string => `${ROOT}.receipt.${city(to)}.${city(from)}`,
  /** A sealed question between nodes. */
  ask: (to: string, from: string, question: string): string => `${ROOT}.ask.${city(to)}.${city(from)}.${question}`,
  askAll: (to: string, from: string): string => `${ROOT}.ask.${city(to)}.${city(from)}.>`,
  /** A command of the gateway to its own city's node; stays inside the city. */
  command: (code: string, command: string): string => `${ROOT}.city.${city(code)}.${command}`,
  /** Wake-ups and screen updates inside a city. */
  live: (code: string, topic: string): string => `${ROOT}.live.${city(code)}.${topic}`,
};

export interface LinkAddress {
  to: string;
  from: string;
}

/** `{to, from}` of a link, receipt or ask subject; throws `wrong_sender` where it is none of ours. */
export function parseAddress(subject: string): LinkAddress {
  const match = /^tongban\.v1\.(?:(?:link|receipt)\.(\d{6})\.(\d{6})|ask\.(\d{6})\.(\d{6})\..+)$/.exec(subject);
  const to = match?.[1] ?? match?.[3];
  const from = match?.[2] ?? match?.[4];
  if (!to || !from) throw new TongbanError('wrong_sender', { subject });
  return { to, from };
}

/** Name of the stream that takes a city's sealed batches, in its own JetStream domain. */
export const INBOX_STREAM = 'INBOX';
export const inboxConsumer = (partner: string): string => `from-${partner}`;
/** Reply inboxes are prefixed by city so that a city can only listen to its own. */
export const inboxPrefix = (code: string): string => `_INBOX.${code}`;
export const GATEWAY_INBOX_PREFIX = '_INBOX.gateway';
