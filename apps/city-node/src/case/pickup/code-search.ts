import type { Logger } from 'pino';
import { maskName, maskPhone, statusNameIn, TongbanError, type CaseStatus, type FindByPickupCode } from '#contracts';
import type { HandlingMode, PickupMatch, PickupMatches } from '#contracts';
import type { Clock } from '#runtime';
import { byteas, instants } from '../../db/arrays.js';
import { rows, type Database, type Tx } from '../../db/database.js';
import { revisionOf, type Head } from '../../exchange/state/lanes.js';
import type { CommandContext } from '../case-desk.service.js';
import { readInstruction, readPointName } from './instruction-read.js';
import { MAX_WRONG_CODES, type PickupCodes } from './pickup-code.js';
import { lockedUntil, MAX_WRONG_OF_PERSON, type WrongCodes } from './search-bounds.rules.js';

/** Wrong codes are forgotten after this time. */
const FORGOTTEN_AFTER_MS = 60 * 60_000;
const ONE_AT_A_TIME = 720261124;

interface OnShelf {
  case_no: string;
  code_hash: Buffer;
  attempts: number;
  point_id: string | null;
  shelf_until: Date;
  heads: Record<string, Head>;
}

const ON_SHELF = `select f.case_no, c.code_hash, c.attempts, f.point_id, c.shelf_until, l.heads
  from case_file f join pickup_code c using (case_no) join lane l on l.lane = 'case/' || f.case_no
  where f.pickup_city = $1 and f.status = 'READY_FOR_PICKUP'`;

/**
 * 凭码查找: whose result a code is for. A code tried against all that lies on the shelves belongs to no case whose lock
 * could count it, so it counts against who tries, their window and the city (see the bounds), right ones in between or not.
 */
export class CodeSearch {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly codes: PickupCodes,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Throws pickup_code_wrong, pickup_code_locked, pickup_search_locked, case_not_found, action_not_allowed. */
  async find({ user }: CommandContext, { pickupCode, caseNo }: FindByPickupCode): Promise<PickupMatches> {
    // Committed before anything is refused: a wrong code counts, whatever follows.
    const found = await this.db.transaction((em) =>
      caseNo === undefined ? this.search(em, user.username, pickupCode) : this.compare(em, caseNo, pickupCode),
    );
    if ('attemptsLeft' in found) throw new TongbanError('pickup_code_wrong', { attemptsLeft: found.attemptsLeft });
    const only = found.matches.length === 1;
    return {
      matches: found.matches.map(({ recipientName: name, ...one }) => ({
        ...one,
        recipientName: only ? name : maskName(name),
      })),
    };
  }

  private async search(em: Tx, username: string, code: string): Promise<PickupMatches | { attemptsLeft: number }> {
    const now = this.clock.now();
    // Those who guess side by side wait for one another: each is counted before the next.
    await rows(em, 'select pg_advisory_xact_lock($1)', [ONE_AT_A_TIME]);
    const onShelf = await rows<OnShelf>(em, ON_SHELF, [this.self]);
    const wrong = await this.wrongCodes(em, username, now);
    const until = lockedUntil(wrong, onShelf.length, FORGOTTEN_AFTER_MS);
    if (until !== null) {
      if (wrong.person.length < MAX_WRONG_OF_PERSON) this.log.warn({ username }, 'codes are guessed by several people');
      throw new TongbanError('pickup_search_locked', { until: until.toISOString() });
    }
    const fitting = this.codes.fitting(code, onShelf);
    if (fitting.length === 0) return { attemptsLeft: await this.countWrong(em, username, code, now) };
    const open = fitting.filter(({ attempts }) => attempts < MAX_WRONG_CODES);
    if (open.length === 0) throw new TongbanError('pickup_code_locked', { caseNo: fitting[0]?.case_no });
    return { matches: await Promise.all(open.map((one) => this.match(em, one))) };
  }

