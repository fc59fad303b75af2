import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { wordsOf, type ProblemWords } from './problems.js';

/** What a form sends: whether it is on its way, and why it was refused. */
export interface Sending {
  readonly isSending: Ref<boolean>;
  readonly refusal: ShallowRef<ProblemWords | null>;
  /** Does the work unless some is on its way; true when it was done. Never throws. */
  readonly send: (work: () => Promise<void>) => Promise<boolean>;
}

/** One form's sending: a second press of the button while it is on its way does nothing. */
export function useSending(): Sending {
  const { t } = useI18n();
  const isSending = ref(false);
  const refusal = shallowRef<ProblemWords | null>(null);
  const send = async (work: () => Promise<void>): Promise<boolean> => {
    if (isSending.value) return false;
    isSending.value = true;
    refusal.value = null;
    try {
      await work();
      return true;
    } catch (error) {
      refusal.value = wordsOf(error, t);
      return false;
    } finally {
      isSending.value = false;
    }
  };
  return { isSending, refusal, send };
}
