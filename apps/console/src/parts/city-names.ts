import { ref, type Ref } from 'vue';
import { answered, api } from '../api/client.js';
import { onServerReturn } from '../shell/server-state.js';

const names = ref<ReadonlyMap<string, string>>(new Map());
const isSample = ref(false);
let asked = false;

/** Names of all cities by region code; empty until they are known, and a code stands for itself until then. */
export function useCityNames(): {
  names: Ref<ReadonlyMap<string, string>>;
  nameOf: (code: string | null) => string;
  /** All that is shown is made up. */
  isSample: Ref<boolean>;
} {
  const ask = async (): Promise<void> => {
    asked = true;
    try {
      const cities = await answered(api.GET('/api/v1/cities'));
      names.value = new Map(cities.map(({ city, name }) => [city, name]));
      isSample.value = cities.some(({ sample }) => sample);
    } catch {
      // Codes are shown in the place of names; the next page, or the server's return, asks again.
      asked = false;
    }
  };
  if (!asked) void ask();
  onServerReturn(() => (names.value.size === 0 ? ask() : undefined));
  return { names, isSample, nameOf: (code) => (code === null ? '' : (names.value.get(code) ?? code)) };
}
