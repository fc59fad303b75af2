import { onBeforeUnmount, onMounted } from 'vue';

/** How often a page of the machine room is read again, in ms, while somebody looks at it. */
const EVERY_MS = 5000;

/** Asks at once, and then again and again without counting as use of the session. */
export function useLookAgain(ask: (byItself: boolean) => unknown): void {
  let timer = 0;
  onMounted(() => {
    void ask(false);
    timer = window.setInterval(() => {
      if (!document.hidden) void ask(true);
    }, EVERY_MS);
  });
  onBeforeUnmount(() => window.clearInterval(timer));
}
