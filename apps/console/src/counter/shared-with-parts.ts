import { watch, type ShallowRef } from 'vue';
import type { Item, TypedCase } from './typed-case.js';

/** What is typed once for a joint case as a whole need not be typed again in its parts, unless it differs there. */
export function shareWithParts(
  typed: TypedCase,
  item: ShallowRef<Item | null>,
  partItems: ShallowRef<ReadonlyMap<string, Item>>,
): void {
  watch(
    () => ({ ...typed.fields }),
    (now, before) => {
      for (const { fields } of Object.values(typed.parts)) {
        for (const [code, text] of Object.entries(now)) {
          if (fields[code] !== undefined && fields[code] === (before[code] ?? '')) fields[code] = text;
        }
      }
    },
  );
  // The same document, such as the identity card, is compared once for all who get a copy of it.
  const seen = (): string =>
    Object.entries(typed.materials)
      .map(([code, { taken, originalSeen }]) => `${code}${taken}${originalSeen}`)
      .join();
  watch(seen, () => {
    for (const { code, name } of item.value?.materials ?? []) {
      const { taken = false, originalSeen = false } = typed.materials[code] ?? {};
      if (!taken) continue;
      for (const [key, partItem] of partItems.value) {
        const same = partItem.materials.find((one) => one.name === name)?.code;
        const line = same === undefined ? undefined : typed.parts[key]?.materials[same];
        if (line) Object.assign(line, { taken, originalSeen, deferred: false });
      }
    }
  });
}
