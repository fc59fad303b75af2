import { computed, onBeforeUnmount, watch, type ShallowRef } from 'vue';
import { answered, api, inBackground, type Schemas } from '../api/client.js';
import { useAsked, type Asked } from '../api/asked.js';
import { coveredOf } from './case-body.js';
import type { Item, TypedCase } from './typed-case.js';

/** A pause in typing. */
const PAUSE_MS = 350;
/** The queue over there moves, and a broken link comes back, while papers are looked through. */
const AGAIN_MS = 10_000;

/** 可办性检查 of what is typed so far: asked after every pause, and again from time to time. */
export function usePrecheck(typed: TypedCase, item: ShallowRef<Item | null>): Asked<Schemas['Precheck'] | null> {
  const question = computed(() =>
    item.value && typed.mode !== '' && typed.mode !== 'JOINT'
      ? {
          homeCity: item.value.homeCity,
          itemCode: item.value.itemCode,
          mode: typed.mode,
          applicantType: typed.applicant.type,
          byAgent: typed.byAgent,
          materials: coveredOf(typed).sort(),
        }
      : null,
  );
  const asked = useAsked(async () => {
    const body = question.value;
    return body === null ? null : answered(api.POST('/api/v1/prechecks', { body, headers: inBackground }));
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const askAfter = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void asked.ask().finally(() => askAfter(AGAIN_MS));
    }, ms);
  };
  const itemKey = computed(() => `${question.value?.homeCity}/${question.value?.itemCode}`);
  watch(
    () => JSON.stringify(question.value),
    () => askAfter(PAUSE_MS),
    { immediate: true },
  );
  // What was said of another item is not shown for this one, not even for a moment.
  watch(itemKey, () => {
    asked.data.value = null;
  });
  onBeforeUnmount(() => clearTimeout(timer));
  return asked;
}
