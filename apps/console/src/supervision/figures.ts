import { computed, onBeforeUnmount, watch, type ComputedRef } from 'vue';
import { answered, api, type Schemas } from '../api/client.js';
import { useAsked, type Asked } from '../api/asked.js';

export type Figures = Schemas['Figures'];
export type Figure = Schemas['Figure'];
export type FigureQuestion = Pick<Figures, 'from' | 'to' | 'by'> & { collecting?: string; home?: string };

const AGAIN_MS = 1500;
const REFRESH_MS = 30_000;

/** Figures of a question that may change; asked again soon while a city has not answered, and now and then anyway. */
export function useFigures(question: () => FigureQuestion): Asked<Figures> & { asking: ComputedRef<boolean> } {
  const asked = useAsked(() => answered(api.GET('/api/v1/supervision/figures', { params: { query: question() } })));
  const asking = computed(() => asked.data.value?.sources.some(({ state }) => state === 'ASKING') ?? false);
  let timer = 0;
  const again = async (): Promise<void> => {
    window.clearTimeout(timer);
    await asked.ask();
    timer = window.setTimeout(() => void again(), asking.value ? AGAIN_MS : REFRESH_MS);
  };
  watch(question, () => void again(), { immediate: true, deep: true });
  onBeforeUnmount(() => window.clearTimeout(timer));
  return { ...asked, ask: again, asking };
}

/** How many of one kind a line counts. */
export const volumeOf = (figure: Figure, kind: Figure['volumes'][number]['kind']): number =>
  figure.volumes.find((one) => one.kind === kind)?.count ?? 0;

/** Cards of one level in a line. */
export const cardsOf = (figure: Figure, level: Figure['cards'][number]['level']): number =>
  figure.cards.filter((one) => one.level === level).reduce((sum, { count }) => sum + count, 0);
