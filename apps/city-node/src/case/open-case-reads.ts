import { TongbanError, type ServiceItemDefinition } from '#contracts';
import { rows } from '../db/database.js';
import type { OpenCase } from './act-groups.js';
import { readApplications, type ApplicationRead } from './application-reads.js';

/** Versions kept in memory; a version never changes, so it is read once. */
const MAX_KEPT = 5000;

/** The item version that a case stands under, as its home city published it. */
export class CaseItems {
  private readonly kept = new Map<string, ServiceItemDefinition>();

  /** Throws internal_error where the list is not here, which cannot be in a city that collects or decides. */
  async of({ em, file }: OpenCase): Promise<ServiceItemDefinition> {
    const { home_city: home, item_code: code, item_version: version } = file;
    const key = `${home}/${code}/${version}`;
    const known = this.kept.get(key);
    if (known) return known;
    const [row] = await rows<{ definition: ServiceItemDefinition }>(
      em,
      'select definition from service_item where home_city = $1 and item_code = $2 and version = $3',
      [home, code, version],
    );
    if (!row) throw new TongbanError('internal_error', { reason: 'item_gone' });
    this.kept.set(key, row.definition);
    if (this.kept.size > MAX_KEPT) this.kept.delete(this.kept.keys().next().value as string);
    return row.definition;
  }
}

/** The application of a case under lock as it stands now; throws internal_error where it is not readable here. */
export async function applicationOf({ em, lane }: OpenCase): Promise<ApplicationRead> {
  const read = (await readApplications(em, [lane.lane])).get(lane.lane);
  if (!read) throw new TongbanError('internal_error', { reason: 'application_gone' });
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
