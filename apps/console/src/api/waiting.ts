import { ref } from 'vue';

/** What is shorter is not worth a word. */
const WORTH_SHOWING_MS = 500;

/** True while something that a person asked for has been under way for half a second; the frame shows it. */
export const isWaiting = ref(false);

const since = new Set<symbol>();
let timer = 0;

/** Shows that there is waiting while `work` takes long; gives what it gives. */
export async function shownWhileWaiting<T>(work: Promise<T>): Promise<T> {
  const mine = Symbol('work');
  since.add(mine);
  // The first of several counts: one after the other would never be seen otherwise.
  if (since.size === 1) timer = window.setTimeout(() => (isWaiting.value = true), WORTH_SHOWING_MS);
  try {
    return await work;
  } finally {
    since.delete(mine);
    if (since.size === 0) {
      window.clearTimeout(timer);
      isWaiting.value = false;
    }
  }
}
