import {
  checkShape,
  EventData,
  factRule,
  serviceItemFaults,
  TongbanError,
  delegationFaults,
  type Delegation,
  type ErrorCode,
  type EventPayload,
  type PickupPoint,
  type ServiceItemDefinition,
} from '#contracts';
import { rows, type Tx } from '../db/database.js';
import type { Effects, LaneHandler, LaneSession, PlacedEvent, TakenBack } from '../exchange/apply/lane-handler.js';
import type { Lane } from '../exchange/state/lanes.js';
import type { PublishedFact } from '../exchange/state/own-lane.js';
import { saveDelegations } from './delegation-store.js';
import { itemVersionKey, type ItemVersion } from './item-versions.js';
import type { PublishedLists } from './published-lists.js';

/** The lane in which a city publishes its items and pickup points. */
export const catalogueLane = (city: string): string => `catalogue/${city}`;

/** Lists go before every case, for cases rest on them. */
export const CATALOGUE_PRECEDENCE = { urgent: true, since: new Date(0) };

interface Published {
  event: PlacedEvent;
  body: object;
}

/** Takes what other cities publish. A version once published never changes: the same version again is refused. */
export class CatalogueHandler implements LaneHandler {
  readonly kind = 'catalogue';

  constructor(
    private readonly partners: () => readonly string[],
    private readonly lists: PublishedLists,
  ) {}

  async open(em: Tx, _lanes: ReadonlyMap<string, Lane>, arriving: readonly EventPayload[]): Promise<LaneSession> {
    const publishing = arriving.filter(({ type }) => type === 'catalogue.item.published').map(({ author }) => author);
    return new CatalogueSession(this.lists, await versionsOf(em, publishing));
  }

  /** Our own list as a partner gave it back; every partner has it or still gets it. */
  async takeBack(em: Tx, _lanes: ReadonlyMap<string, Lane>, events: readonly PlacedEvent[]): Promise<TakenBack[]> {
    const readable = events.flatMap(({ payload, hash, dataText }) =>
      dataText === null ? [] : [{ ...payload, hash, body: (JSON.parse(dataText) as { body: object }).body }],
    );
    await savePublished(em, readable);
    const recipients = this.partners().map((city) => ({ city, withData: true }));
    return events.map(({ hash }) => ({ hash: hash.toString('hex'), recipients, precedence: CATALOGUE_PRECEDENCE }));
  }
}

class CatalogueSession implements LaneSession {
  private readonly taken: Published[] = [];

  constructor(
    private readonly lists: PublishedLists,
    /** Versions that were published before: the first publication of a version is the one that counts. */
    private readonly versions: Set<string>,
  ) {}

  mayJoin(): boolean {
    return false;
  }

  mayBegin({ payload }: PlacedEvent): boolean {
    return payload.lane === catalogueLane(payload.author);
  }

  judge({ payload, dataText }: PlacedEvent): ErrorCode | null {
    const rule = factRule(payload.type, payload.typeVersion);
    if (!rule || rule.lane !== 'catalogue') return 'fact_unknown';
    if (payload.lane !== catalogueLane(payload.author)) return 'not_entitled';
    if (dataText === null) return 'data_invalid';
    try {
      const { body } = checkShape(EventData, JSON.parse(dataText), 'data_invalid');
      checkShape(rule.data, body, 'data_invalid');
      if (payload.type === 'catalogue.item.published') {
        const item = body as unknown as ServiceItemDefinition;
        if (item.homeCity !== payload.author) return 'not_entitled';
        if (serviceItemFaults(item).length > 0) return 'data_invalid';
      } else if (payload.type === 'delegation.published') {
        const delegation = body as unknown as Delegation;
        if (delegation.from !== payload.author) return 'not_entitled';
        if (delegationFaults(delegation, payload.at).length > 0) return 'data_invalid';
      } else if ((body as unknown as PickupPoint).city !== payload.author) {
        return 'not_entitled';
      }
    } catch (error) {
      if (error instanceof TongbanError || error instanceof SyntaxError) return 'data_invalid';
      throw error;
    }
    return null;
  }

  apply(event: PlacedEvent): Effects {
    const { body } = JSON.parse(event.dataText ?? '{}') as { body: object };
    this.taken.push({ event, body });
    const { type, lane, author: city, seq } = event.payload;
    // What waited for it is judged before it is in the table.
    const basis = { lane, city, seq, hash: event.hash.toString('hex') };
    if (type === 'delegation.published') this.lists.delegations.note({ definition: body as Delegation, basis });
    if (type === 'catalogue.item.published') {
      const item = body as ServiceItemDefinition;
      if (!this.versions.has(itemVersionKey(item))) this.lists.items.note(basis, item);
      this.versions.add(itemVersionKey(item));
    }
    return { drafts: [], precedence: CATALOGUE_PRECEDENCE, supply: [] };
  }

  stated(): void {
    // Nothing of ours follows from a published list.
  }

  save(em: Tx): Promise<void> {
    return savePublished(
      em,
      this.taken.map(({ event: { payload, hash }, body }) => ({ ...payload, hash, body })),
    );
  }
}

/** Item versions that these cities have published. */
async function versionsOf(em: Tx, cities: readonly string[]): Promise<Set<string>> {
  if (cities.length === 0) return new Set();
  const found = await rows<ItemVersion>(
    em,
    `select home_city as "homeCity", item_code as "itemCode", version from service_item
     where home_city = any($1::text[])`,
    [[...new Set(cities)]],
  );
  return new Set(found.map(itemVersionKey));
}

/** Writes published items and points into the tables that windows read; set-based. */
export async function savePublished(em: Tx, facts: readonly PublishedFact[]): Promise<void> {
  const items = facts.filter((fact) => fact.type === 'catalogue.item.published');
  if (items.length > 0) {
    const definitions = items.map((fact) => fact.body as ServiceItemDefinition);
    await rows(
      em,
      `insert into service_item (home_city, item_code, version, name, definition, lane, seq, hash, effective_at, withdrawn_at)
       select * from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::jsonb[], $6::text[], $7::int[], $8::bytea[],
         $9::timestamptz[], $10::timestamptz[]) on conflict do nothing`,
      [
        definitions.map((d) => d.homeCity),
        definitions.map((d) => d.itemCode),
        definitions.map((d) => d.version),
        definitions.map((d) => d.name),
        definitions.map((d) => JSON.stringify(d)),
        items.map((fact) => fact.lane),
        items.map((fact) => fact.seq),
        items.map((fact) => fact.hash),
        definitions.map((d) => d.effectiveAt),
        definitions.map((d) => d.withdrawnAt),
      ],
    );
  }
  await saveDelegations(em, facts);
  const points = facts.filter((fact) => fact.type === 'pickup.point.published');
  for (const fact of points) {
    const point = fact.body as PickupPoint;
    await rows(
      em,
      `insert into pickup_point (city, id, definition, seq) values ($1, $2, $3, $4)
       on conflict (city, id) do update set definition = excluded.definition, seq = excluded.seq
       where pickup_point.seq < excluded.seq`,
      [point.city, point.id, JSON.stringify(point), fact.seq],
    );
  }
}
