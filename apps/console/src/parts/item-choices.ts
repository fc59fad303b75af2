import { computed, ref, type ComputedRef } from 'vue';
import { allItems } from '../counter/item-index.js';
import { useCityNames } from './city-names.js';

const items = ref<readonly { itemCode: string; name: string; homeCity: string }[]>([]);
let asked = false;

/** Items of all cities for a choice: code, and name with city; empty until they are known. */
export function useItemChoices(): ComputedRef<readonly (readonly [code: string, words: string])[]> {
  const { nameOf } = useCityNames();
  if (!asked) {
    asked = true;
    allItems(() => '').then(
      (found) => (items.value = found),
      // The next visit of a list asks again; until then there is nothing to choose.
      () => (asked = false),
    );
  }
  return computed(() =>
    items.value.map(
      ({ itemCode, name, homeCity }) => [itemCode, `${name}（${nameOf(homeCity)} ${itemCode}）`] as const,
    ),
  );
}
