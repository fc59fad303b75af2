import type { Logger } from 'pino';
import { TongbanError } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../../db/database.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import { noteIdentity, readIdentity } from './database-identity.js';

interface Stopped {
  partner: string;
  ahead: boolean;
}

/** Partners beside whom nothing may be stated in an existing case. */
const STOPPED = `select coalesce(r.partner, o.partner) as partner, o.hold_reason is not distinct from 'partner_ahead' as ahead
  from recovery r full join (select partner, hold_reason from link_out where hold_reason = 'partner_ahead') o
    on o.partner = r.partner where r.released_at is null`;
/** Partners that agreed with the replica that leads now, and those that a restore waits for. */
const AGREED = `select a.partner from link_agreement a join lease l on l.generation = a.generation
  where l.name = 'exchange' and l.expires_at > clock_timestamp() union select partner from recovery`;

/**
 * Knows, on every replica, whether this database may be older than what partners hold of us, and stops acts on
 * existing cases until they agree. Reading and taking in new cases is never stopped: a new lane cannot fork.
 */
export class RestoreWatch {
  private identity: string | null = null;
  private waiting = new Set<string>();
  private readonly startedAt = Date.now();
  private besideOthers = false;
  /** Called when the last partner that had to agree has agreed. */
  readonly finished: (() => void)[] = [];

  constructor(
    private readonly replica: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly graceMs: number,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Partners that have not agreed since the restore, as of the last look. */
  get unconfirmed(): ReadonlySet<string> {
    return this.waiting;
  }

  /** Looks which database this is and who has yet to agree. Called at the start and as often as the lease is kept. */
  async look(): Promise<void> {
    const identity = await readIdentity(this.db);
    if (identity !== this.identity) {
      const partners = this.directory.current.partnersOf(this.directory.self);
      const seen = await this.db.transaction((em) => noteIdentity(em, identity, partners, this.clock.now()));
      if (this.identity === null) await this.lookForOthers();
      this.identity = identity;
      if (seen.changed && seen.restored) {
        this.log.warn({ databaseIdentity: identity }, 'database was restored or failed over: partners have to agree');
      }
    }
    const found = await this.db.query<{ partner: string }>('select partner from recovery order by partner');
    const before = this.waiting;
    this.waiting = new Set(found.map((row) => row.partner));
    if (before.size > 0 && this.waiting.size === 0) for (const call of this.finished) call();
  }

  /** A replica that joins one at work has nothing to fear: that one agreed on this very database. */
  private async lookForOthers(): Promise<void> {
    const [lease] = await this.db.query<{ holder: string }>(
      "select holder from lease where name = 'exchange' and expires_at > clock_timestamp()",
    );
    this.besideOthers = lease !== undefined && lease.holder !== this.replica;
  }

  /** True once the first seconds after a plain start are over. */
  get graceOver(): boolean {
    return this.besideOthers || Date.now() - this.startedAt > this.graceMs;
  }

  /**
   * Before an act on an existing case: throws link_starting in the first seconds after a start, recovery_pending where a
   * partner has not agreed since a restore, partner_ahead where it holds more of us than we do.
   */
  async check(em: Tx, parties: readonly string[]): Promise<void> {
    (await this.judge(em, true))(parties);
  }

  /** The same for many cases at once. `known`: there are existing cases among them; new ones need no look. */
  async judge(em: Tx, known: boolean): Promise<(parties: readonly string[]) => void> {
    if (!known) return () => undefined;
    const [stopped, agreed] = await Promise.all([
      rows<Stopped>(em, STOPPED),
      this.graceOver ? null : rows<{ partner: string }>(em, AGREED),
    ]);
    const reasons = new Map(
      stopped.map((row) => [row.partner, row.ahead ? 'partner_ahead' : 'recovery_pending'] as const),
    );
    const mayGoOn = agreed && new Set(agreed.map(({ partner }) => partner));
    return (parties) => {
      if (this.identity === null) throw new TongbanError('link_starting');
      for (const partner of parties) {
        const reason = reasons.get(partner);
        if (reason) throw new TongbanError(reason, { partner });
        if (mayGoOn && !mayGoOn.has(partner)) throw new TongbanError('link_starting', { partner });
      }
    };
  }

  /** The same without waiting after a plain start: for lists, which rest on no partner's answer. */
  async checkComplete(em: Tx, parties: readonly string[]): Promise<void> {
    if (this.identity === null) throw new TongbanError('link_starting');
    const [stopped] = await rows<{ partner: string; ahead: boolean }>(
      em,
      `select p.partner, o.hold_reason is not distinct from 'partner_ahead' as ahead
       from unnest($1::text[]) as p (partner)
       left join recovery r on r.partner = p.partner left join link_out o on o.partner = p.partner
       where r.released_at is null and (r.partner is not null or o.hold_reason = 'partner_ahead') limit 1`,
      [parties],
    );
    if (!stopped) return;
    throw new TongbanError(stopped.ahead ? 'partner_ahead' : 'recovery_pending', { partner: stopped.partner });
  }

  /** For the health report: partners that have yet to agree. */
  report(): { ok: boolean; detail?: string } {
    if (this.waiting.size === 0) return { ok: true };
    return { ok: false, detail: `restored; waiting for ${[...this.waiting].join(', ')}` };
  }
}
