import { LINK_GENESIS, TongbanError } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../../db/database.js';
import type { LaneHandlers, PlacedEvent, TakenBack } from '../apply/lane-handler.js';
import type { Lease } from '../lease.js';
import { lockLinkOut } from '../settle/settler.js';
import { insertPending, type PendingRow } from '../state/event-writer.js';
import { lockLanes, saveLanes, type Lane } from '../state/lanes.js';
import { noteLoss } from './database-identity.js';
import type { FetchedEvent, FetchedPage } from './fetched-page.js';
import { ownPlaces, storeBack, type StoredBack } from './own-events.js';

/** Writes a verified page: events of our own lanes, what follows from them, and the ledger; one transaction. */
export class PageStore {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly lease: Lease,
    private readonly handlers: LaneHandlers,
    private readonly clock: Clock,
  ) {}

  /**
   * `proof`: partners that have to agree anew where the page shows that we lost something. Returns how many events were
   * new. Throws fork or chain_broken where the page contradicts what we hold, link_conflict where it tells nothing new
   * or our ledger has moved.
   */
  take(partner: string, from: number, page: FetchedPage, proof: readonly string[]): Promise<number> {
    return this.db.transaction(async (em) => {
      await this.lease.guard(em);
      await rows(em, 'insert into link_out (partner, head) values ($1, $2) on conflict do nothing', [
        partner,
        LINK_GENESIS,
      ]);
      const link = await lockLinkOut(em, partner);
      if (link?.numbered_to !== from - 1) throw new TongbanError('link_conflict', { reason: 'moved' });
      const now = this.clock.now();
      const lanes = await lockLanes(
        em,
        page.events.map((event) => event.payload.lane),
      );
      const stored = await storeBack(em, this.self, page.events, await ownPlaces(em, this.self, page.events), now);
      await this.checkTellsNew(em, partner, stored);
      for (const { event } of stored) raiseHead(this.self, lanes, event);
      const back = await this.takeBack(em, lanes, stored, now);
      saveLanes(em, lanes.values());
      await this.stillToSend(em, partner, stored, back);
      await this.writeLedger(em, partner, from, page, stored, back, now);
      const fresh = stored.filter(({ isNew }) => isNew).length;
      if (fresh > 0) await noteLoss(em, proof, now);
      return fresh;
    });
  }

  /** Pages that repeat what is already in the ledger could go on for ever. */
  private async checkTellsNew(em: Tx, partner: string, stored: readonly StoredBack[]): Promise<void> {
    if (stored.some(({ isNew }) => isNew)) return;
    const ids = stored.map(({ id }) => id);
    const known = await rows<{ id: number }>(
      em,
      `select distinct e.id from link_batch b, unnest(b.event_ids) as e (id)
       where b.partner = $1 and b.direction = 'out' and b.event_ids && $2::bigint[] and e.id = any($2)`,
      [partner, ids],
    );
    if (known.length >= new Set(ids).size) throw new TongbanError('link_conflict', { reason: 'nothing_new' });
  }

  private async takeBack(
    em: Tx,
    lanes: ReadonlyMap<string, Lane>,
    stored: readonly StoredBack[],
    now: Date,
  ): Promise<Map<string, TakenBack>> {
    const taken = new Map<string, TakenBack>();
    const touched = stored.filter(({ isNew, dataCame }) => isNew || dataCame);
    const handlers = new Set(touched.map(({ event }) => this.handlers.of(event.payload.lane)));
    for (const handler of handlers) {
      if (!handler) continue;
      const events: PlacedEvent[] = touched
        .filter(({ event }) => this.handlers.of(event.payload.lane) === handler)
        .map(({ event: { payload, hash, dataText } }) => ({ payload, hash, dataText, storedAt: now }));
      const own = new Map([...lanes].filter(([name]) => this.handlers.of(name) === handler));
      for (const back of await handler.takeBack(em, own, events, now)) taken.set(back.hash, back);
    }
    return taken;
  }

  /** What came back goes to its other recipients as well, unless they tell us later that they have it. */
  private async stillToSend(
    em: Tx,
    partner: string,
    stored: readonly StoredBack[],
    back: ReadonlyMap<string, TakenBack>,
  ): Promise<void> {
    const pending: PendingRow[] = [];
    for (const { id, event, isNew } of stored) {
      const taken = back.get(event.hash.toString('hex'));
      if (!isNew || !taken) continue;
      for (const { city, withData } of taken.recipients) {
        if (city === partner) continue;
        pending.push({ eventId: id, lane: event.payload.lane, recipient: city, withData, ...taken.precedence });
      }
    }
    insertPending(em, pending, 'look');
    // Nothing that the partner has is numbered for it again; what nobody else waits for is sealed already.
    await rows(em, 'delete from pending where event_id = any($2) and recipient in ($1, $3)', [
      partner,
      stored.map(({ id }) => id),
      this.self,
    ]);
  }

  private async writeLedger(
    em: Tx,
    partner: string,
    from: number,
    page: FetchedPage,
    stored: readonly StoredBack[],
    back: ReadonlyMap<string, TakenBack>,
    now: Date,
  ): Promise<void> {
    const last = from + stored.length - 1;
    const reads = ({ event }: StoredBack): boolean =>
      event.dataText !== null ||
      (back.get(event.hash.toString('hex'))?.recipients.some((r) => r.city === partner && r.withData) ?? false);
    await rows(
      em,
      `insert into link_batch (partner, direction, first, last, hashes, head, event_ids, seal_ids, with_data, at)
       values ($1, 'out', $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        partner,
        from,
        last,
        Buffer.concat(stored.map(({ event }) => event.hash)),
        page.head,
        stored.map(({ id }) => id),
        stored.map(({ sealId }) => sealId),
        stored.map(reads),
        now,
      ],
    );
    // It holds them: there is nothing to wait for.
    await rows(em, 'update link_out set numbered_to = $2, settled_to = $2, head = $3 where partner = $1', [
      partner,
      last,
      page.head,
    ]);
    await rows(
      em,
      `insert into recovered_number (partner, event_id, n) select $1, * from unnest($2::bigint[], $3::bigint[])
       on conflict do nothing`,
      [partner, stored.map(({ id }) => id), stored.map(({ event }) => event.n)],
    );
    await rows(em, 'update recovery set fetched_to = $2, fault = null where partner = $1', [partner, last]);
  }
}

/** Our lane goes on after the newest event of ours that anybody holds, also where one before it is still to come. */
function raiseHead(self: string, lanes: ReadonlyMap<string, Lane>, { payload, hash }: FetchedEvent): void {
  const lane = lanes.get(payload.lane);
  if (!lane || (lane.heads[self]?.seq ?? 0) >= payload.seq) return;
  lane.heads[self] = { seq: payload.seq, hash: hash.toString('hex'), at: payload.at };
  lane.changed = true;
}
