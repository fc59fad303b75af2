import type { Setting, SettingsFault } from '#runtime';

/** Settings of the machine room: daily statements and alerts. */
export const OPERATIONS_SETTINGS = [
  {
    name: 'TONGBAN_STATEMENT_HOUR',
    kind: 'int',
    required: false,
    default: 2,
    min: 0,
    max: 23,
    description: "Hour of the day in China from which on the day's statements with partners are made.",
  },
  {
    name: 'TONGBAN_ALERT_WEBHOOK_URL',
    kind: 'url',
    required: false,
    pattern: /^https?:\/\//,
    description: 'Where alerts are posted to; unset, they are shown on the health page alone.',
  },
  {
    name: 'TONGBAN_ALERT_WEBHOOK_SECRET',
    kind: 'secret',
    required: false,
    min: 16,
    description: 'Keys the signature of each posted alert (X-Tongban-Signature); set it together with the address.',
  },
  {
    name: 'TONGBAN_ALERT_LOOK_MS',
    kind: 'int',
    required: false,
    default: 15000,
    min: 100,
    max: 600000,
    description: 'How often the leading replica looks for what to alert of.',
  },
  {
    name: 'TONGBAN_ALERT_LINK_DOWN_MINUTES',
    kind: 'int',
    required: false,
    default: 10,
    min: 0,
    max: 1440,
    description: 'Minutes for which a link may be down before an alert.',
  },
  {
    name: 'TONGBAN_ALERT_HELD_MINUTES',
    kind: 'int',
    required: false,
    default: 60,
    min: 1,
    max: 10080,
    description: 'Minutes for which the oldest message may wait for a partner before an alert.',
  },
  {
    name: 'TONGBAN_ALERT_KEY_DAYS',
    kind: 'int',
    required: false,
    default: 30,
    min: 1,
    max: 365,
    description: 'Days before its end for which a key without a successor is alerted of.',
  },
  {
    name: 'TONGBAN_ALERT_STORAGE_FREE_PERCENT',
    kind: 'int',
    required: false,
    default: 10,
    min: 1,
    max: 90,
    description: 'Free part of the disk of the attachments, in percent, below which an alert is raised.',
  },
] as const satisfies readonly Setting[];

/** An alert without a signature could come from anybody. */
export function webhookFaults(read: {
  TONGBAN_ALERT_WEBHOOK_URL?: string;
  TONGBAN_ALERT_WEBHOOK_SECRET?: string;
}): SettingsFault[] {
  if (read.TONGBAN_ALERT_WEBHOOK_URL === undefined || read.TONGBAN_ALERT_WEBHOOK_SECRET !== undefined) return [];
  const remedy = 'Set both, or neither';
  const problem = 'is missing, and TONGBAN_ALERT_WEBHOOK_URL is set';
  return [{ name: 'TONGBAN_ALERT_WEBHOOK_SECRET', code: 'missing', problem, remedy }];
}
