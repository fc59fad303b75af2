/** Why nothing is sent to a partner just now. */
export type HoldReason =
  | 'starting'
  | 'unreachable'
  | 'inbox_full'
  | 'slow'
  | 'clock_ahead'
  | 'link_conflict'
  | 'partner_ahead'
  | 'recovering'
  | 'local'
  | 'operator_hold';
