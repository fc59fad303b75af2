import { ref, type Ref } from 'vue';

/** The rows of a list under the keys `j` and `k`. */
export interface RowSteps {
  /** For the `ref` of the table's body. */
  readonly body: Ref<HTMLElement | null>;
  /** Goes to the next (1) or previous (-1) row; Enter then does what its first button or link does. */
  readonly move: (step: 1 | -1) => void;
}

/** Moves the cursor from row to row: to what carries `data-row`, or else to the first button, or else the first link. */
export function useRowSteps(): RowSteps {
  const body = ref<HTMLElement | null>(null);
  const move = (step: 1 | -1): void => {
    const rows = [...(body.value?.querySelectorAll<HTMLElement>('tr') ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    const target = ['[data-row]', 'button', 'a'].map((what) => row?.querySelector<HTMLElement>(what));
    target.find(Boolean)?.focus();
  };
  return { body, move };
}
