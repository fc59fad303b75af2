import { onBeforeUnmount, onMounted } from 'vue';

/** A receipt is no fact of a case, and told to no screen unless its link was held: it is looked for now and then. */
const RECEIPT_MS = 15_000;

/** Calls `look` every few seconds while `isAwaited` says that something is on its way, and somebody looks at the page. */
export function useReceiptWatch(isAwaited: () => boolean, look: () => unknown): void {
  let timer = 0;
  onMounted(() => {
    timer = window.setInterval(() => {
      if (!document.hidden && isAwaited()) look();
    }, RECEIPT_MS);
  });
  onBeforeUnmount(() => window.clearInterval(timer));
}
