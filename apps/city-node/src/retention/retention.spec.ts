import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { makeCaseNo, type CaseStatus, type StandingOrder } from '#contracts';
import { createLogger, FakeClock, Metrics } from '#runtime';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { until } from '../../../../test/support/until.js';
import { emptyCase } from '../case/case-fold.rules.js';
import { Database } from '../db/database.js';
import { ERASED_STATUSES, WALKS } from './erase-step.js';
import { Retention } from './retention.service.js';

const [SELF, COLLECTING, PICKUP] = ['430100', '430300', '430200'] as const;
const DAYS = 30;
const LAST_FACT = '2026-12-01T02:00:00.000Z';
const ORDER: StandingOrder = { dayOfMonth: 20, from: '2026-12', until: '2027-11', ceilingYuan: 3000 };

interface Kept {
  status: CaseStatus;
  /** Null: decided once and for all. */
  standing?: StandingOrder;
  isEnded?: boolean;
  pickup?: string;
}

describe('how long a case keeps its personal data', () => {
  const log = createLogger({ level: 'silent', name: 'test' });
  const clock = new FakeClock(LAST_FACT);
  let db: Database;
  let cases = 0;

  beforeAll(async () => {
    db = new Database({ url: await createTestDatabase('retention'), poolSize: 3, applicationName: 'test' }, log);
    db.start();
    await db.started();
  });
  afterAll(() => db?.stop());

  /** A case whose last fact is its decision. */
  async function aCase({ status, standing, isEnded, pickup }: Kept): Promise<string> {
    const caseNo = makeCaseNo({ home: SELF, collecting: COLLECTING, onDate: '20261201', random: randomBytes(5) });
    // One after the other: what comes later is not behind those that were looked at before.
    const changedAt = new Date(Date.parse(LAST_FACT) + (cases += 1));
    const lane = `case/${caseNo}`;
    const state = { ...emptyCase(lane), status, ...(isEnded ? { standing: 'REVOKED' } : {}) };
    await db.query(
      `insert into case_file (case_no, collecting_city, home_city, pickup_city, our_roles, status, state, changed_at,
         applicant_masked) values ($1, $2, $3, $4, '{home}', $5, $6, $7, '欧阳**')`,
      [caseNo, COLLECTING, SELF, pickup ?? null, status, state, changedAt],
    );
    await db.query("insert into lane (lane, heads) values ($1, '{}')", [lane]);
    const decided = { decisionNo: 'JD-示例', reason: '示例', ...(standing ? { standing } : {}) };
    for (const [seq, type, body] of [
      [1, 'case.collected', {}],
      [2, 'case.decided', decided],
    ] as const) {
      await db.query(
        `insert into event (lane, author, seq, hash, type, payload, data, at, stored_at)
         values ($1, $2, $3, sha256(convert_to($1 || $3::int, 'UTF8')), $4, '{}', $5, $6, $6)`,
        [lane, SELF, seq, type, JSON.stringify({ salt: '', body }), LAST_FACT],
      );
    }
    return caseNo;
  }

  /** Lets erasing have one look at this instant; the cases that have been erased by then. */
  async function erasedAt(instant: string): Promise<string[]> {
    clock.set(instant);
    let steps = 0;
    const guard = (): Promise<void> => {
      steps += 1;
      return Promise.resolve();
    };
    const metrics = new Metrics('tongban_');
    const retention = new Retention({
      self: SELF,
      db,
      clock,
      metrics,
      log,
      days: DAYS,
      draftDays: DAYS,
      isLeading: () => true,
      guard,
    });
    retention.start();
    // Those that wait, each status of each walk, old copies, and drafts that nobody went on with.
    const look = 3 + Object.keys(WALKS).length * ERASED_STATUSES.length;
    await until('one look is over', () => steps === look);
    await retention.stop();
    const found = await db.query<{ case_no: string }>(
      `select e.case_no from erasure e join case_file f using (case_no) where f.applicant_masked is null
         and not exists (select 1 from event where lane = 'case/' || e.case_no and data is not null)`,
    );
    return found.map(({ case_no }) => case_no);
  }

  it('that was approved and never issued: the term after its last fact, and no longer', async () => {
    const caseNo = await aCase({ status: 'APPROVED' });
    expect(await erasedAt('2026-12-31T01:59:59.000Z')).not.toContain(caseNo);
    expect(await erasedAt('2026-12-31T02:00:01.000Z')).toContain(caseNo);
  });

  it('that was issued: the term, where nobody has still to fetch it', async () => {
    const delivered = await aCase({ status: 'ISSUED' });
    const awaited = await aCase({ status: 'ISSUED', pickup: PICKUP });
    const erased = await erasedAt('2027-01-05T00:00:00.000Z');
    expect([erased.includes(delivered), erased.includes(awaited)]).toEqual([true, false]);
  });

  it.each(['APPROVED', 'ISSUED', 'PICKED_UP'] as const)(
    'that is executed month by month, %s: until the term after the last month is over',
    async (status) => {
      const caseNo = await aCase({ status, standing: ORDER });
      for (const instant of ['2027-01-05T00:00:00.000Z', '2027-11-21T00:00:00.000Z', '2027-12-30T00:00:00.000Z']) {
        expect([instant, (await erasedAt(instant)).includes(caseNo)]).toEqual([instant, false]);
      }
      expect(await erasedAt('2028-01-01T00:00:00.000Z')).toContain(caseNo);
      expect(await db.query('select 1 from retention_waiting')).toEqual([]);
    },
  );

  it('whose months were ended, or whose decision was revoked: the term, whatever was ordered', async () => {
    const ended = await aCase({ status: 'ISSUED', standing: ORDER, isEnded: true });
    const revoked = await aCase({ status: 'REVOKED', standing: ORDER });
    const wished = await aCase({ status: 'ISSUED', standing: ORDER });
    const erased = await erasedAt('2027-01-05T00:00:00.000Z');
    expect([ended, revoked, wished].map((caseNo) => erased.includes(caseNo))).toEqual([true, true, false]);
  });
});
