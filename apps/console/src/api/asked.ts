import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { onServerReturn } from '../shell/server-state.js';
import { wordsOf, type ProblemWords } from './problems.js';

/** A question to the server as a page shows it: what is known, whether an answer is awaited, what went wrong. */
export interface Asked<T> {
  readonly data: ShallowRef<T | null>;
  readonly loading: Ref<boolean>;
  readonly problem: ShallowRef<ProblemWords | null>;
  /** Asks again; an answer to an older question that comes later is dropped. Never throws. */
  readonly ask: () => Promise<void>;
}

/** Keeps the answer to one question; asks again by itself when the server comes back. Does not ask at once. */
export function useAsked<T>(question: () => Promise<T>): Asked<T> {
  const { t } = useI18n();
  const data = shallowRef<T | null>(null);
  const loading = ref(false);
  const problem = shallowRef<ProblemWords | null>(null);
  let newest = 0;
  const ask = async (): Promise<void> => {
    const mine = ++newest;
    loading.value = true;
    try {
      const answer = await question();
      if (mine !== newest) return;
      data.value = answer;
      problem.value = null;
    } catch (error) {
      if (mine === newest) problem.value = wordsOf(error, t);
    } finally {
      if (mine === newest) loading.value = false;
    }
  };
  onServerReturn(ask);
  return { data, loading, problem, ask };
}
