export default {
  NONE: 'no limit',
  RUNNING: 'running',
  DUE_SOON: 'due soon',
  OVERDUE: 'overdue',
  PAUSED: 'paused',
  COUNTING: 'counting',
  provisional: 'provisional: the notice of that year is not published',
  WARNING: 'warning',
  YELLOW: 'yellow card',
  RED: 'red card',
};
