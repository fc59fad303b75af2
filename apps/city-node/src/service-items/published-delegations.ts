import { delegationCovers, type Basis, type DelegatedAct, type Delegation } from '#contracts';
import { rows, type Tx } from '../db/database.js';

/** One version of a delegation with the signed event that published it. */
export interface PublishedDelegation {
  definition: Delegation;
  basis: Basis;
}

/** What somebody wants to do in another city's name. `itemCode` null: one that may not read which item it is. */
export interface DelegatedDeed {
  to: string;
  itemCode: string | null;
  act: DelegatedAct;
  at: string;
}

/**
 * 授权委托 as published. At each instant the newest version that has begun is the one in force, so that a publication
 * never changes what was right before it began.
 */
export class PublishedDelegations {
  private readonly byCity = new Map<string, Map<number, PublishedDelegation>>();

  /** Takes one that has just come and may not be in the table yet. */
  note(one: PublishedDelegation): void {
    const own = this.byCity.get(one.basis.city) ?? new Map<number, PublishedDelegation>();
    own.set(one.basis.seq, one);
    this.byCity.set(one.basis.city, own);
  }

  /** Reads what these cities have published. */
  async load(em: Tx, cities: readonly string[]): Promise<void> {
    if (cities.length === 0) return;
    const found = await rows<{ from_city: string; definition: Delegation; lane: string; seq: number; hash: Buffer }>(
      em,
      'select from_city, definition, lane, seq, hash from delegation where from_city = any($1::text[])',
      [[...new Set(cities)]],
    );
    for (const { from_city: city, definition, lane, seq, hash } of found) {
      this.note({ definition, basis: { lane, city, seq, hash: hash.toString('hex') } });
    }
  }

  /** The publication that lets this be done now; null where none does. */
  allowing(home: string, deed: DelegatedDeed): Basis | null {
    const ids = new Set([...(this.byCity.get(home)?.values() ?? [])].map(({ definition }) => definition.id));
    for (const id of ids) {
      const inForce = this.inForce(home, id, deed.at);
      if (inForce && covers(inForce.definition, deed)) return inForce.basis;
    }
    return null;
  }

  /** True if the publication named as basis is of `home`, and what is in force of it at that instant covers the deed. */
  covers(home: string, basis: Basis | null, deed: DelegatedDeed): boolean {
    const named = basis?.city === home ? this.byCity.get(home)?.get(basis.seq) : undefined;
    if (!named || named.basis.hash !== basis?.hash) return false;
    const inForce = this.inForce(home, named.definition.id, deed.at);
    return inForce !== undefined && covers(inForce.definition, deed);
  }

  private inForce(home: string, id: string, at: string): PublishedDelegation | undefined {
    return [...(this.byCity.get(home)?.values() ?? [])]
      .filter(({ definition }) => definition.id === id && definition.validFrom <= at)
      .reduce<PublishedDelegation | undefined>((a, b) => (a && a.basis.seq > b.basis.seq ? a : b), undefined);
  }
}

const covers = (definition: Delegation, { to, itemCode, act, at }: DelegatedDeed): boolean =>
  delegationCovers(definition, to, itemCode ?? (definition.items[0] as string), act, at);
