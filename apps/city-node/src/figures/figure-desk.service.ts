import type { FigureSourceView, FiguresView, ListFigures, RecountView } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { recount } from './figure-keeper.js';
import { checkRange } from './figure-range.rules.js';
import type { FigureReads } from './figure-reads.js';
import { figureOf, figuresBy, toldOnce, type ToldFigures } from './figure-sum.rules.js';
import type { FigureSources } from './figure-sources.js';
import type { OtherCities } from './other-cities.js';

/** 监督统计: figures of all cities that this one may ask, as far as they have answered. */
export class FigureDesk {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly reads: FigureReads,
    private readonly others: OtherCities,
    private readonly clock: Clock,
    private readonly citiesFrom: FigureSources,
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
      this.others.figures(this.citiesFrom.citiesToAsk(input), input),
    ]);
    const told: ToldFigures[] = [{ city: this.self, live: true, asOf, rows, open }];
    const sources: FigureSourceView[] = [this.citiesFrom.own(asOf, behind)];
    for (const [city, one] of others) {
      sources.push(this.citiesFrom.ofFigures(city, one));
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

  private async itemNames(by: ListFigures['by']): Promise<(code: string) => string | null> {
    if (by !== 'item') return () => null;
    const found = await this.db.query<{ item_code: string; name: string }>(
      'select distinct on (item_code) item_code, name from service_item order by item_code, version desc',
    );
    const names = new Map(found.map(({ item_code, name }) => [item_code, name]));
    return (code) => names.get(code) ?? null;
  }
}
