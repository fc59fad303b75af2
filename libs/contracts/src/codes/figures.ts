/** What supervision counts of cases, each on the day in China on which it happened. */
export const VOLUME_KINDS = [
  'collected',
  'received',
  'accepted',
  'corrected',
  'deemed',
  'decided',
  'rejected',
  'handed-over',
  'ended',
] as const;
export type VolumeKind = (typeof VOLUME_KINDS)[number];

/**
 * The name of each as supervisors know it. `decided` has `rejected` in it; `ended` is every other end (不予受理, 退件, 撤回,
 * 终止, 撤销, 联办结束).
 */
export const VOLUME_NAMES: Readonly<Record<VolumeKind, string>> = {
  collected: '收件',
  received: '属地签收',
  accepted: '受理',
  corrected: '补正告知',
  deemed: '视为受理',
  decided: '作出决定',
  rejected: '其中不予许可',
  'handed-over': '已交付',
  ended: '其他终结',
};

/** By what figures are grouped. */
export const FIGURE_GROUPS = ['all', 'day', 'month', 'pair', 'item', 'mode', 'desk'] as const;
export type FigureGroup = (typeof FIGURE_GROUPS)[number];

/** How long a whole case took, from its collecting to its decision or other end; beside the holders. */
export const HANDLING = 'handling';

/** A count of supervision by name: `collected`, `met:promise`, `missed:legal`, `card:RED:window`, `time:link:12`. */
export const MEASURE_PATTERN =
  /^(?:[a-z]+(?:-[a-z]+)?|(?:met|missed):[a-z]+|card:[A-Z]+:[a-z-]+|time:[a-z-]+:\d{1,3})$/;

/** Durations are told to within this part of themselves: the middle of a bucket is no farther from either end of it. */
export const DURATION_ERROR = 0.025;
/** Five years; what takes longer is in the last bucket. */
const LONGEST_SECONDS = 160_000_000;

/**
 * Lower bounds of the buckets of durations, in seconds: each a twentieth above the one before, in whole seconds, so that
 * the same bounds come out everywhere and buckets of two cities are added without any loss.
 */
export const DURATION_BOUNDS: readonly number[] = boundsUpTo(LONGEST_SECONDS);

function boundsUpTo(longest: number): number[] {
  const bounds = [0];
  for (let at = 1; at <= longest; at = Math.max(at + 1, Math.floor((at * 21) / 20))) bounds.push(at);
  return bounds;
}

/** The bucket of a duration in whole seconds. */
export function durationBucket(seconds: number): number {
  let [low, high] = [0, DURATION_BOUNDS.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((DURATION_BOUNDS[middle] as number) <= seconds) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The duration, in seconds, that the given part (0.5: the median) of what was counted did not exceed: the middle of the
 * bucket that the nearest rank falls into. Null where nothing was counted.
 */
export function durationAt(part: number, counts: ReadonlyMap<number, number>): number | null {
  const buckets = [...counts].sort(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (total <= 0) return null;
  const rank = Math.max(1, Math.ceil(part * total));
  let before = 0;
  for (const [bucket, count] of buckets) {
    before += count;
    if (before >= rank) return middleOf(bucket);
  }
  return null;
}

function middleOf(bucket: number): number {
  const from = DURATION_BOUNDS[bucket] ?? 0;
  const next = DURATION_BOUNDS[bucket + 1] ?? from + 1;
  return Math.floor((from + next - 1) / 2);
}
