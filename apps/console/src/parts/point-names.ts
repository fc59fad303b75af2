import { ref } from 'vue';
import { answered, api, inBackground } from '../api/client.js';

const names = ref<ReadonlyMap<string, string>>(new Map());
const asked = new Set<string>();

async function ask(city: string): Promise<void> {
  asked.add(city);
  try {
    const query = { city, page: 1, pageSize: 100 };
    const { items } = await answered(api.GET('/api/v1/pickup-points', { params: { query }, headers: inBackground }));
    names.value = new Map([...names.value, ...items.map(({ id, name }) => [`${city}/${id}`, name] as const)]);
  } catch {
    // The code of a point stands for its name; the next page asks again.
    asked.delete(city);
  }
}

/** Names of pickup points by city and id; the id stands for itself until the city's points are known. */
export function usePointNames(): { pointName: (city: string, id: string) => string } {
  return {
    pointName: (city, id) => {
      if (city !== '' && !asked.has(city)) void ask(city);
      return names.value.get(`${city}/${id}`) ?? id;
    },
  };
}
