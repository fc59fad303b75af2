import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '#runtime';
import {
  applierOn,
  ARRIVED_AT,
  headOf,
  openedEvent,
  outcomesOf,
  Partner,
} from '../../../../../test/support/opened-batches.js';
import { createTestDatabase } from '../../../../../test/support/postgres.js';
import { Database } from '../../db/database.js';
import type { Applier } from './applier.js';
import type { OpenedBatch } from './batch-opener.js';
import { LaneHandlers, type LaneSession, type PlacedEvent } from './lane-handler.js';

const [SELF, HOME, COLLECTING] = ['430200', '430100', '430300'] as const;
const log = createLogger({ level: 'silent', name: 'test' });

/** Handles every event, and fails on those whose type says so. */
class SampleSession implements LaneSession {
  mayJoin = (): boolean => false;
  mayBegin = (): boolean => true;
  judge = (): null => null;
  apply({ payload }: PlacedEvent): ReturnType<LaneSession['apply']> {
    if (payload.type === 'case.unhandled') throw new Error('the handler fails');
    return { drafts: [], precedence: { urgent: false, since: new Date(ARRIVED_AT) }, supply: [] };
  }
  stated = (): void => undefined;
  save = (): Promise<void> => Promise.resolve();
}

describe('applying batches', () => {
  let db: Database;
  let applier: Applier;
  const home = new Partner(HOME, SELF);
  const collecting = new Partner(COLLECTING, SELF);

  beforeAll(async () => {
    db = new Database({ url: await createTestDatabase('applier'), poolSize: 3, applicationName: 'test' }, log);
    db.start();
    await db.started();
    const handlers = new LaneHandlers();
    handlers.register({
      kind: 'case',
      open: () => Promise.resolve(new SampleSession()),
      takeBack: () => Promise.resolve([]),
    });
    applier = applierOn(db, SELF, handlers);
  });
  afterAll(() => db.stop());

  const outcomes = (batch: OpenedBatch): Promise<string[]> => outcomesOf(applier, batch);

  it('keeps an event whose handler fails and goes on with the next', async () => {
    const batch = home.batch(
      openedEvent('case/sample-1', HOME, { type: 'case.unhandled' }),
      openedEvent('case/sample-2', HOME),
    );
    expect(await outcomes(batch)).toEqual([`${HOME} 1 kept internal_error`, `${HOME} 2 applied`]);
  });

  it('never stops one partner for an event of another that waited and cannot be handled', async () => {
    const first = openedEvent('case/sample-3', COLLECTING);
    const waits = openedEvent('case/sample-3', HOME, { type: 'case.unhandled', seen: [headOf(first)] });
    expect(await outcomes(home.batch(waits))).toEqual([`${HOME} 3 parked lane_missing`]);
    expect(await outcomes(collecting.batch(first))).toEqual([
      `${COLLECTING} 1 applied`,
      `${HOME} 3 kept internal_error`,
    ]);
    expect(await outcomes(collecting.batch(openedEvent('case/sample-4', COLLECTING)))).toEqual([
      `${COLLECTING} 2 applied`,
    ]);
  });

  it('takes data with a zero byte, which no database can store, as data that was not sent', async () => {
    const seen = [headOf(openedEvent('case/sample-6', COLLECTING))];
    const batch = home.batch(
      openedEvent('case/sample-5', HOME, {}, '{"salt":"\0"}'),
      openedEvent('case/sample-6', HOME, { seen }, '{"salt":"\0"}'),
    );
    expect(await outcomes(batch)).toEqual([`${HOME} 4 applied`, `${HOME} 5 parked lane_missing`]);
    expect(await db.query('select data from event where lane = $1', ['case/sample-5'])).toEqual([{ data: null }]);
  });
});
