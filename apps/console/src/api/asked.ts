import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { session } from '../session/session.js';
import { onServerReturn } from '../shell/server-state.js';
import { inBackground } from './client.js';
import { isSignedOut, wordsOf, type ProblemWords } from './problems.js';

/** Whether a person asks, or the page by itself; goes into the request as it is. */
export type Look = { readonly headers?: typeof inBackground };

/** A question to the server as a page shows it: what is known, whether an answer is awaited, what went wrong. */
export interface Asked<T> {
  readonly data: ShallowRef<T | null>;
  /** While a person waits; what the page asks by itself changes nothing until it is answered. */
  readonly loading: Ref<boolean>;
  readonly problem: ShallowRef<ProblemWords | null>;
  /** Whether `data` is what the page asked for by itself. */
  readonly byItself: Ref<boolean>;
  /** Asks again; an answer to an older question that comes later is dropped. Never throws. */
  readonly ask: () => Promise<void>;
  /** Asks again without anybody having asked for it: no use of the session. Never throws. */
  readonly askByItself: () => Promise<void>;
}

/**
 * Keeps the answer to one question; asks again by itself when the server comes back, or the person after the end of the
 * session. Does not ask at once.
 */
export function useAsked<T>(question: (look: Look) => Promise<T>): Asked<T> {
  const { t } = useI18n();
  const data = shallowRef<T | null>(null);
  const loading = ref(false);
  const problem = shallowRef<ProblemWords | null>(null);
  const byItself = ref(false);
  let newest = 0;
  /** Set while an answer is owed because the session has ended: who of them had asked. */
  let owed: 'page' | 'person' | null = null;
  const put = async (quietly: boolean): Promise<void> => {
    const mine = ++newest;
    if (!quietly) loading.value = true;
    try {
      const answer = await question(quietly ? { headers: inBackground } : {});
      if (mine !== newest) return;
      // A person who waits gets this answer as their own, also where the page has asked since.
      byItself.value = quietly && !loading.value;
      data.value = answer;
      problem.value = null;
    } catch (error) {
      if (mine === newest && session.ended && isSignedOut(error)) {
        // The dialog over the page says it all.
        owed = loading.value || owed === 'person' ? 'person' : 'page';
        return;
      }
      // Nobody waits: what is shown stays, and the top bar says that it is not kept up.
      if (mine === newest && (loading.value || data.value === null)) problem.value = wordsOf(error, t);
    } finally {
      if (mine === newest) loading.value = false;
    }
  };
  const ask = (): Promise<void> => put(false);
  const askByItself = (): Promise<void> => put(true);
  onServerReturn(askByItself);
  watch(
    () => session.ended,
    (ended) => {
      if (ended || owed === null) return;
      const who = owed;
      owed = null;
      void put(who === 'page');
    },
  );
  return { data, loading, problem, byItself, ask, askByItself };
}
