import { watch } from 'vue';
import { answered, api, type Schemas } from '../api/client.js';
import { useAsked, type Asked } from '../api/asked.js';
import { ASKING_MS, isAsking, useAgain } from './again.js';

export type Figures = Schemas['Figures'];
export type Figure = Schemas['Figure'];
export type FigureQuestion = Pick<Figures, 'from' | 'to' | 'by'> & { collecting?: string; home?: string };

const REFRESH_MS = 30_000;

/**
 * Figures of a question that may change. While somebody looks they are asked for again by themselves, which is no use of
 * the session: soon where a city has not answered, and now and then anyway.
 */
export function useFigures(question: () => FigureQuestion): Asked<Figures> {
  const asked = useAsked((look) =>
    answered(api.GET('/api/v1/supervision/figures', { ...look, params: { query: question() } })),
  );
  useAgain(asked, () => (isAsking(asked.data.value?.sources) ? ASKING_MS : REFRESH_MS));
  watch(question, () => void asked.ask(), { immediate: true, deep: true });
  return asked;
}

/** How many of one kind a line counts. */
export const volumeOf = (figure: Figure, kind: Figure['volumes'][number]['kind']): number =>
  figure.volumes.find((one) => one.kind === kind)?.count ?? 0;

/** Cards of one level in a line. */
export const cardsOf = (figure: Figure, level: Figure['cards'][number]['level']): number =>
  figure.cards.filter((one) => one.level === level).reduce((sum, { count }) => sum + count, 0);
