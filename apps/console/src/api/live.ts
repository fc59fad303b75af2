import { onBeforeUnmount, onMounted } from 'vue';
import { onServerReturn } from '../shell/server-state.js';

/** Changes that come in one breath, such as a batch, are one reason to look. */
const TOGETHER_MS = 400;

type Listener = (caseNo: string) => void;
const listeners = new Set<Listener>();
let source: EventSource | null = null;

/** One line for all parts of this page. The browser opens it again by itself, two seconds after it broke. */
function listen(): void {
  if (source || document.hidden || listeners.size === 0) return;
  source = new EventSource('/api/v1/live');
  source.addEventListener('case', (event: MessageEvent<string>) => {
    const { caseNo } = JSON.parse(event.data) as { caseNo: string };
    for (const listener of listeners) listener(caseNo);
  });
  // Refused for good, as after the end of a session: the next look at the page tries again.
  source.addEventListener('error', () => {
    if (source?.readyState === EventSource.CLOSED) source = null;
  });
}

function leave(): void {
  source?.close();
  source = null;
}

// A browser has few lines to one server: pages that nobody looks at give theirs back.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) leave();
  else {
    listen();
    for (const listener of listeners) listener('');
  }
});

/**
 * Calls back when a case of this city changed (all cases unless `caseNo` is told), and when the page is looked at again
 * or the server has come back, since nothing was heard meanwhile.
 */
export function useLive(look: () => unknown, caseNo?: string): void {
  let timer = 0;
  const heard: Listener = (changed) => {
    if (caseNo !== undefined && changed !== '' && changed !== caseNo) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(look, TOGETHER_MS);
  };
  onMounted(() => {
    listeners.add(heard);
    listen();
  });
  onBeforeUnmount(() => {
    window.clearTimeout(timer);
    listeners.delete(heard);
    if (listeners.size === 0) leave();
  });
  onServerReturn(listen);
}
