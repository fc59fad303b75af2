import { TongbanError, type ServiceItemDefinition } from '#contracts';
import { rows } from '../db/database.js';
import type { ItemVersions } from '../service-items/item-versions.js';
import type { OpenCase } from './act-groups.js';
import { readApplications, type ApplicationRead } from './application-reads.js';

/** The item version that a case stands under, as its home city published it. */
export class CaseItems {
  constructor(private readonly versions: ItemVersions) {}

  /** Throws internal_error where the list is not here, which cannot be in a city that collects or decides. */
  async of({ em, file }: OpenCase): Promise<ServiceItemDefinition> {
    const { home_city: homeCity, item_code: itemCode, item_version: version } = file;
    const item =
      itemCode === null || version === null ? null : await this.versions.of(em, { homeCity, itemCode, version });
    if (!item) throw new TongbanError('internal_error', { reason: 'item_gone' });
    return item;
  }
}

/** The application of a case under lock as it stands now; throws case_erased where its term of keeping is over. */
export async function applicationOf({ em, lane }: OpenCase): Promise<ApplicationRead> {
  const read = (await readApplications(em, [lane.lane])).get(lane.lane);
  if (!read) throw new TongbanError('case_erased');
  return read;
}

/** Facts of a type that this city stated in a case, by who acted; without those that came to nothing. */
export async function ownActors(
  { em, lane, file }: OpenCase,
  type: string,
): Promise<{ act: string | null; id: string }[]> {
  const found = await rows<{ act: string | null; id: string; hash: string }>(
    em,
    `select payload::jsonb->>'act' as act, payload::jsonb->'actor'->>'id' as id, encode(hash, 'hex') as hash
     from event where lane = $1 and type = $2 and kept_reason is null order by id`,
    [lane.lane, type],
  );
  return found.filter(({ hash }) => !file.state.ineffective.includes(hash));
}
