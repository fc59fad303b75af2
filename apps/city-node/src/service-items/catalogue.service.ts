import {
  checkShape,
  PickupPoint,
  ServiceItemDefinition,
  serviceItemFaults,
  TongbanError,
  type Basis,
  type ItemSummary,
  type ItemVersionView,
  type ListItems,
  type ListPickupPoints,
  type Page,
  type PickupPointView,
} from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database } from '../db/database.js';
import type { OwnLane } from '../exchange/state/own-lane.js';
import { BriefMemory } from './brief-memory.js';
import { savePublished } from './catalogue.handler.js';
import { itemDifferences } from './item-differences.rules.js';

/** An item with the signed event it was published by, which a case names as its basis. */
export interface PublishedItem {
  definition: ServiceItemDefinition;
  basis: Basis;
}

/** 事项清单: our own items, published to all partners, and theirs as they published them. */
export class CatalogueService {
  private readonly versionsRead = new BriefMemory<PublishedItem[]>();
  private readonly pointsRead = new BriefMemory<PickupPoint>();

  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly lane: OwnLane,
    private readonly clock: Clock,
  ) {}

  /**
   * Publishes items and points that are new as signed events; those already published stay. Returns how many were
   * new. Throws request_invalid naming the first faulty item; recovery_pending or partner_ahead where partners may hold a
   * newer list of ours than we do. May be called again.
   */
  async publish(items: readonly unknown[], points: readonly unknown[]): Promise<number> {
    const definitions = items.map((item) => {
      const definition = checkShape(ServiceItemDefinition, item, 'request_invalid');
      const faults = serviceItemFaults(definition);
      if (definition.homeCity !== this.self) faults.push('home_city');
      if (faults.length > 0) throw new TongbanError('request_invalid', { itemCode: definition.itemCode, faults });
      return definition;
    });
    const places = points.map((point) => checkShape(PickupPoint, point, 'request_invalid'));
    return this.lane.publish(async ({ em, state }) => {
      const known = new Set(
        (
          await rows<{ key: string }>(
            em,
            `select item_code || '@' || version as key from service_item where home_city = $1
             union all select 'point ' || id from pickup_point where city = $1`,
            [this.self],
          )
        ).map((row) => row.key),
      );
      const items = definitions.filter((d) => !known.has(`${d.itemCode}@${d.version}`));
      const facts = [
        ...items.map((body) => ({ type: 'catalogue.item.published', body })),
        ...places.filter((p) => !known.has(`point ${p.id}`)).map((body) => ({ type: 'pickup.point.published', body })),
      ];
      const published = await state({ facts, actor: { role: 'node', id: 'catalogue' } });
      await savePublished(em, published);
      return published.length;
    });
  }

  /** A partner that joined after we published gets the whole list. Call when the directory changes. */
  supply(): Promise<void> {
    return this.lane.supply();
  }

  /** The version in force now, or the one asked for; throws item_unknown. */
  async find(homeCity: string, itemCode: string, version?: number): Promise<PublishedItem> {
    const versions = await this.versionsRead.get(`${homeCity}/${itemCode}`, () => this.versions(homeCity, itemCode));
    const now = this.clock.now().toISOString();
    const offered = versions.filter((one) => version === undefined || one.definition.version === version);
    // Newest first; one that is not in force yet only where there is no other.
    const found = offered.find((one) => one.definition.effectiveAt <= now) ?? offered[0];
    if (!found) throw new TongbanError('item_unknown', { homeCity, itemCode });
    return found;
  }

  /** Every version, newest first, each with its differences from the one before; throws item_unknown. */
  async compared(homeCity: string, itemCode: string): Promise<ItemVersionView[]> {
    const versions = (await this.versions(homeCity, itemCode)).map(({ definition }) => definition);
    return versions.map((item, i) => {
      const before = versions[i + 1];
      const { version, name, effectiveAt, withdrawnAt, sample } = item;
      const differences = before ? itemDifferences(before, item) : [];
      return { homeCity, itemCode, version, name, effectiveAt, withdrawnAt, sample, differences };
    });
  }

  private async versions(homeCity: string, itemCode: string): Promise<PublishedItem[]> {
    const found = await this.db.query<{ definition: ServiceItemDefinition; lane: string; seq: number; hash: Buffer }>(
      `select definition, lane, seq, hash from service_item where home_city = $1 and item_code = $2
       order by version desc`,
      [homeCity, itemCode],
    );
    if (found.length === 0) throw new TongbanError('item_unknown', { homeCity, itemCode });
    return found.map(({ definition, lane, seq, hash }) => ({
      definition,
      basis: { lane, city: homeCity, seq, hash: hash.toString('hex') },
    }));
  }

  /** Newest version of each item, by code; filtered by home city and a part of name or code. */
  async list(input: ListItems): Promise<Page<ItemSummary>> {
    const page = input.page ?? 1;
    const pageSize = input.pageSize ?? 20;
    const found = await this.db.query<{ definition: ServiceItemDefinition; total: number }>(
      `select definition, count(*) over () as total from (
         select distinct on (home_city, item_code) home_city, item_code, name, definition from service_item
         where ($1::text is null or home_city = $1)
           and ($2::text is null or position(lower($2) in lower(name || ' ' || item_code)) > 0)
         order by home_city, item_code, version desc) i
       order by home_city, item_code limit $3 offset $4`,
      [input.homeCity ?? null, input.query ?? null, pageSize, (page - 1) * pageSize],
    );
    const items = found.map(({ definition: d }) => ({
      itemCode: d.itemCode,
      version: d.version,
      name: d.name,
      homeCity: d.homeCity,
      department: d.department,
      modes: d.modes,
      applicantType: d.applicantType,
      sample: d.sample,
    }));
    return { items, page, pageSize, total: Number(found[0]?.total ?? 0) };
  }

  /** Pickup points; nearest first where a place is given (great circle, kilometres). */
  async points(input: ListPickupPoints): Promise<Page<PickupPointView>> {
    const page = input.page ?? 1;
    const pageSize = input.pageSize ?? 20;
    const near = input.lat !== undefined && input.lon !== undefined;
    const found = await this.db.query<{ definition: PickupPoint; distance: number | null; total: number }>(
      `select definition, count(*) over () as total,
         case when $2::float8 is null or $3::float8 is null then null else
           12742 * asin(least(1, sqrt(power(sin(radians(((definition->>'lat')::float8 - $2) / 2)), 2)
             + cos(radians($2)) * cos(radians((definition->>'lat')::float8))
             * power(sin(radians(((definition->>'lon')::float8 - $3) / 2)), 2)))) end as distance
       from pickup_point where ($1::text is null or city = $1)
       order by distance nulls last, city, id limit $4 offset $5`,
      [input.city ?? null, near ? input.lat : null, near ? input.lon : null, pageSize, (page - 1) * pageSize],
    );
    const items = found.map(({ definition, distance }) => ({
      ...definition,
      distanceKm: distance === null ? null : Math.round(distance * 100) / 100,
    }));
    return { items, page, pageSize, total: Number(found[0]?.total ?? 0) };
  }

  /** One point; throws pickup_point_unknown. */
  async point(city: string, id: string): Promise<PickupPoint> {
    return this.pointsRead.get(`${city}/${id}`, async () => {
      const [row] = await this.db.query<{ definition: PickupPoint }>(
        'select definition from pickup_point where city = $1 and id = $2',
        [city, id],
      );
      if (!row) throw new TongbanError('pickup_point_unknown', { city, pointId: id });
      return row.definition;
    });
  }
}
