import {
  FiguresAnswer,
  isErrorCode,
  TongbanError,
  type ErrorCode,
  type FiguresQuestion,
  type ListFigures,
} from '#contracts';
import type { Logger } from 'pino';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { Asker } from '../exchange/status/asker.js';
import type { Breakers } from '../partners/breakers.js';

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
/** An answer serves so long before the city is asked again; a failure too, so that a page that looks again waits. */
const FRESH_MS = 5000;
/** Nobody looks at a page for longer without any figure: what has not come by then comes with the next look. */
const WAIT_MS = 700;
const MAX_PAGES = 50;
const KEPT_DAYS = 40;
const MAX_REMEMBERED = 500;

interface Remembered {
  asking: Promise<void> | null;
  at: number;
  outcome: { known: KnownFigures } | { reason: ErrorCode } | null;
}

/** Asks other cities for their figures, through the breakers, and keeps what they last told. */
export class OtherCities {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly db: Database,
    private readonly asker: Asker,
    private readonly breakers: Breakers,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** What each city tells, as far as it has come in a moment; what comes later is there at the next call. */
  async figures(cities: readonly string[], input: ListFigures): Promise<Map<string, CityFigures>> {
    const question: FiguresQuestion = { ...input };
    const text = questionText(question);
    const asked = cities.map((city) => ({ city, one: this.askFresh(city, question, text) }));
    const all = Promise.all(asked.map(({ one }) => one.asking ?? Promise.resolve()));
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise((resolve) => (timer = setTimeout(resolve, WAIT_MS)));
    await Promise.race([all, enough]);
    clearTimeout(timer);
    const kept = await this.kept(cities, text);
    const silent = await this.silentSince(cities);
    return new Map(
      asked.map(({ city, one }): [string, CityFigures] => {
        const known = kept.get(city) ?? null;
        const { outcome } = one;
        if (one.asking !== null || outcome === null) return [city, { state: 'ASKING', known }];
        if ('known' in outcome) return [city, { state: 'LIVE', known: outcome.known }];
        return [city, { state: 'AWAY', known, reason: outcome.reason, since: silent.get(city) ?? null }];
      }),
    );
  }

  private askFresh(city: string, question: FiguresQuestion, text: string): Remembered {
    const key = `${city} ${text}`;
    const now = performance.now();
    const found = this.remembered.get(key);
    if (found && (found.asking !== null || now - found.at < FRESH_MS)) return found;
    if (this.remembered.size >= MAX_REMEMBERED) this.forgetOld(now);
    const one: Remembered = { asking: null, at: now, outcome: null };
    this.remembered.set(key, one);
    one.asking = this.ask(city, question, text)
      .then(
        (known) => void (one.outcome = { known }),
        (error: unknown) => {
          const code = error instanceof TongbanError && isErrorCode(error.code) ? error.code : 'internal_error';
          if (code === 'internal_error') this.log.warn({ err: error, partner: city }, 'figures not asked');
          one.outcome = { reason: code };
        },
      )
      .finally(() => {
        one.asking = null;
        one.at = performance.now();
      });
    return one;
  }

  private forgetOld(now: number): void {
    for (const [key, { asking, at }] of this.remembered) {
      if (asking === null && now - at > FRESH_MS) this.remembered.delete(key);
    }
  }

  private async ask(city: string, question: FiguresQuestion, text: string): Promise<KnownFigures> {
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
    await this.keep(city, text, known);
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

  /** Since when nothing is heard of cities, as the link knows it. */
  private async silentSince(cities: readonly string[]): Promise<Map<string, string>> {
    const found = await this.db.query<{ partner: string; since: Date }>(
      `select s.partner, coalesce(o.began_at, s.contact_at, s.since) as since from link_state s
       left join link_outage o on o.partner = s.partner and o.ended_at is null and o.cause = 'DOWN'
       where s.partner = any($1)`,
      [cities],
    );
    return new Map(found.map(({ partner, since }) => [partner, since.toISOString()]));
  }
}

/** The same question by the same text. */
const questionText = (question: FiguresQuestion): string =>
  Object.entries(question)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort()
    .join('&');
