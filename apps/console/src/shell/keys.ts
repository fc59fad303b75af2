import { onBeforeUnmount, onMounted } from 'vue';
import { useRouter } from 'vue-router';
import { PAGES } from '../routes.js';
import { mayHere } from '../session/session.js';

/** A key of the open page, such as `j`; `words` is its line on the page of shortcuts. */
export interface PageKey {
  /** As `KeyboardEvent.key`, with `Alt+` before it where needed: `j`, `/`, `Alt+s`. */
  readonly key: string;
  readonly run: () => void;
}

/** After `g`, the letter has to follow within this time. */
const LETTER_WITHIN_MS = 1500;
const pageKeys: PageKey[] = [];

/** Keys of a page, for as long as it is open. Add them to the table in ShortcutsPage.vue as well. */
export function usePageKeys(keys: readonly PageKey[]): void {
  onMounted(() => pageKeys.push(...keys));
  onBeforeUnmount(() => {
    for (const key of keys) pageKeys.splice(pageKeys.indexOf(key), 1);
  });
}

/** Keys that work everywhere: `?` shortcuts, `g` and a letter for a page, `Escape` leaves a field. */
export function useKeys(): void {
  const router = useRouter();
  let goUntil = 0;

  const pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    const name = event.altKey ? `Alt+${event.key.toLowerCase()}` : event.key;
    if (isTyping(event.target) && !event.altKey) {
      if (name === 'Escape') (event.target as HTMLElement).blur();
      return;
    }
    // Element Plus leaves closed dialogs in the page.
    if ([...document.querySelectorAll('[aria-modal="true"]')].some((dialog) => dialog.checkVisibility())) return;
    const page =
      performance.now() < goUntil ? PAGES.find((one) => one.key === name && mayHere(one.permission)) : undefined;
    goUntil = 0;
    if (page) void router.push({ name: page.name });
    else if (name === 'g') goUntil = performance.now() + LETTER_WITHIN_MS;
    else if (name === '?') void router.push({ name: 'shortcuts' });
    else {
      const own = pageKeys.findLast((one) => one.key === name);
      if (!own) return;
      own.run();
    }
    event.preventDefault();
  };

  onMounted(() => window.addEventListener('keydown', pressed));
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed));
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A box that is ticked takes no letters: after it the keys of a list go on working.
  return target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])');
}
