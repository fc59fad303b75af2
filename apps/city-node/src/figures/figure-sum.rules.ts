import {
  CARD_LEVEL_NAMES,
  CARD_LEVELS,
  CARD_LEGS,
  CLOCK_KINDS,
  CLOCK_NAMES,
  durationAt,
  HANDLING,
  HANDLING_MODE_NAMES,
  HOLDER_NAMES,
  HOLDERS,
  isHandlingMode,
  VOLUME_KINDS,
  VOLUME_NAMES,
  type DurationView,
  type FigureGroup,
  type FigureView,
  type OpenCounts,
  type PairFigures,
} from '#contracts';

/** Names that figures are shown under. */
export interface FigureNames {
  city: (code: string) => string;
  item: (code: string) => string | null;
}

type Pair = Pick<OpenCounts, 'collecting' | 'home'>;

/** What one city has told of pairs of cities. */
interface Told {
  city: string;
  /** It is of now: asked, or our own. */
  live: boolean;
  asOf: string;
  rows: readonly Pair[];
  open: readonly Pair[];
}

/** What one city has told: all its pairs, from that moment. */
export interface ToldFigures extends Told {
  rows: readonly PairFigures[];
  open: readonly OpenCounts[];
}

/** A pair of cities as a key. */
export const pairOf = ({ collecting, home }: { collecting: string; home: string }): string => `${collecting}/${home}`;

/**
 * Each pair of cities is told by one of the two, so that no case is counted twice: by one that answers before one of
 * which only older figures are known; else by the home city, which states most of the facts; of older ones by the newest.
 */
export function tellersOf<T extends Told>(told: readonly T[]): Map<string, T> {
  const tellers = new Map<string, T>();
  const rank = (one: T, home: string): string =>
    `${one.live ? 1 : 0}${one.live ? '' : one.asOf}${one.city === home ? 1 : 0}`;
  for (const one of told) {
    const pairs = new Map([...one.rows, ...one.open].map((row) => [pairOf(row), row]));
    for (const [pair, { home }] of pairs) {
      const best = tellers.get(pair);
      if (!best || rank(one, home) > rank(best, home)) tellers.set(pair, one);
    }
  }
  return tellers;
}

/** Rows of all pairs, each as its teller has told it. */
export function toldOnce(told: readonly ToldFigures[]): { rows: PairFigures[]; open: OpenCounts[] } {
  const tellers = tellersOf(told);
  const isTeller = (one: ToldFigures, row: { collecting: string; home: string }): boolean =>
    tellers.get(pairOf(row)) === one;
  return {
    rows: told.flatMap((one) => one.rows.filter((row) => isTeller(one, row))),
    open: told.flatMap((one) => one.open.filter((row) => isTeller(one, row))),
  };
}

/** Counts of several rows together; buckets of durations are added like all others. */
class Sum {
  private readonly counts = new Map<string, number>();
  private readonly times = new Map<string, Map<number, number>>();

  add({ measures, counts }: PairFigures): void {
    for (const [i, measure] of measures.entries()) {
      const n = counts[i] ?? 0;
      if (!measure.startsWith('time:')) {
        this.counts.set(measure, (this.counts.get(measure) ?? 0) + n);
        continue;
      }
      const at = measure.lastIndexOf(':');
      const [name, bucket] = [measure.slice('time:'.length, at), Number(measure.slice(at + 1))];
      const buckets = this.times.get(name) ?? new Map<number, number>();
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + n);
      this.times.set(name, buckets);
    }
  }

  of(measure: string): number {
    return this.counts.get(measure) ?? 0;
  }

  duration(name: string): DurationView {
    const buckets = this.times.get(name) ?? new Map<number, number>();
    return {
      count: [...buckets.values()].reduce((sum, n) => sum + n, 0),
      medianSeconds: durationAt(0.5, buckets),
      p95Seconds: durationAt(0.95, buckets),
    };
  }
}

