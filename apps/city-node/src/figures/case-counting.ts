import { setImmediate as othersFirst } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { HandlingMode } from '#contracts';
import { texts } from '../db/arrays.js';
import { rows, type Tx } from '../db/database.js';
import type { Calendars } from '../sla/calendars.js';
import { firstParties, type SlaFact } from '../sla/case-parties.rules.js';
import { effectiveFacts } from '../sla/effective-facts.js';
import type { DueFile, NextDues } from '../sla/next-due.js';
import { mayBeStanding, plainCourse } from '../sla/plain-course.rules.js';
import { countsOf, type CountedCard } from './case-figures.rules.js';
import { FigureChanges, readCounted, saveCounted, type CellPlace, type CountedCase } from './figure-cells.js';

/** Cases counted without letting anything else of the process come between: about a millisecond's work. */
const CASES_AT_ONCE = 16;

type CountedFile = Omit<DueFile, 'state'> & {
  mode: HandlingMode | null;
  window_id: string | null;
  state: DueFile['state'] & { cards?: number; ineffective: string[] };
  erased: boolean;
};

/** Counts cases into the figures. Cases that this city only hands over are left out: it never saw how they began. */
export class CaseCounting {
  constructor(
    private readonly self: string,
    private readonly dues: Pick<NextDues, 'limitsOf' | 'readLimits'>,
    private readonly calendars: Pick<Calendars, 'of'>,
  ) {}

  /** Counts these cases as they stand now, in place of what they have added before. */
  async count(tx: Tx, caseNos: readonly string[]): Promise<void> {
    const files = await rows<CountedFile>(
      tx,
      `select case_no, collecting_city, home_city, item_code, item_version, mode, window_id, state, changed_at,
         exists (select 1 from erasure e where e.case_no = f.case_no) as erased
       from case_file f where case_no = any($1::text[]) and $2 in (collecting_city, home_city)`,
      [texts(caseNos), this.self],
    );
    // A former home city hears no more of a case that it has passed on: what it had counted goes.
    const before = await readCounted(tx, caseNos);
    // What was erased cannot be read again, and has been counted when it could be.
    const open = files.filter((file) => !(file.erased && before.has(file.case_no)));
    if (open.some((file) => this.dues.limitsOf(file) === undefined)) await this.dues.readLimits();
    const facts = await this.facts(tx, open);
    const cards = await cardsOf(tx, open);
    const changes = new FigureChanges();
    const after = new Map<string, CountedCase>();
    for (const [i, file] of open.entries()) {
      // People's acts and batches that arrive meanwhile come first.
      if (i % CASES_AT_ONCE === CASES_AT_ONCE - 1) await othersFirst();
      const counted = this.counted(file, facts.get(file.case_no) ?? [], cards.get(file.case_no) ?? []);
      const known = before.get(file.case_no);
      if (known && isDeepStrictEqual(known, counted)) continue;
      if (known) changes.take(known, -1);
      changes.take(counted, 1);
      after.set(file.case_no, counted);
    }
    const ours = new Set(files.map(({ case_no }) => case_no));
    const gone = [...before.keys()].filter((caseNo) => !ours.has(caseNo));
    for (const caseNo of gone) changes.take(before.get(caseNo) as CountedCase, -1);
    if (gone.length > 0) tx.later('delete from supervision_counted where case_no = any($1::text[])', [texts(gone)]);
    saveCounted(tx, after);
    await changes.save(tx);
  }

  private counted(file: CountedFile, facts: readonly SlaFact[], cards: readonly CountedCard[]): CountedCase {
    const place: CellPlace = {
      collecting: file.collecting_city,
      home: file.home_city,
      item: file.item_code ?? '',
      mode: file.mode ?? '',
      window: file.window_id ?? '',
    };
    // The first home city stands in the number.
    const first = firstParties(file.collecting_city, file.case_no.slice(2, 8));
    return { place, days: countsOf(facts, first, this.dues.limitsOf(file) ?? null, this.calendars.of, cards) };
  }

  /** Effective facts: of a plain case from its file, so that nothing of it is read; of all others from the events. */
  private async facts(tx: Tx, files: readonly CountedFile[]): Promise<Map<string, readonly SlaFact[]>> {
    const shelves = await shelfTimes(
      tx,
      files.filter(({ state }) => 'pickup.ready' in state.times),
    );
    const found = new Map<string, readonly SlaFact[]>();
    const others: CountedFile[] = [];
    for (const file of files) {
      const { times, roles, mode } = file.state;
      const shelfUntil = shelves.get(file.case_no) ?? null;
      const mayStand = mayBeStanding(this.dues.limitsOf(file));
      const facts = mode === null ? null : plainCourse({ times, roles, mode, shelfUntil, mayStand });
      if (facts) found.set(file.case_no, facts);
      else others.push(file);
    }
    if (others.length > 0) {
      const read = await effectiveFacts(
        tx,
        others.map(({ case_no, state }) => ({ case_no, ineffective: state.ineffective })),
      );
      for (const [caseNo, facts] of read) found.set(caseNo, facts);
    }
    return found;
  }
}

/** Until when results lie on their shelves, by case number. */
async function shelfTimes(tx: Tx, files: readonly CountedFile[]): Promise<Map<string, string>> {
  if (files.length === 0) return new Map();
  const found = await rows<{ case_no: string; until: string | null }>(
    tx,
    `select substr(lane, 6) as case_no, data::jsonb->'body'->>'shelfUntil' as until from event
     where lane = any($1::text[]) and type = 'pickup.ready' and kept_reason is null and data is not null order by id`,
    [texts(files.map(({ case_no }) => `case/${case_no}`))],
  );
  return new Map(found.flatMap(({ case_no, until }) => (until === null ? [] : [[case_no, until]])));
}

async function cardsOf(tx: Tx, files: readonly CountedFile[]): Promise<Map<string, CountedCard[]>> {
  const carded = files.filter(({ state }) => state.cards).map(({ case_no }) => case_no);
  if (carded.length === 0) return new Map();
  const found = await rows<Omit<CountedCard, 'cardedAt'> & { case_no: string; carded_at: Date }>(
    tx,
    'select case_no, level, leg, state, carded_at from case_card where case_no = any($1::text[])',
    [texts(carded)],
  );
  const cards = new Map<string, CountedCard[]>();
  for (const { case_no, carded_at, ...card } of found) {
    cards.set(case_no, [...(cards.get(case_no) ?? []), { ...card, cardedAt: carded_at.toISOString() }]);
  }
  return cards;
}
