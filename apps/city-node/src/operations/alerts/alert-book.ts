import type { AlertView } from '#contracts';
import type { Database } from '../../db/database.js';

export type AlertKind = AlertView['kind'];

export const ALERT_NAMES: Readonly<Record<AlertKind, string>> = {
  LINK_DOWN: '链路中断',
  HELD_LONG: '办件滞留',
  RED_CARD: '红牌',
  KEY_EXPIRING: '密钥将到期',
  STORAGE_LOW: '存储空间不足',
};

/** Something that is wrong now; of one kind and subject there is one alert at a time. */
export interface Trouble {
  kind: AlertKind;
  subject: string;
  words: string;
  since: Date;
}

export interface AlertRow {
  id: number;
  kind: AlertKind;
  subject: string;
  words: string;
  since: Date;
  ended_at: Date | null;
  told_at: Date | null;
  attempts: number;
  last_fault: string | null;
}

const COLUMNS = 'id, kind, subject, words, since, ended_at, told_at, attempts, last_fault';
const SHOWN = 100;

/** Alerts as they are kept: begun, ended, told. */
export class AlertBook {
  constructor(private readonly db: Database) {}

  /** Begins what is new and ends what is no longer there. Returns how many begun and ended. */
  async take(troubles: readonly Trouble[], now: Date): Promise<{ begun: number; ended: number }> {
    const lists = [troubles.map(({ kind }) => kind), troubles.map(({ subject }) => subject)];
    const begun = await this.db.query(
      `insert into alert (kind, subject, words, since)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
       on conflict (kind, subject) where ended_at is null do nothing returning id`,
      [...lists, troubles.map(({ words }) => words), troubles.map(({ since }) => since.toISOString())],
    );
    const ended = await this.db.query(
      `update alert set ended_at = greatest($3, since), attempts = 0, next_try_at = null where ended_at is null
       and (kind, subject) not in (select * from unnest($1::text[], $2::text[])) returning id`,
      [...lists, now],
    );
    return { begun: begun.length, ended: ended.length };
  }

  /** What the webhook has still to be told, oldest first: the beginning of each before its end. */
  untold(now: Date): Promise<AlertRow[]> {
    return this.db.query<AlertRow>(
      `select ${COLUMNS} from alert where end_told_at is null and (told_at is null or ended_at is not null)
         and (next_try_at is null or next_try_at <= $1) order by id limit 50`,
      [now],
    );
  }

  async told(id: number, end: boolean, now: Date): Promise<void> {
    await this.db.query(
      `update alert set ${end ? 'end_told_at' : 'told_at'} = $2, attempts = 0, next_try_at = null, last_fault = null
       where id = $1`,
      [id, now],
    );
  }

  async failed(id: number, fault: string, nextTryAt: Date): Promise<void> {
    await this.db.query('update alert set attempts = attempts + 1, last_fault = $2, next_try_at = $3 where id = $1', [
      id,
      fault,
      nextTryAt,
    ]);
  }

  /** Alerts that stand, then the newest of those that ended. */
  async recent(): Promise<AlertView[]> {
    const found = await this.db.query<AlertRow>(
      `select ${COLUMNS} from alert order by ended_at is not null, since desc, id desc limit $1`,
      [SHOWN],
    );
    return found.map((row) => ({
      id: String(row.id),
      kind: row.kind,
      zh: ALERT_NAMES[row.kind],
      subject: row.subject,
      words: row.words,
      since: row.since.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      toldAt: row.told_at?.toISOString() ?? null,
      attempts: row.attempts,
      lastFault: row.last_fault,
    }));
  }
}
