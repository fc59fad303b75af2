import type { ServiceItemDefinition } from '#contracts';

/** Versions kept in memory; a city publishes some hundreds. */
const MOST_KEPT = 5000;

/** Names one version of an item. */
export type ItemVersion = Pick<ServiceItemDefinition, 'homeCity' | 'itemCode' | 'version'>;

/** Where a version is read: a transaction under way, or the database. */
interface Readable {
  query<T>(sql: string, parameters: readonly unknown[]): Promise<T[]>;
}

export const itemVersionKey = ({ homeCity, itemCode, version }: ItemVersion): string =>
  `${homeCity}/${itemCode}@${version}`;

/**
 * Item versions by number. A published version never changes, so each is read once; that there is none is asked again
 * every time, for a list may come at any moment.
 */
export class ItemVersions {
  /** The one that was used longest ago comes first. */
  private readonly kept = new Map<string, ServiceItemDefinition>();

  constructor(private readonly mostKept = MOST_KEPT) {}

  /** Null where this version is not here. */
  async of(where: Readable, wanted: ItemVersion): Promise<ServiceItemDefinition | null> {
    const key = itemVersionKey(wanted);
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const [row] = await where.query<{ definition: ServiceItemDefinition }>(
      'select definition from service_item where home_city = $1 and item_code = $2 and version = $3',
      [wanted.homeCity, wanted.itemCode, wanted.version],
    );
    if (!row) return null;
    this.kept.set(key, row.definition);
    if (this.kept.size > this.mostKept) this.kept.delete(this.kept.keys().next().value as string);
    return row.definition;
  }
}
