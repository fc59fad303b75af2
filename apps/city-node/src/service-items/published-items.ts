import type { Basis, ServiceItemDefinition } from '#contracts';
import { rows, type Tx } from '../db/database.js';

/** Versions kept in memory; a city publishes some hundreds. */
const MAX_KEPT = 5000;

const key = ({ city, seq, hash }: Pick<Basis, 'city' | 'seq' | 'hash'>): string => `${city}/${seq}/${hash}`;

/** Item versions by the signed event that published them. Such a version never changes, so it is read once. */
export class PublishedItems {
  private readonly kept = new Map<string, ServiceItemDefinition>();

  /** The version that this basis names; undefined where it is none that was loaded. */
  of(basis: Basis): ServiceItemDefinition | undefined {
    return this.kept.get(key(basis));
  }

  /** Takes one that has just come and is not in the table yet. */
  note(basis: Basis, definition: ServiceItemDefinition): void {
    this.keep(key(basis), definition);
  }

  /** Reads what these name and is not here yet. */
  async load(em: Tx, bases: readonly Basis[]): Promise<void> {
    const missing = new Map(bases.filter((basis) => !this.kept.has(key(basis))).map((basis) => [key(basis), basis]));
    if (missing.size === 0) return;
    const wanted = [...missing.values()];
    const found = await rows<{ home_city: string; seq: number; hash: Buffer; definition: ServiceItemDefinition }>(
      em,
      `select i.home_city, i.seq, i.hash, i.definition from service_item i
       join unnest($1::text[], $2::int[]) as w (city, seq) on i.home_city = w.city and i.seq = w.seq`,
      [wanted.map((basis) => basis.city), wanted.map((basis) => basis.seq)],
    );
    for (const { home_city: city, seq, hash, definition } of found) {
      this.keep(key({ city, seq, hash: hash.toString('hex') }), definition);
    }
  }

  private keep(name: string, definition: ServiceItemDefinition): void {
    this.kept.set(name, definition);
    if (this.kept.size > MAX_KEPT) this.kept.delete(this.kept.keys().next().value as string);
  }
}