type OpenSum = Pick<FigureView, 'open' | 'dueSoon' | 'overdue'>;
const NOT_ASKED: OpenSum = { open: null, dueSoon: null, overdue: null };

const openSum = (open: readonly OpenCounts[]): OpenSum =>
  open.reduce(
    (sum, one) => ({
      open: (sum.open ?? 0) + one.open,
      dueSoon: (sum.dueSoon ?? 0) + one.dueSoon,
      overdue: (sum.overdue ?? 0) + one.overdue,
    }),
    { open: 0, dueSoon: 0, overdue: 0 },
  );

/** One line of figures from the rows that make it up. */
export function figureOf(
  rows: readonly PairFigures[],
  open: readonly OpenCounts[] | null,
  place: Partial<FigureView>,
): FigureView {
  const sum = new Sum();
  for (const row of rows) sum.add(row);
  const promised = sum.of('met:promise') + sum.of('missed:promise');
  return {
    period: null,
    collecting: null,
    collectingName: null,
    home: null,
    homeName: null,
    itemCode: null,
    itemName: null,
    mode: null,
    modeZh: null,
    windowId: null,
    ...place,
    volumes: VOLUME_KINDS.map((kind) => ({ kind, kindZh: VOLUME_NAMES[kind], count: sum.of(kind) })),
    clocks: CLOCK_KINDS.map((kind) => ({
      kind,
      kindZh: CLOCK_NAMES[kind],
      met: sum.of(`met:${kind}`),
      missed: sum.of(`missed:${kind}`),
    })).filter(({ met, missed }) => met + missed > 0),
    onTimeShare: promised === 0 ? null : sum.of('met:promise') / promised,
    handling: sum.duration(HANDLING),
    holders: HOLDERS.map((holder) => ({ holder, holderZh: HOLDER_NAMES[holder], ...sum.duration(holder) })).filter(
      ({ count }) => count > 0,
    ),
    cards: CARD_LEVELS.flatMap((level) =>
      CARD_LEGS.map((leg) => ({
        level,
        levelZh: CARD_LEVEL_NAMES[level],
        leg,
        legZh: HOLDER_NAMES[leg],
        count: sum.of(`card:${level}:${leg}`),
      })),
    ).filter(({ count }) => count > 0),
    ...(open === null ? NOT_ASKED : openSum(open)),
  };
}

/** Lines by group, in the order of their keys; pairs by collecting and home city. */
export function figuresBy(
  by: FigureGroup,
  { rows, open }: { rows: readonly PairFigures[]; open: readonly OpenCounts[] },
  names: FigureNames,
): FigureView[] {
  if (by === 'all') return [];
  const groups = new Map<string, PairFigures[]>();
  const groupOf = (row: { collecting: string; home: string; key?: string }): string =>
    by === 'pair' ? pairOf(row) : by === 'desk' ? `${row.collecting}/${row.key ?? ''}` : (row.key ?? '');
  for (const row of rows) groups.set(groupOf(row), [...(groups.get(groupOf(row)) ?? []), row]);
  // A pair in which nothing happened meanwhile may have open cases all the same.
  if (by === 'pair') for (const one of open) if (!groups.has(pairOf(one))) groups.set(pairOf(one), []);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, of]) => {
      const own = by === 'pair' ? open.filter((one) => pairOf(one) === group) : null;
      return figureOf(of, own, placeOf(by, group, names));
    });
}

function placeOf(by: FigureGroup, group: string, names: FigureNames): Partial<FigureView> {
  const [first = '', second = ''] = group.split('/');
  switch (by) {
    case 'pair':
      return { collecting: first, collectingName: names.city(first), home: second, homeName: names.city(second) };
    case 'day':
    case 'month':
      return { period: group };
    case 'item':
      return { itemCode: group, itemName: names.item(group) };
    case 'mode':
      return isHandlingMode(group) ? { mode: group, modeZh: HANDLING_MODE_NAMES[group] } : {};
    case 'desk':
      return { collecting: first, collectingName: names.city(first), windowId: second };
    case 'all':
      return {};
  }
}