  /** Wrong codes of the last hour, of this person, of their window, and of all. */
  private async wrongCodes(em: Tx, username: string, now: Date): Promise<WrongCodes> {
    const found = await rows<{ at: Date; own: boolean; beside: boolean }>(
      em,
      `select w.at, s.username = $1 as own,
         s.username = $1 or (a.window_id is not null and a.window_id = me.window_id) as beside
       from pickup_search s cross join lateral unnest(s.wrong_at) as w (at)
       left join account a on a.username = s.username left join account me on me.username = $1
       where w.at > $2 order by w.at`,
      [username, new Date(now.getTime() - FORGOTTEN_AFTER_MS)],
    );
    const times = (which: (row: (typeof found)[number]) => boolean): Date[] => found.filter(which).map(({ at }) => at);
    return { person: times(({ own }) => own), window: times(({ beside }) => beside), city: times(() => true) };
  }

  /** The same wrong code once more is no other guess. Gives how many are left to this person. */
  private async countWrong(em: Tx, username: string, code: string, now: Date): Promise<number> {
    const [row] = await rows<{ wrong_at: Date[]; tried: Buffer[] }>(
      em,
      'select wrong_at, tried from pickup_search where username = $1',
      [username],
    );
    const guesses = (row?.wrong_at ?? [])
      .map((at, i) => ({ at, tried: row?.tried[i] ?? Buffer.alloc(0) }))
      .filter(({ at }) => at.getTime() > now.getTime() - FORGOTTEN_AFTER_MS);
    const tried = this.codes.triedHash(code);
    if (guesses.some((one) => one.tried.equals(tried))) return MAX_WRONG_OF_PERSON - guesses.length;
    const all = [...guesses, { at: now, tried }];
    await rows(
      em,
      `insert into pickup_search (username, wrong_at, tried)
       values ($1, $2::timestamptz[], $3::bytea[])
       on conflict (username) do update set wrong_at = excluded.wrong_at, tried = excluded.tried`,
      [username, instants(all.map(({ at }) => at)), byteas(all.map((one) => one.tried))],
    );
    return MAX_WRONG_OF_PERSON - all.length;
  }

  private async compare(em: Tx, caseNo: string, code: string): Promise<PickupMatches | { attemptsLeft: number }> {
    const [one] = await rows<OnShelf>(em, `${ON_SHELF} and f.case_no = $2`, [this.self, caseNo]);
    if (!one) throw await this.notHere(em, caseNo);
    const { code: right, attemptsLeft } = await this.codes.attempt(em, caseNo, code, () => Promise.resolve(true));
    return right ? { matches: [await this.match(em, one)] } : { attemptsLeft };
  }

  private async notHere(em: Tx, caseNo: string): Promise<TongbanError> {
    const [file] = await rows<{ status: CaseStatus; mode: HandlingMode | null }>(
      em,
      'select status, mode from case_file where case_no = $1 and pickup_city = $2',
      [caseNo, this.self],
    );
    if (!file) return new TongbanError('case_not_found', { caseNo });
    const statusZh = statusNameIn(file.status, file.mode);
    const reason = `办件当前为“${statusZh}”，不在待领架上`;
    return new TongbanError('action_not_allowed', { action: 'hand-over', status: file.status, statusZh, reason });
  }

  private async match(em: Tx, { case_no: caseNo, heads, point_id, shelf_until }: OnShelf): Promise<PickupMatch> {
    const [instructed, pointName] = await Promise.all([
      readInstruction(em, caseNo),
      readPointName(em, this.self, point_id),
    ]);
    return {
      caseNo,
      revision: revisionOf(heads),
      resultName: instructed.resultName,
      recipientName: instructed.recipientName,
      recipientPhoneMasked: maskPhone(instructed.recipientPhone),
      agentMayCollect: instructed.agentMayCollect,
      pointId: instructed.pointId,
      pointName: pointName ?? null,
      shelfUntil: shelf_until.toISOString(),
      isOver: this.clock.now() >= shelf_until,
      instructedAgain: instructed.again,
    };
  }
}
