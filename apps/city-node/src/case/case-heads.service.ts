import { CaseHeadQuestion, TongbanError, type CaseHeadAnswer } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { Head } from '../exchange/state/lanes.js';
import type { Answerer } from '../exchange/status/answerer.js';

/** Tells a city that is in a case what we have applied of it. */
export class CaseHeads {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  registerAnswers(answerer: Answerer): void {
    answerer.register('case.head', CaseHeadQuestion, (from, { lane }) => this.answer(from, lane));
  }

  /** For a city that has a part in the case or has stated a fact in it; throws case_not_found for all others. */
  private async answer(from: string, lane: string): Promise<CaseHeadAnswer> {
    const asOf = this.clock.now().toISOString();
    const [found] = await this.db.query<{ heads: Record<string, Head>; parties: (string | null)[] | null }>(
      `select l.heads, array[f.collecting_city, f.home_city, f.pickup_city] as parties
       from lane l left join case_file f on f.case_no = substr(l.lane, 6) where l.lane = $1 and l.lane like 'case/%'`,
      [lane],
    );
    const isParty = found && (from in found.heads || found.parties?.includes(from));
    if (!isParty) throw new TongbanError('case_not_found');
    const heads = Object.entries(found.heads).map(([city, { seq, hash }]) => ({ city, seq, hash }));
    return { heads: heads.sort((a, b) => (a.city < b.city ? -1 : 1)), asOf };
  }
}
