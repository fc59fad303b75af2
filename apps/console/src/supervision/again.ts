import { onBeforeUnmount, onMounted, watch } from 'vue';
import type { Asked } from '../api/asked.js';
import type { Schemas } from '../api/client.js';
import { session } from '../session/session.js';

/** Asked again so soon, in ms, while a city has not answered yet. */
export const ASKING_MS = 1500;

/** Whether the answer of a city is still to come. */
export const isAsking = (sources: readonly Schemas['FigureSource'][] | undefined): boolean =>
  sources?.some(({ state }) => state === 'ASKING') ?? false;

/**
 * Asks again by itself, which is no use of the session: `restMs` after each answer (null: not before the next one), and
 * only while somebody may be looking.
 */
export function useAgain(asked: Asked<unknown>, restMs: () => number | null): void {
  let timer = 0;
  let isHere = false;
  const plan = (): void => {
    window.clearTimeout(timer);
    const rest = restMs();
    if (isHere && rest !== null) timer = window.setTimeout(() => void look(), rest);
  };
  const look = async (): Promise<void> => {
    if (!document.hidden && !session.ended && !asked.loading.value) await asked.askByItself();
    plan();
  };
  /** Back from another tab: what is shown may be of long ago. */
  const seen = (): void => {
    if (!document.hidden && restMs() !== null) void look();
  };
  watch(asked.data, plan);
  onMounted(() => {
    isHere = true;
    plan();
    document.addEventListener('visibilitychange', seen);
  });
  onBeforeUnmount(() => {
    isHere = false;
    window.clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  });
}
