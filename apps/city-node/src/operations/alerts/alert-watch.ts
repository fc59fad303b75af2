import type { Clock } from '#runtime';
import type { Database } from '../../db/database.js';
import { oldestKept } from '../../exchange/settle/unsettled.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { KeyTerms } from '../key-terms.js';
import { freeSpace } from '../node-health.service.js';
import type { Trouble } from './alert-book.js';

const MINUTE_MS = 60_000;

export interface WatchDoors {
  self: string;
  db: Database;
  directory: DirectoryService;
  keys: KeyTerms;
  clock: Clock;
  storageDir: string;
  limits: {
    /** Minutes for which a breaker may be open. */
    linkDownMinutes: number;
    /** Minutes for which the oldest message may wait for a partner's receipt. */
    heldMinutes: number;
    /** Free part of the storage, in percent. */
    storageFreePercent: number;
  };
}

/** Looks for everything that somebody must be told of; what it finds is true now, and no record of the past. */
export class AlertWatch {
  constructor(private readonly doors: WatchDoors) {}

  async look(): Promise<Trouble[]> {
    const found = await Promise.all([this.linksDown(), this.heldLong(), this.redCards(), this.storageLow()]);
    return [...found.flat(), ...this.keysEnding()];
  }

  private async linksDown(): Promise<Trouble[]> {
    const minutes = this.doors.limits.linkDownMinutes;
    const rows = await this.doors.db.query<{ partner: string; began_at: Date }>(
      "select partner, began_at from link_outage where ended_at is null and cause = 'DOWN' and began_at <= $1",
      [this.before(minutes)],
    );
    return rows.map(({ partner, began_at: since }) => ({
      kind: 'LINK_DOWN',
      subject: partner,
      words: `与${this.nameOf(partner)}的链路中断已超过 ${minutes} 分钟；办件已安全留存，恢复后自动转递`,
      since,
    }));
  }

  private async heldLong(): Promise<Trouble[]> {
    const minutes = this.doors.limits.heldMinutes;
    const rows = await this.doors.db.query<{ partner: string; oldest: Date }>(
      `select * from (select c.partner, ${oldestKept('c.partner')} as oldest from unnest($1::text[]) as c (partner)) k
       where oldest <= $2
         and not exists (select 1 from link_hold h where h.partner = k.partner and h.ended_at is null)`,
      [this.doors.directory.current.partnersOf(this.doors.self), this.before(minutes)],
    );
    return rows.map(({ partner, oldest: since }) => ({
      kind: 'HELD_LONG',
      subject: partner,
      words: `发往${this.nameOf(partner)}的办件滞留已超过 ${minutes} 分钟，请查看链路与消息处置队列`,
      since,
    }));
  }

  private async redCards(): Promise<Trouble[]> {
    const rows = await this.doors.db.query<{ case_no: string; city: string; card_id: string; carded_at: Date }>(
      `select case_no, city, card_id, carded_at from case_card where state = 'OPEN' and level = 'RED'
       order by carded_at limit 1000`,
    );
    return rows.map(({ case_no: caseNo, city, card_id: cardId, carded_at: since }) => ({
      kind: 'RED_CARD',
      subject: `${caseNo} ${city} ${cardId}`,
      words: `办件 ${caseNo} 对${this.nameOf(city)}亮红牌，请督办`,
      since,
    }));
  }

  private keysEnding(): Trouble[] {
    const { keys, clock } = this.doors;
    return keys
      .daysLeft()
      .filter(({ days }) => days <= keys.soonDays)
      .map(({ city, name, use, days }) => ({
        kind: 'KEY_EXPIRING',
        subject: `${city} ${use}`,
        words: `${name}的${use === 'sign' ? '签名' : '加密'}密钥还有 ${Math.floor(days)} 天到期，请尽快换发`,
        since: clock.now(),
      }));
  }

  private async storageLow(): Promise<Trouble[]> {
    const { storageDir, limits, clock } = this.doors;
    const free = await freeSpace(storageDir);
    if (free === null || free.percent > limits.storageFreePercent) return [];
    const words = `附件存储所在磁盘剩余空间不足 ${limits.storageFreePercent}%，请扩容或清理`;
    return [{ kind: 'STORAGE_LOW', subject: 'attachments', words, since: clock.now() }];
  }

  private before(minutes: number): Date {
    return new Date(this.doors.clock.now().getTime() - minutes * MINUTE_MS);
  }

  private nameOf(city: string): string {
    return this.doors.directory.current.nameOf(city);
  }
}
