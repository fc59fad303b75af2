import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Asked } from '../api/asked.js';

/** A list that changes by itself without taking a row away from under who reads or points at it. */
export interface CalmList<Row> {
  /** What is shown. */
  readonly rows: ShallowRef<readonly Row[]>;
  /** Rows shown that the list has no more; they stay until the reader takes the changes in. */
  readonly left: ShallowRef<ReadonlySet<string>>;
  /** Rows that the list has and the screen not yet. */
  readonly fresh: Ref<number>;
  /** Rows that came in by themselves with the last change. */
  readonly arrived: Ref<number>;
  /** Shows the list as it is. */
  readonly takeIn: () => void;
}

/** Somebody reads here: the cursor or the pointer is in the list, text is marked in it, or it is scrolled. */
export function isRead(place: Element | null | undefined): boolean {
  if (!place) return false;
  const marked = window.getSelection();
  const hasMark = marked !== null && !marked.isCollapsed && place.contains(marked.anchorNode);
  const isScrolled = (place.closest('main')?.scrollTop ?? 0) > 0;
  return hasMark || isScrolled || place.matches(':hover') || place.contains(document.activeElement);
}

/**
 * Follows the answers to a list. What a person asked for is shown as it comes. What the page asked for by itself is shown
 * as well while nobody reads; else the rows that are there change in their places, and others wait to be taken in.
 */
export function useCalmList<T, Row>(
  asked: Pick<Asked<T>, 'data' | 'byItself'>,
  rowsOf: (answer: T) => readonly Row[],
  keyOf: (row: Row) => string,
  isBusy: () => boolean,
): CalmList<Row> {
  const rows = shallowRef<readonly Row[]>([]);
  const left = shallowRef<ReadonlySet<string>>(new Set());
  const fresh = ref(0);
  const arrived = ref(0);
  let newest: readonly Row[] = [];

  const takeIn = (): void => {
    rows.value = newest;
    left.value = new Set();
    fresh.value = 0;
  };
  const changeInPlace = (): void => {
    const now = new Map(newest.map((row) => [keyOf(row), row]));
    const shown = new Set(rows.value.map(keyOf));
    rows.value = rows.value.map((row) => now.get(keyOf(row)) ?? row);
    left.value = new Set([...shown].filter((key) => !now.has(key)));
    fresh.value = [...now.keys()].filter((key) => !shown.has(key)).length;
  };
  watch(asked.data, (answer) => {
    newest = answer === null ? [] : rowsOf(answer);
    arrived.value = 0;
    if (!asked.byItself.value) takeIn();
    else if (rows.value.length > 0 && isBusy()) changeInPlace();
    else {
      const shown = new Set(rows.value.map(keyOf));
      arrived.value = newest.filter((row) => !shown.has(keyOf(row))).length;
      takeIn();
    }
  });
  return { rows, left, fresh, arrived, takeIn };
}
