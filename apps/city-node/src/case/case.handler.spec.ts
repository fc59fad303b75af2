import { describe, expect, it } from '@jest/globals';
import { makeCaseNo, type EventPayload } from '#contracts';
import type { LaneSession, PlacedEvent } from '../exchange/apply/lane-handler.js';
import type { DirectoryService } from '../partners/directory.service.js';
import { ItemVersions } from '../service-items/item-versions.js';
import { PublishedDelegations } from '../service-items/published-delegations.js';
import { PublishedItems } from '../service-items/published-items.js';
import { CaseDocuments } from './case-documents.js';
import { CaseHandler } from './case.handler.js';
import { WorkCalendar } from '../sla/working-calendar.rules.js';
import type { Tx } from '../db/database.js';

const [HOME, COLLECTING, PICKUP] = ['430100', '430300', '430200'] as const;
const caseNo = makeCaseNo({
  home: HOME,
  collecting: COLLECTING,
  onDate: '20261120',
  random: Uint8Array.of(1, 2, 3, 4, 5),
});
const mistyped = caseNo.slice(0, -1) + (caseNo.endsWith('0') ? '1' : '0');

const documents = new CaseDocuments(
  PICKUP,
  (city) => city,
  () => new WorkCalendar([]),
  new ItemVersions(),
);

/** A pickup city that holds nothing of any case: every question to its database is answered with no row. */
function pickupCity(): Promise<LaneSession> {
  const empty = { query: () => Promise.resolve([]) } as unknown as Tx;
  const handler = new CaseHandler(
    PICKUP,
    {} as DirectoryService,
    { items: new PublishedItems(), delegations: new PublishedDelegations() },
    () => Buffer.alloc(32),
    () => undefined,
    documents,
  );
  return handler.open(empty, new Map(), [], new Date('2026-11-20T01:00:00.000Z'));
}
function instruction(change: Partial<EventPayload> = {}): PlacedEvent {
  const payload: EventPayload = {
    v: 1,
    id: 'sample-7',
    lane: `case/${caseNo}`,
    author: HOME,
    seq: 4,
    prev: 'a'.repeat(64),
    seen: [{ city: COLLECTING, seq: 2, hash: 'b'.repeat(64) }],
    basis: null,
    type: 'handover.instructed',
    typeVersion: 1,
    act: null,
    assigns: [{ role: 'pickup', city: PICKUP }],
    at: '2026-11-20T01:00:00.000Z',
    actor: { role: 'node', id: 'node' },
    dataHash: 'c'.repeat(64),
    ...change,
  };
  return { payload, hash: Buffer.alloc(32), dataText: null, storedAt: new Date('2026-11-20T01:00:00.000Z') };
}

describe('a pickup city joins a case', () => {
  it('by the instruction of its home city that names it', async () => {
    expect((await pickupCity()).mayJoin(instruction())).toBe(true);
  });

  it('by nobody else, by no other fact and in no other role', async () => {
    const session = await pickupCity();
    for (const change of [
      { author: COLLECTING },
      { author: PICKUP },
      { type: 'result.issued' },
      { assigns: [] },
      { assigns: [{ role: 'pickup' as const, city: COLLECTING }] },
      { assigns: [{ role: 'home' as const, city: PICKUP }] },
    ]) {
      expect(session.mayJoin(instruction(change))).toBe(false);
    }
  });

  it('never where the lane is named after no case, and says so without failing', async () => {
    const session = await pickupCity();
    for (const lane of [`case/${mistyped}`, 'catalogue/430100', 'calendar/430100']) {
      expect(session.mayJoin(instruction({ lane }))).toBe(false);
    }
    expect(session.judge(instruction({ lane: `case/${mistyped}` }))).toBe('case_no_invalid');
  });
});

describe('a fact that a rule states in the place of a person', () => {
  const basis = { lane: `catalogue/${HOME}`, city: HOME, seq: 3, hash: 'ab'.repeat(32) };
  /** A pickup city reads no data of it, so only who may state it is judged. */
  const session = async (upTo: string, bases: EventPayload[]): Promise<LaneSession> => {
    const published = { home_city: HOME, seq: 3, hash: Buffer.from(basis.hash, 'hex') };
    const definition = { instantRule: { ruleId: 'CS-R01', upTo } };
    const em = {
      query: (sql: string) => Promise.resolve(sql.includes('service_item') ? [{ ...published, definition }] : []),
    } as unknown as Tx;
    const handler = new CaseHandler(
      PICKUP,
      {} as DirectoryService,
      { items: new PublishedItems(), delegations: new PublishedDelegations() },
      () => Buffer.alloc(32),
      () => undefined,
      documents,
    );
    return handler.open(em, new Map(), bases, new Date('2026-11-20T01:00:00.000Z'));
  };
  const stated = (type: string, act: string | null, change: Partial<EventPayload> = {}): PlacedEvent =>
    instruction({ type, act, assigns: [], actor: { role: 'rule', id: 'CS-R01' }, basis, ...change });
  const judged = async (upTo: string, event: PlacedEvent): Promise<string | null> =>
    (await session(upTo, [event.payload])).judge({ ...event, dataText: null });

  it('is taken as far as its city has published that the rule may go', async () => {
    expect(await judged('DECIDED', stated('case.accepted', null))).toBeNull();
    expect(await judged('DECIDED', stated('case.decided', 'APPROVED'))).toBeNull();
    expect(await judged('ACCEPTED', stated('case.accepted', null))).toBeNull();
    expect(await judged('ACCEPTED', stated('case.decided', 'APPROVED'))).toBe('not_entitled');
  });

  it('never refuses or rejects, and never goes by a rule that was not published', async () => {
    expect(await judged('DECIDED', stated('case.decided', 'REJECTED'))).toBe('not_entitled');
    expect(await judged('DECIDED', stated('case.refused', 'NOT_ACCEPTED'))).toBe('not_entitled');
    expect(await judged('DECIDED', stated('result.issued', null))).toBe('not_entitled');
    const other = { actor: { role: 'rule', id: 'CS-R02' } } as const;
    expect(await judged('DECIDED', stated('case.accepted', null, other))).toBe('not_entitled');
    expect(await judged('DECIDED', stated('case.accepted', null, { basis: null }))).toBe('not_entitled');
    const elsewhere = { basis: { ...basis, city: COLLECTING } };
    expect(await judged('DECIDED', stated('case.accepted', null, elsewhere))).toBe('not_entitled');
  });
});
