import type { KeyView, PartyKey } from '#contracts';
import type { Clock, Metrics } from '#runtime';
import type { DirectoryService } from '../partners/directory.service.js';

const DAY_MS = 24 * 3_600_000;
const USES = ['sign', 'seal'] as const;
const USE_NAMES = { sign: '签名', seal: '加密' } as const;
const DATE = { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' } as const;

/** 密钥有效期: our own keys and those of partners, as the directory in use tells them. */
export class KeyTerms {
  /** `soonDays`: so many days before its end a key without a successor is shown as ending soon. */
  constructor(
    private readonly self: string,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
    readonly soonDays: number,
    metrics: Metrics,
  ) {
    const help = 'Days until the last valid key of a city and use ends; 0 where none is valid.';
    const gauge = metrics.gauge('tongban_key_days_left', help, ['city', 'use'], () => {
      for (const { city, use, days } of this.daysLeft()) gauge.set({ city, use }, days);
    });
  }

  /** Days until a city has no valid key of a use any more, fractions included; 0 where it has none now. */
  daysLeft(): { city: string; name: string; use: 'sign' | 'seal'; days: number }[] {
    const at = this.clock.now().toISOString();
    return this.directory.current.cities.flatMap(({ city, name, keys }) =>
      USES.map((use) => {
        const valid = keys.filter((key) => key.use === use && isValid(key, at));
        const last = valid
          .map(({ until }) => until)
          .sort()
          .at(-1);
        const days = last === undefined ? 0 : (Date.parse(last) - Date.parse(at)) / DAY_MS;
        return { city, name, use, days };
      }),
    );
  }

  /** Ours first, then by city; of each city what ends first. */
  list(): KeyView[] {
    const at = this.clock.now().toISOString();
    const cities = [...this.directory.current.cities].sort((a, b) =>
      a.city === this.self ? -1 : b.city === this.self ? 1 : a.city < b.city ? -1 : 1,
    );
    return cities.flatMap(({ city, name, keys }) =>
      [...keys].sort((a, b) => (a.until < b.until ? -1 : 1)).map((key) => this.viewOf(city, name, key, keys, at)),
    );
  }

  private viewOf(city: string, name: string, key: PartyKey, all: readonly PartyKey[], at: string): KeyView {
    const { kid, use, from, until, revokedAt } = key;
    const daysLeft = Math.max(0, Math.floor((Date.parse(until) - Date.parse(at)) / DAY_MS));
    const succeeded = all.some((one) => one.use === use && one.until > until && one.revokedAt === null);
    const soon = daysLeft <= this.soonDays && !succeeded;
    const state: KeyView['state'] =
      revokedAt !== null && revokedAt <= at
        ? 'REVOKED'
        : until <= at
          ? 'EXPIRED'
          : from > at
            ? 'FUTURE'
            : soon
              ? 'SOON'
              : 'VALID';
    const day = new Date(until).toLocaleDateString('sv-SE', DATE);
    const words = {
      REVOKED: '已吊销',
      EXPIRED: '已到期',
      FUTURE: '尚未启用',
      SOON: `${daysLeft} 天后到期（${day}），尚无接替的${USE_NAMES[use]}密钥，请联系联盟管理方换发`,
      VALID: succeeded ? `有效至 ${day}，已有接替密钥` : `有效至 ${day}，还有 ${daysLeft} 天`,
    }[state];
    return {
      city,
      name,
      self: city === this.self,
      kid,
      use,
      from,
      until,
      revokedAt,
      daysLeft,
      state,
      succeeded,
      words,
    };
  }
}

const isValid = ({ from, until, revokedAt }: PartyKey, at: string): boolean =>
  from <= at && at < until && (revokedAt === null || revokedAt > at);
