import type { Logger } from 'pino';
import { FiguresAnswer, type ErrorCode, type FiguresQuestion, type ListFigures } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { Asker } from '../exchange/status/asker.js';
import type { Breakers } from '../partners/breakers.js';
import { CityAnswers, questionText } from './city-answers.js';
import { silentSince } from './figure-sources.js';

/** Figures of another city as they were at an instant. */
export interface KnownFigures {
  rows: FiguresAnswer['rows'];
  open: FiguresAnswer['open'];
  behind: number;
  asOf: string;
}

/** How another city stands to one question. */
export type CityFigures =
  | { state: 'LIVE'; known: KnownFigures }
  | { state: 'ASKING'; known: KnownFigures | null }
  | { state: 'AWAY'; known: KnownFigures | null; reason: ErrorCode; since: string | null };

const ASK_MS = 4000;
const MAX_PAGES = 50;
const KEPT_DAYS = 40;

/** Asks other cities for their figures, through the breakers, and keeps what they last told. */
export class OtherCities {
  private readonly answers: CityAnswers<FiguresQuestion, KnownFigures>;

  constructor(
    private readonly db: Database,
    private readonly asker: Asker,
    private readonly breakers: Breakers,
    private readonly clock: Clock,
    log: Logger,
  ) {
    this.answers = new CityAnswers((city, question) => this.ask(city, question), log);
  }

  /** What each city tells, as far as it has come in a moment; what comes later is there at the next call. */
  async figures(cities: readonly string[], input: ListFigures): Promise<Map<string, CityFigures>> {
    const question: FiguresQuestion = { ...input };
    const answered = await this.answers.of(cities, question);
    const kept = await this.kept(cities, questionText(question));
    const silent = await silentSince(this.db, cities);
    return new Map(
      [...answered].map(([city, one]): [string, CityFigures] => {
        const known = kept.get(city) ?? null;
        if (one.state === 'LIVE') return [city, one];
        if (one.state === 'ASKING') return [city, { state: 'ASKING', known }];
        return [city, { state: 'AWAY', known, reason: one.reason, since: silent.get(city) ?? null }];
      }),
    );
  }

  private async ask(city: string, question: FiguresQuestion): Promise<KnownFigures> {
    const known: KnownFigures = { rows: [], open: [], behind: 0, asOf: '' };
    let after: string | null | undefined;
    for (let page = 0; after !== null && page < MAX_PAGES; page += 1) {
      const asked = after === undefined ? question : { ...question, after };
      const { body } = await this.breakers.attempt(city, () =>
        this.asker.ask(city, 'supervision.figures', asked, FiguresAnswer, ASK_MS),
      );
      known.rows.push(...body.rows);
      known.open.push(...body.open);
      if (page === 0) ({ behind: known.behind, asOf: known.asOf } = body);
      after = body.next;
    }
    await this.keep(city, questionText(question), known);
    return known;
  }

  private async keep(city: string, text: string, known: KnownFigures): Promise<void> {
    await this.db.query(
      `insert into supervision_known (city, question, answer, known_at) values ($1, $2, $3, $4)
       on conflict (city, question) do update set answer = excluded.answer, known_at = excluded.known_at`,
      [city, text, JSON.stringify(known), known.asOf],
    );
    const oldest = new Date(this.clock.now().getTime() - KEPT_DAYS * 86_400_000);
    await this.db.query('delete from supervision_known where city = $1 and known_at < $2', [city, oldest]);
  }

  private async kept(cities: readonly string[], text: string): Promise<Map<string, KnownFigures>> {
    const found = await this.db.query<{ city: string; answer: KnownFigures }>(
      'select city, answer from supervision_known where city = any($1) and question = $2',
      [cities, text],
    );
    return new Map(found.map(({ city, answer }) => [city, answer]));
  }
}
