import {
  ERROR_CATALOGUE,
  type ErrorCode,
  type FigureSourceView,
  type FiguresView,
  type ListFigures,
  type RecountView,
} from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { recount } from './figure-keeper.js';
import { checkRange } from './figure-range.rules.js';
import type { FigureReads } from './figure-reads.js';
import { figureOf, figuresBy, toldOnce, type ToldFigures } from './figure-sum.rules.js';
import type { CityFigures, OtherCities } from './other-cities.js';

/** 监督统计: figures of all cities that this one may ask, as far as they have answered. */
export class FigureDesk {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly reads: FigureReads,
    private readonly others: OtherCities,
    private readonly clock: Clock,
  ) {}

  /** Throws figures_range. */
  async figures(input: ListFigures): Promise<FiguresView> {
    checkRange(input);
    const scope = { self: this.self, with: null };
    const asOf = this.clock.now().toISOString();
    const [rows, open, behind, others] = await Promise.all([
      this.reads.rows(input, scope),
      this.reads.open(input, scope),
      this.reads.behind(),
      this.others.figures(this.citiesToAsk(input), input),
    ]);
    const told: ToldFigures[] = [{ city: this.self, live: true, asOf, rows, open }];
    const sources: FigureSourceView[] = [this.ownSource(asOf, behind)];
    for (const [city, one] of others) {
      sources.push(this.source(city, one));
      const { known } = one;
      if (known) told.push({ city, live: one.state === 'LIVE', asOf: known.asOf, rows: known.rows, open: known.open });
    }
    const once = toldOnce(told);
    const { from, to, by } = input;
    const names = { city: (code: string) => this.directory.current.nameOf(code), item: await this.itemNames(by) };
    return {
      from,
      to,
      by,
      asOf,
      rows: figuresBy(by, once, names),
      total: figureOf(once.rows, once.open, {}),
      sources,
      behind,
      sample: this.directory.current.document.sample,
    };
  }

  /** Counts all cases anew from their lanes; figures grow again meanwhile. */
  async recount(): Promise<RecountView> {
    await this.db.transaction(recount);
    return { behind: await this.reads.behind() };
  }

  /** Cities that tell something which the question is about: supervised ones of all theirs, others of what is between us. */
  private citiesToAsk({ collecting, home }: ListFigures): string[] {
    const { current } = this.directory;
    const supervised = current.supervisedBy(this.self);
    const agreed = current.agreedWith(this.self);
    const named = [collecting, home].filter((city) => city !== undefined);
    const isMeant = (city: string): boolean => {
      if (named.length === 0) return true;
      if (supervised.includes(city)) return named.length < 2 || named.includes(city);
      return named.includes(city) || (named.length === 1 && named[0] === this.self);
    };
    return [...new Set([...supervised, ...agreed])].filter((city) => city !== this.self && isMeant(city)).sort();
  }

  private ownSource(asOf: string, behind: number): FigureSourceView {
    const words = behind > 0 ? `本市数据，尚有约 ${behind} 条记录待统计` : '本市数据';
    return {
      ...{ city: this.self, cityName: this.directory.current.nameOf(this.self), state: 'OWN' as const, asOf },
      ...{ missingSince: null, reason: null, words },
    };
  }

  private source(city: string, one: CityFigures): FigureSourceView {
    const cityName = this.directory.current.nameOf(city);
    const asOf = one.known?.asOf ?? null;
    const place = { city, cityName, asOf };
    if (one.state === 'LIVE') return { ...place, state: 'LIVE', missingSince: null, reason: null, words: '已即时答复' };
    if (one.state === 'ASKING') {
      return { ...place, state: 'ASKING', missingSince: null, reason: null, words: '正在询问，请稍候' };
    }
    const since = one.since === null ? '' : `自 ${atMinute(one.since)} 起`;
    const shown = asOf === null ? '尚无其此前数据' : `所示为其 ${atMinute(asOf)} 的数据`;
    const words = `${cityName}${since}未答复（${wordsOf(one.reason)}）；${shown}，与本市之间的办件按本市记录统计`;
    const state = asOf === null ? 'MISSING' : 'KEPT';
    return { ...place, state, missingSince: one.since, reason: one.reason, words };
  }

  private async itemNames(by: ListFigures['by']): Promise<(code: string) => string | null> {
    if (by !== 'item') return () => null;
    const found = await this.db.query<{ item_code: string; name: string }>(
      'select distinct on (item_code) item_code, name from service_item order by item_code, version desc',
    );
    const names = new Map(found.map(({ item_code, name }) => [item_code, name]));
    return (code) => names.get(code) ?? null;
  }
}

const wordsOf = (code: ErrorCode): string => ERROR_CATALOGUE[code].zh;

/** `11-22 17:05` in China. */
function atMinute(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
}
