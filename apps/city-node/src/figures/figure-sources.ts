import { ERROR_CATALOGUE, type ErrorCode, type FigureSourceView, type ListFigures } from '#contracts';
import type { Database } from '../db/database.js';
import type { DirectoryService } from '../partners/directory.service.js';
import type { CityFigures } from './other-cities.js';
import type { Answered } from './city-answers.js';

/** Which cities are asked, and how each of them is named among the sources of a page. */
export class FigureSources {
  constructor(
    readonly self: string,
    private readonly directory: DirectoryService,
  ) {}

  /** Cities that tell something which the question is about: supervised ones of all theirs, others of what is between us. */
  citiesToAsk({ collecting, home }: Pick<ListFigures, 'collecting' | 'home'>): string[] {
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

  own(asOf: string, behind: number): FigureSourceView {
    const words = behind > 0 ? `本市数据，尚有约 ${behind} 条记录待统计` : '本市数据';
    return {
      ...{ city: this.self, cityName: this.directory.current.nameOf(this.self), state: 'OWN' as const, asOf },
      ...{ missingSince: null, reason: null, words },
    };
  }

  ofFigures(city: string, one: CityFigures): FigureSourceView {
    const asOf = one.known?.asOf ?? null;
    if (one.state !== 'AWAY') return this.answering(city, one.state, asOf);
    const shown = asOf === null ? '尚无其此前数据' : `所示为其 ${atMinute(asOf)} 的数据`;
    const rest = `${shown}，与本市之间的办件按本市记录统计`;
    return this.away(city, asOf === null ? 'MISSING' : 'KEPT', asOf, one, rest);
  }

  /** Lists of cases are not kept: where a case stands now is not what it was. */
  ofCases(city: string, one: Answered<{ asOf: string }>, since: string | null): FigureSourceView {
    if (one.state !== 'AWAY') return this.answering(city, one.state, one.state === 'LIVE' ? one.known.asOf : null);
    const rest = '与本市之间的办件按本市记录列出，其与别市之间的办件暂未列出';
    return this.away(city, 'MISSING', null, { reason: one.reason, since }, rest);
  }

  private answering(city: string, state: 'LIVE' | 'ASKING', asOf: string | null): FigureSourceView {
    const words = state === 'LIVE' ? '已即时答复' : '正在询问，请稍候';
    return { city, cityName: this.nameOf(city), asOf, state, missingSince: null, reason: null, words };
  }

  private away(
    city: string,
    state: 'KEPT' | 'MISSING',
    asOf: string | null,
    { reason, since }: { reason: ErrorCode; since: string | null },
    rest: string,
  ): FigureSourceView {
    const cityName = this.nameOf(city);
    const from = since === null ? '' : `自 ${atMinute(since)} 起`;
    const words = `${cityName}${from}未答复（${ERROR_CATALOGUE[reason].zh}）；${rest}`;
    return { city, cityName, asOf, state, missingSince: since, reason, words };
  }

  private nameOf(city: string): string {
    return this.directory.current.nameOf(city);
  }
}

/** Since when nothing is heard of cities, as the link knows it. */
export async function silentSince(db: Database, cities: readonly string[]): Promise<Map<string, string>> {
  const found = await db.query<{ partner: string; since: Date }>(
    `select s.partner, coalesce(o.began_at, s.contact_at, s.since) as since from link_state s
     left join link_outage o on o.partner = s.partner and o.ended_at is null and o.cause = 'DOWN'
     where s.partner = any($1)`,
    [cities],
  );
  return new Map(found.map(({ partner, since }) => [partner, since.toISOString()]));
}

/** `11-22 17:05` in China. */
function atMinute(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
}
