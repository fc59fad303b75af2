import { computed, type ComputedRef } from 'vue';
import { answered, api, inBackground, type Schemas } from '../api/client.js';
import { useAsked, type Asked } from '../api/asked.js';
import { session } from '../session/session.js';

export type PickupPoint = Schemas['PickupPoint'];

/** Points shown; further ones are no longer near. */
const NEAREST = 40;

/** Points where results are handed over, nearest to this hall first; without a hall of its own, those of the city. */
async function nearestPoints(): Promise<readonly PickupPoint[]> {
  const ask = async (query: { city?: string; lat?: number; lon?: number }): Promise<readonly PickupPoint[]> => {
    const answer = answered(
      api.GET('/api/v1/pickup-points', {
        params: { query: { ...query, page: 1, pageSize: NEAREST } },
        headers: inBackground,
      }),
    );
    return (await answer).items;
  };
  const here = await ask({ city: session.user?.city ?? '' });
  const hall = here.find(({ kind }) => kind === 'HALL');
  return hall ? ask({ lat: hall.lat, lon: hall.lon }) : here;
}

/** The points, asked for when the form is opened; asks again when the server comes back. */
export function usePickupPoints(): Asked<readonly PickupPoint[]> & {
  pointOf: ComputedRef<(id: string) => PickupPoint | undefined>;
} {
  const asked = useAsked(nearestPoints);
  void asked.ask();
  const byId = computed(() => new Map((asked.data.value ?? []).map((point) => [point.id, point])));
  return { ...asked, pointOf: computed(() => (id: string) => byId.value.get(id)) };
}
