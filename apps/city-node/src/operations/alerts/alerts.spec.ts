import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger, createMetrics } from '#runtime';
import { createTestDatabase } from '../../../../../test/support/postgres.js';
import { until } from '../../../../../test/support/until.js';
import { Database } from '../../db/database.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import { KeyTerms } from '../key-terms.js';
import { AlertBook, type AlertKind } from './alert-book.js';
import { AlertKeeper } from './alert-keeper.js';
import { AlertWatch } from './alert-watch.js';

const [SELF, PARTNER] = ['430100', '430300'];
const CASE_NO = 'YC430300-20261120-000001-7';
const log = createLogger({ level: 'silent', name: 'test' });

interface Told {
  id: string;
  event: 'BEGUN' | 'ENDED';
  kind: AlertKind;
  subject: string;
  words: string;
  endedAt: string | null;
}

describe('alerts', () => {
  let db: Database;
  let receiver: Server;
  let keeper: AlertKeeper;
  let nowMs: number;
  let keyEnds: string;
  let looks = 0;
  let told: Told[] = [];
  let answer: (response: ServerResponse) => void;
  const limits = { linkDownMinutes: 10, heldMinutes: 60, storageFreePercent: 0 };
  const clock = { now: () => new Date(nowMs) };
  const takes = (response: ServerResponse): void => void response.writeHead(204).end();

  beforeAll(async () => {
    db = new Database({ url: await createTestDatabase('alerts'), poolSize: 4, applicationName: 'alerts' }, log);
    db.start();
    await db.started();
    receiver = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        told.push(JSON.parse(Buffer.concat(parts).toString('utf8')) as Told);
        answer(response);
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
    await db.stop();
  });

  beforeEach(() => {
    nowMs = Date.parse('2026-11-20T08:00:00.000Z');
    keyEnds = '2027-11-20T00:00:00.000Z';
    answer = takes;
    told = [];
    const metrics = createMetrics();
    const key = (use: string) => ({ kid: use, use, from: '2026-01-01T00:00:00.000Z', until: keyEnds, revokedAt: null });
    const directory = {
      get current() {
        const cities = [{ city: SELF, name: '长沙', keys: [key('sign'), key('seal')] }];
        return { cities, partnersOf: () => [PARTNER], nameOf: (city: string) => (city === PARTNER ? '湘潭' : '长沙') };
      },
    } as unknown as DirectoryService;
    const keys = new KeyTerms(SELF, directory, clock, 30, metrics);
    const watch = new AlertWatch({ self: SELF, db, directory, keys, clock, storageDir: tmpdir(), limits });
    const counted = watch.look.bind(watch);
    watch.look = () => {
      looks += 1;
      return counted();
    };
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/alerts`;
    const target = { url, secret: 'sample secret of the receiver' };
    const book = new AlertBook(db);
    const isLeading = (): boolean => true;
    keeper = new AlertKeeper({ self: SELF, db, book, watch, target, clock, metrics, log, isLeading, lookMs: 10 });
    keeper.start();
  });
  afterEach(async () => {
    await keeper.stop();
    limits.storageFreePercent = 0;
    await db.query('truncate alert, link_outage, link_hold, pending, case_card, event');
  });

  const minutesAgo = (minutes: number): Date => new Date(nowMs - minutes * 60_000);
  const linkDown = (minutes: number) =>
    db.query('insert into link_outage (partner, began_at) values ($1, $2)', [PARTNER, minutesAgo(minutes)]);
  const oneHeld = async (minutes: number): Promise<void> => {
    const [event] = await db.query<{ id: number }>(
      `insert into event (lane, author, seq, hash, type, payload, at, stored_at)
       values ($1, $2, 1, $3, 'case.submitted', '{}', $4, $4) returning id`,
      [`case/${CASE_NO}`, SELF, Buffer.from(String(minutes)), minutesAgo(minutes)],
    );
    await db.query(
      `insert into pending (event_id, recipient, lane, with_data, urgent, case_since)
       values ($1, $2, $3, true, false, $4)`,
      [event?.id, PARTNER, `case/${CASE_NO}`, minutesAgo(minutes)],
    );
  };
  const redCard = () =>
    db.query(
      `insert into case_card (case_no, city, card_id, level, ground, leg, overdue_days, carded_at, state)
       values ($1, $2, 'c1', 'RED', 'CLOCK', 'home-review', 3, $3, 'OPEN')`,
      [CASE_NO, SELF, minutesAgo(1)],
    );

  const kinds: { kind: AlertKind; words: RegExp; begin: () => unknown; end: () => unknown }[] = [
    {
      kind: 'LINK_DOWN',
      words: /湘潭.*中断已超过 10 分钟/,
      begin: () => linkDown(11),
      end: () => db.query('update link_outage set ended_at = $1', [clock.now()]),
    },
    {
      kind: 'HELD_LONG',
      words: /湘潭.*滞留已超过 60 分钟/,
      begin: () => oneHeld(61),
      end: () => db.query('delete from pending'),
    },
    {
      kind: 'RED_CARD',
      words: new RegExp(`${CASE_NO}.*长沙亮红牌`),
      begin: redCard,
      end: () => db.query("update case_card set state = 'REPLIED'"),
    },
    {
      kind: 'KEY_EXPIRING',
      words: /长沙的(签名|加密)密钥还有 9 天到期/,
      begin: () => (keyEnds = '2026-11-30T00:00:00.000Z'),
      end: () => (keyEnds = '2027-11-20T00:00:00.000Z'),
    },
    {
      kind: 'STORAGE_LOW',
      words: /剩余空间不足 100%/,
      begin: () => (limits.storageFreePercent = 100),
      end: () => (limits.storageFreePercent = 0),
    },
  ];
  it.each(kinds)('$kind is told once when it begins and once when it is over', async ({ kind, words, begin, end }) => {
    await begin();
    const subjects = kind === 'KEY_EXPIRING' ? 2 : 1;
    await until('it was told', () => told.length >= subjects);
    await end();
    await until('its end was told', () => told.filter(({ event }) => event === 'ENDED').length >= subjects);
    const seen = looks;
    await until('it was looked a few times more', () => looks > seen + 3);
    expect(told.map((one) => `${one.kind} ${one.event}`)).toEqual([
      ...Array<string>(subjects).fill(`${kind} BEGUN`),
      ...Array<string>(subjects).fill(`${kind} ENDED`),
    ]);
    for (const one of told) expect(one.words).toMatch(words);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2 * subjects);
    expect(told.map(({ endedAt }) => endedAt !== null)).toEqual(told.map(({ event }) => event === 'ENDED'));
  });

  it('are not raised before their time, nor for a link that an operator holds by agreement', async () => {
    await linkDown(9);
    await oneHeld(61);
    await db.query(
      `insert into link_hold (partner, reason, held_at, held_by, until, command_id) values ($1, '示例', $2, '示例', $3, 'c')`,
      [PARTNER, minutesAgo(70), minutesAgo(-60)],
    );
    await db.query("update link_outage set cause = 'HELD', began_at = $1", [minutesAgo(70)]);
    // The first look may have come before the hold.
    await until(
      'nothing stands',
      async () => (await db.query('select 1 from alert where ended_at is null')).length === 0,
    );
    const seen = looks;
    await until('it was looked a few times', () => looks > seen + 3);
    expect(await db.query('select kind from alert where ended_at is null')).toEqual([]);
  });

  it('are told again to a receiver that was down, each time after twice as long', async () => {
    answer = (response) => void response.writeHead(503).end();
    await redCard();
    for (const [i, restMs] of [1000, 2000, 4000].entries()) {
      await until('it was tried', () => told.length === i + 1);
      await until('the failure is noted', async () => {
        const [row] = await db.query<{ attempts: number }>('select attempts from alert');
        return row?.attempts === i + 1;
      });
      nowMs += restMs - 1;
      const seen = looks;
      await until('it was looked a few times', () => looks > seen + 3);
      expect(told).toHaveLength(i + 1);
      nowMs += 1;
    }
    await until('it was tried once more', () => told.length === 4);
    answer = takes;
    await until('the last failure is noted', async () => {
      const [row] = await db.query<{ attempts: number }>('select attempts from alert');
      return row?.attempts === 4;
    });
    nowMs += 8000;
    await until('it was taken', () => told.length === 5);
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    await until('that is noted', async () => {
      const [row] = await db.query<{ told_at: Date | null; attempts: number }>('select told_at, attempts from alert');
      return row?.told_at !== null && row?.attempts === 0;
    });
  });

  it('are noted and shown while the receiver never answers, which holds up neither looking nor stopping', async () => {
    const unanswered: ServerResponse[] = [];
    answer = (response) => void unanswered.push(response);
    await redCard();
    await until('the receiver was asked', () => unanswered.length === 1);
    await linkDown(30);
    await until('the other is noted meanwhile', async () => {
      const rows = await db.query("select 1 from alert where kind = 'LINK_DOWN'");
      return rows.length === 1;
    });
    // Nobody answers the request: stopping gives it up.
    await keeper.stop();
    expect(unanswered.every((response) => !response.writableEnded)).toBe(true);
    expect(unanswered).toHaveLength(1);
    expect(await db.query('select attempts from alert order by id')).toEqual([{ attempts: 0 }, { attempts: 0 }]);
  });

  it('one that the receiver refuses does not keep the others from it', async () => {
    answer = (response) => void response.writeHead(told.at(-1)?.kind === 'RED_CARD' ? 400 : 204).end();
    await redCard();
    await until('it was refused', () => told.length === 1);
    await linkDown(30);
    await until('the other was taken', async () => {
      const rows = await db.query("select 1 from alert where kind = 'LINK_DOWN' and told_at is not null");
      return rows.length === 1;
    });
  });
});
