import {
  regionsAround,
  TongbanError,
  type Agreement,
  type DirectoryDocument,
  type HandlingMode,
  type Party,
  type PartyKey,
} from '#contracts';

/** Retired sealing keys are kept this long, for batches that were sealed before the change. */
export const RETIRED_SEAL_KEY_MS = 30 * 24 * 3600_000;

/** A directory with its look-ups; immutable. */
export class Directory {
  private readonly parties: Map<string, Party>;
  private readonly keys = new Map<string, { city: string; key: PartyKey }>();

  constructor(readonly document: DirectoryDocument) {
    this.parties = new Map(document.parties.map((party) => [party.city, party]));
    for (const party of document.parties) {
      for (const key of party.keys) this.keys.set(key.kid, { city: party.city, key });
    }
  }

  get number(): number {
    return this.document.number;
  }

  get cities(): readonly Party[] {
    return this.document.parties;
  }

  party(city: string): Party | undefined {
    return this.parties.get(city);
  }

  nameOf(city: string): string {
    return this.parties.get(city)?.name ?? city;
  }

  /** The key `kid` of `city` for one use; throws key_unknown (another city's key counts as unknown). */
  key(city: string, kid: string, use: PartyKey['use']): PartyKey {
    const found = this.keys.get(kid);
    if (!found || found.city !== city || found.key.use !== use) throw new TongbanError('key_unknown', { city, kid });
    return found.key;
  }

  /** The key a sender seals to: the newest valid one of the recipient; throws city_unknown or key_expired. */
  sealKeyFor(city: string, now: Date): PartyKey {
    const party = this.party(city);
    if (!party) throw new TongbanError('city_unknown', { city });
    const at = now.toISOString();
    const valid = party.keys
      .filter((key) => key.use === 'seal' && key.from <= at && at < key.until && key.revokedAt === null)
      .sort((a, b) => (a.from < b.from ? 1 : -1));
    const newest = valid[0];
    if (!newest) throw new TongbanError('key_expired', { city, use: 'seal' });
    return newest;
  }

  /** Agreement under which `collecting` takes an item in for `home` at an instant; undefined where there is none. */
  agreement(
    collecting: string,
    home: string,
    mode: HandlingMode,
    item: { itemCode: string; scopeAreas: readonly string[] },
    at: string,
  ): Agreement | undefined {
    return this.document.agreements.find(
      (a) =>
        a.collecting === collecting &&
        a.home === home &&
        a.modes.includes(mode) &&
        a.from <= at &&
        (a.until === null || at < a.until) &&
        (a.items === null ? isWithin(collecting, item.scopeAreas) : a.items.includes(item.itemCode)),
    );
  }

  /** Cities that a party may look into as their supervisor. */
  supervisedBy(supervisor: string): string[] {
    return this.document.supervision.filter((one) => one.supervisor === supervisor).flatMap(({ cities }) => cities);
  }

  /** Cities that share an agreement with `city`, in either direction. */
  agreedWith(city: string): string[] {
    const found = new Set<string>();
    for (const { collecting, home } of this.document.agreements) {
      if (collecting === city) found.add(home);
      if (home === city) found.add(collecting);
    }
    found.delete(city);
    return [...found];
  }

  /** All other cities, those with an agreement first. */
  partnersOf(city: string): string[] {
    const found = new Set(this.agreedWith(city));
    // Handing over may happen at any party: all cities of the directory are reachable, those with agreements first.
    for (const party of this.document.parties) if (party.city !== city) found.add(party.city);
    return [...found];
  }
}

/** Judges a key at an instant: batches, receipts and answers at now, events at their sealing. */
export function judgeKey(key: PartyKey, at: string): void {
  if (at < key.from || at >= key.until) throw new TongbanError('key_expired', { kid: key.kid });
  if (key.revokedAt !== null && key.revokedAt <= at) throw new TongbanError('key_revoked', { kid: key.kid });
}

/**
 * Judges the key of a sealed event: valid when it was sealed and, after a revocation, only where we receipted it
 * before (an attacker with the revoked key could write any sealing time).
 */
export function judgeSealKey(key: PartyKey, sealedAt: string, receiptedAt: string): void {
  if (sealedAt < key.from || sealedAt >= key.until) throw new TongbanError('key_expired', { kid: key.kid });
  if (key.revokedAt !== null && key.revokedAt <= receiptedAt) throw new TongbanError('key_revoked', { kid: key.kid });
}

/** 覆盖地区: an area that names a prefecture or a province covers the districts and parks in it. */
const isWithin = (city: string, areas: readonly string[]): boolean =>
  regionsAround(city).some((region) => areas.includes(region));
