/**
 * 责任时钟: with whom a case is. At every moment it is with exactly one of them; what it costs in time is booked there
 * and nowhere else.
 */
export const HOLDERS = [
  'window',
  'link',
  'home-review',
  'applicant',
  'special-procedure',
  'making',
  'transport',
  'pickup',
  'closed',
] as const;
export type Holder = (typeof HOLDERS)[number];

/** The name of each holder as people at the window know it. */
export const HOLDER_NAMES: Readonly<Record<Holder, string>> = {
  window: '收件窗口',
  link: '城市间链路',
  'home-review': '审核部门',
  applicant: '申请人',
  'special-procedure': '特别程序',
  making: '制证出证',
  transport: '寄送途中',
  pickup: '领取点',
  closed: '已结束',
};

/** The clocks of a case (时限), each answered for by one holder. */
export const CLOCK_KINDS = [
  'forwarding',
  'acceptance',
  'correction',
  'deferred',
  'promise',
  'legal',
  'procedure',
  'delivery',
  'verification',
  'shelf',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** The name of each clock as people at the window know it. */
export const CLOCK_NAMES: Readonly<Record<ClockKind, string>> = {
  forwarding: '转递时限',
  acceptance: '受理时限',
  correction: '补正期限',
  deferred: '容缺补交期限',
  promise: '承诺办结时限',
  legal: '法定办结时限',
  procedure: '特别程序时限',
  delivery: '送达时限',
  verification: '承诺核查时限',
  shelf: '领取保管期限',
};

/**
 * RUNNING or PAUSED while open and in time; MISSED once the term is over without the act, be it still open or done late;
 * MET: done in time; ENDED: what it waited for is no longer to come.
 */
export const CLOCK_STATES = ['RUNNING', 'PAUSED', 'MET', 'MISSED', 'ENDED'] as const;
export type ClockState = (typeof CLOCK_STATES)[number];
