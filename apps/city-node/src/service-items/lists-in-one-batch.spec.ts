import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeCaseNo, type Basis, type ServiceItemDefinition } from '#contracts';
import { createLogger } from '#runtime';
import { sampleItem } from '../../../../test/support/notice-samples.js';
import { applierOn, openedEvent, outcomesOf, Partner, type Opened } from '../../../../test/support/opened-batches.js';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { CaseDocuments } from '../case/case-documents.js';
import { CaseHandler } from '../case/case.handler.js';
import { Database } from '../db/database.js';
import type { Applier } from '../exchange/apply/applier.js';
import { LaneHandlers } from '../exchange/apply/lane-handler.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { WorkCalendar } from '../sla/working-calendar.rules.js';
import { CatalogueHandler, catalogueLane } from './catalogue.handler.js';
import { ItemVersions } from './item-versions.js';
import { PublishedDelegations } from './published-delegations.js';
import { PublishedItems } from './published-items.js';

const [PICKUP, HOME, COLLECTING] = ['430200', '430100', '430300'] as const;
/** Everybody may have everything collected everywhere: what is agreed is not what is tested here. */
const directory = { current: { agreement: () => ({}) } } as unknown as DirectoryService;

const dataOf = (body: object): string => JSON.stringify({ salt: 'A'.repeat(22), body });

/** 长沙's list: what its events publish, one behind the other. */
class HomeList {
  private head: Opened | null = null;
  private seq = 0;

  publishes(item: ServiceItemDefinition): { event: Opened; basis: Basis } {
    const lane = catalogueLane(HOME);
    this.seq += 1;
    const prev = this.head?.hash.toString('hex') ?? null;
    const change = { type: 'catalogue.item.published', seq: this.seq, prev };
    const event = openedEvent(lane, HOME, change, dataOf(item));
    this.head = event;
    return { event, basis: { lane, city: HOME, seq: this.seq, hash: event.hash.toString('hex') } };
  }
}

describe('a city that only hands results over hears of a case before it has the list', () => {
  let db: Database;
  let applier: Applier;
  const home = new Partner(HOME, PICKUP);
  const collecting = new Partner(COLLECTING, PICKUP);
  const list = new HomeList();

  beforeAll(async () => {
    const log = createLogger({ level: 'silent', name: 'test' });
    db = new Database({ url: await createTestDatabase('lists'), poolSize: 3, applicationName: 'test' }, log);
    db.start();
    await db.started();
    const lists = { items: new PublishedItems(), delegations: new PublishedDelegations() };
    const documents = new CaseDocuments(
      PICKUP,
      (city) => city,
      () => new WorkCalendar([]),
      new ItemVersions(),
    );
    const handlers = new LaneHandlers();
    handlers.register(new CatalogueHandler(() => [], lists));
    handlers.register(
      new CaseHandler(
        PICKUP,
        directory,
        lists,
        () => Buffer.alloc(32),
        () => undefined,
        documents,
      ),
    );
    applier = applierOn(db, PICKUP, handlers);
  });
  afterAll(() => db?.stop());

  /** 湘潭 decided by itself under 长沙's list, and has the result handed over here. */
  const instruction = (serial: number, basis: Basis): Opened => {
    const onDate = '20261120';
    const caseNo = makeCaseNo({
      home: HOME,
      collecting: COLLECTING,
      onDate,
      random: Uint8Array.of(1, 2, 3, 4, serial),
    });
    const body = {
      pointId: 'ZZ-P01',
      resultName: '示例证照',
      recipientName: '欧阳示例',
      certificateTail: '1018',
      recipientPhone: '13907320000',
      agentMayCollect: 'NO',
    };
    const assigns = [{ role: 'pickup' as const, city: PICKUP }];
    return openedEvent(`case/${caseNo}`, COLLECTING, { type: 'handover.instructed', assigns, basis }, dataOf(body));
  };
  const outcomes = (batch: Parameters<Applier['apply']>[0]): Promise<string[]> => outcomesOf(applier, batch);

  it('takes what waited for the list with the very batch that brings it', async () => {
    const { event, basis } = list.publishes(sampleItem('CS-SB-002', { modes: ['DIRECT'] }));
    expect(await outcomes(collecting.batch(instruction(1, basis)))).toEqual([`${COLLECTING} 1 parked basis_missing`]);
    expect(await outcomes(home.batch(event))).toEqual([`${HOME} 1 applied`, `${COLLECTING} 1 applied`]);
  });

  it('goes by the first publication of a version, also for what waited for the second', async () => {
    const first = list.publishes(sampleItem('CS-YB-001', { modes: ['ONLINE'] }));
    const again = list.publishes(sampleItem('CS-YB-001', { modes: ['DIRECT'] }));
    const third = list.publishes(sampleItem('CS-YB-001', { modes: ['DIRECT'] }));
    const waiting = [instruction(2, again.basis), instruction(3, third.basis)];
    expect(await outcomes(collecting.batch(...waiting))).toEqual([
      `${COLLECTING} 2 parked basis_missing`,
      `${COLLECTING} 3 parked basis_missing`,
    ]);
    expect(await outcomes(home.batch(first.event, again.event))).toEqual([
      `${HOME} 2 applied`,
      `${HOME} 3 applied`,
      `${COLLECTING} 2 kept not_entitled`,
    ]);
    expect(await outcomes(home.batch(third.event))).toEqual([`${HOME} 4 applied`, `${COLLECTING} 3 kept not_entitled`]);
  });
});
