import { onBeforeUnmount, onMounted, readonly, ref, watch } from 'vue';
import { onServerReturn, serverIsAway } from '../shell/server-state.js';
import { session } from '../session/session.js';
import { api, inBackground } from './client.js';

/** The server beats every 15 s; a line that is silent for longer than two beats is dead, whatever the browser thinks. */
const SILENT_MS = 40_000;
/** The first attempt after a break comes within this, each next one within twice as much, up to the longest. */
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 15_000;
/** While nothing is heard, pages look by themselves this often. */
const LOOK_WITHOUT_MS = 15_000;
/** Windows that hear the same event do not all ask in the same moment. */
const SPREAD_MS = 300;
/** A page asks again this often at most, however much changes, unless it asks to rest longer. */
const REST_MS = 1500;
/** A break shorter than this is nobody's business. */
const SHORT_BREAK_MS = 3000;

interface Listener {
  readonly cases?: (caseNos: readonly string[]) => void;
  readonly links?: () => void;
  /** Something may have been missed. */
  readonly look: () => void;
}

const listeners = new Set<Listener>();
const isCut = ref(false);
/** True while this page does not hear of changes as they happen, though it wants to. */
export const liveIsCut = readonly(isCut);

let source: EventSource | null = null;
let lastId = '';
let attempts = 0;
let heardAt = 0;
let retry = 0;
let cutTimer = 0;

const wanted = (): boolean => listeners.size > 0 && !document.hidden && !session.ended;
const lookAll = (): void => {
  for (const { look } of listeners) look();
};

/** One line for all parts of this page, for as long as somebody looks at it. */
function open(): void {
  window.clearTimeout(retry);
  if (source || !wanted()) return;
  const line = new EventSource(`/api/v1/live${lastId === '' ? '' : `?after=${encodeURIComponent(lastId)}`}`);
  source = line;
  heardAt = Date.now();
  const on = (kind: string, take: (data: Record<string, unknown>) => void): void =>
    line.addEventListener(kind, (event: MessageEvent<string>) => {
      if (source !== line) return;
      heardAt = Date.now();
      if (event.lastEventId !== '') lastId = event.lastEventId;
      take(JSON.parse(event.data) as Record<string, unknown>);
    });
  on('hello', ({ resumed }) => {
    attempts = 0;
    window.clearTimeout(cutTimer);
    cutTimer = 0;
    isCut.value = false;
    // What happened between the first look of a page and this moment was told to nobody.
    if (resumed !== true) lookAll();
  });
  on('cases', ({ cases }) => {
    for (const one of listeners) one.cases?.(cases as string[]);
  });
  on('links', () => {
    for (const one of listeners) one.links?.();
  });
  on('look', () => {
    isCut.value = false;
    lookAll();
  });
  // The line stands, but nobody at its other end knows what happens in the city.
  on('beat', ({ node }) => {
    isCut.value = node === false;
  });
  line.addEventListener('error', () => {
    if (source === line) broken();
  });
}

function leave(): void {
  source?.close();
  source = null;
}

/** The line broke, or was refused. The browser's own way back has neither patience nor the last event. */
function broken(): void {
  leave();
  if (!wanted()) return;
  if (cutTimer === 0) cutTimer = window.setTimeout(() => (isCut.value = true), SHORT_BREAK_MS);
  const most = Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
  attempts += 1;
  window.clearTimeout(retry);
  retry = window.setTimeout(() => void comeBack(), most * (0.5 + Math.random() / 2));
}

/** Asks who is signed in first: that tells a server that is away, and a session that has ended, from a broken line. */
async function comeBack(): Promise<void> {
  if (source || !wanted() || serverIsAway.value) return;
  const { response } = await api
    .GET('/api/v1/session', { headers: inBackground })
    .catch((): { response?: Response } => ({}));
  if (response?.ok) open();
  // A server that is away is waited for elsewhere; who has to sign in again comes back by that.
  else if (!serverIsAway.value && !session.ended) broken();
}

window.setInterval(() => {
  if (source && Date.now() - heardAt > SILENT_MS) broken();
}, SILENT_MS / 8);
window.setInterval(() => {
  if (isCut.value && wanted() && !serverIsAway.value) lookAll();
}, LOOK_WITHOUT_MS);

onServerReturn(() => {
  attempts = 0;
  // The line to the server of before is of no use, also where the browser has not noticed yet.
  leave();
  open();
});
watch(
  () => session.ended,
  (ended) => (ended ? leave() : open()),
);
// A browser has few lines to one server: pages that nobody looks at give theirs back.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) leave();
  else {
    open();
    lookAll();
  }
});

/** Calls `look` soon after the first reason, and then at rest intervals for as long as there are more. */
function gathering(look: () => unknown, restMs: number): { soon: () => void; stop: () => void } {
  let timer = 0;
  let lookedAt = 0;
  return {
    soon: () => {
      if (timer !== 0) return;
      const wait = Math.max(lookedAt + restMs - Date.now(), 0) + Math.random() * SPREAD_MS;
      timer = window.setTimeout(() => {
        timer = 0;
        lookedAt = Date.now();
        look();
      }, wait);
    },
    stop: () => window.clearTimeout(timer),
  };
}

function listen(listenerOf: (soon: () => void) => Listener, look: () => unknown, restMs = REST_MS): void {
  const { soon, stop } = gathering(look, restMs);
  const listener = listenerOf(soon);
  onMounted(() => {
    listeners.add(listener);
    open();
  });
  onBeforeUnmount(() => {
    stop();
    listeners.delete(listener);
    if (listeners.size === 0) leave();
  });
}

/**
 * Calls back when a case of this city changed, whoever changed it (any case unless `caseNo` is told), and whenever
 * something may have been missed. `look` asks without making use of the session. `restMs`: at least so long between two
 * looks.
 */
export function useLive(look: () => unknown, { caseNo, restMs }: { caseNo?: string; restMs?: number } = {}): void {
  listen(
    (soon) => ({
      look: soon,
      cases: (changed) => {
        if (caseNo === undefined || changed.includes(caseNo)) soon();
      },
    }),
    look,
    restMs,
  );
}

/** Calls back when a link of this city opened, was held, or holds another number of cases. */
export function useLiveLinks(look: () => unknown): void {
  listen((soon) => ({ look: soon, links: soon }), look);
}
