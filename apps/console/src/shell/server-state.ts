import { getCurrentScope, onScopeDispose, ref } from 'vue';
import { watchers } from '../api/client.js';

/** True while the server does not answer; the banner shows it, and pages keep what they have. */
export const serverIsAway = ref(false);

const LOOK_AGAIN_MS = 1000;
/** A hall full of windows does not come back in the same moment. */
const SPREAD_MS = 1000;
const onReturn = new Set<() => unknown>();

/** Calls back whenever the server has come back, for as long as the calling component lives. */
export function onServerReturn(work: () => unknown): void {
  onReturn.add(work);
  if (getCurrentScope()) onScopeDispose(() => onReturn.delete(work));
}

/** Asks until it answers that it is ready; then everybody who wanted to know is told. */
async function lookUntilBack(): Promise<void> {
  while (serverIsAway.value) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS + Math.random() * SPREAD_MS));
    const isBack = await fetch('/health/ready', { signal: AbortSignal.timeout(3000) }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (!isBack) continue;
    serverIsAway.value = false;
    for (const work of onReturn) work();
  }
}

watchers.away = () => {
  if (serverIsAway.value) return;
  serverIsAway.value = true;
  void lookUntilBack();
};
