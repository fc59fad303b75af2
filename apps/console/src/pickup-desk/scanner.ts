import { onBeforeUnmount, onMounted } from 'vue';

/** A reader types faster than anybody: this many milliseconds between two characters, on the average of a scan. */
const READER_PACE_MS = 40;
/** A longer stop begins a new scan. */
const STOP_MS = 250;

/**
 * Hears a reader that types like a keyboard, wherever the cursor is. `take` says whether a text that ended in Enter was
 * one of its own; then the field that had the cursor gets back what it held, and nothing else hears the Enter. Text
 * typed into the fields of `own` is left to them.
 */
export function useScanner(own: () => readonly (HTMLElement | null)[], take: (text: string) => boolean): void {
  let text = '';
  let startedAt = 0;
  let lastAt = 0;
  let held: { field: HTMLInputElement; value: string } | null = null;

  function begin(event: KeyboardEvent): void {
    text = '';
    startedAt = event.timeStamp;
    const field = event.target;
    held = field instanceof HTMLInputElement ? { field, value: field.value } : null;
  }
  function pressed(event: KeyboardEvent): void {
    if (own().includes(event.target as HTMLElement) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.timeStamp - lastAt > STOP_MS || text === '') begin(event);
    if (event.key.length === 1) {
      text += event.key;
      lastAt = event.timeStamp;
    } else if (event.key === 'Enter') {
      const scanned = text;
      text = '';
      const isFast = scanned.length > 1 && (lastAt - startedAt) / (scanned.length - 1) <= READER_PACE_MS;
      if (!isFast || !take(scanned)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (held) {
        held.field.value = held.value;
        held.field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }
  }
  onMounted(() => window.addEventListener('keydown', pressed, true));
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed, true));
}
