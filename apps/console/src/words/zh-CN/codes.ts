import { CASE_STATUS_NAMES, CLOCK_NAMES, HANDLING_MODE_NAMES, HOLDER_NAMES } from '#contracts/codes';

// The server says these words itself in Chinese; other languages take them from here by their codes.
export default {
  statuses: CASE_STATUS_NAMES,
  holders: HOLDER_NAMES,
  clocks: CLOCK_NAMES,
  modes: HANDLING_MODE_NAMES,
};
