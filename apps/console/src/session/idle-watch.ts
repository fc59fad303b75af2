import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { ApiProblem, ServerAway } from '../api/problems.js';
import { askIdleLeft, idleLeft, lasts, session, stay } from './session.js';

/** A warning comes this long before the end, or a third of the idle time if that is shorter. */
const WARN_BEFORE_MS = 60_000;
const LOOK_EVERY_MS = 1000;

/** Seconds until the session ends by itself while that is near, else null. Typing and pointing count as use. */
export function useIdleWatch(): Ref<number | null> {
  const secondsLeft = ref<number | null>(null);
  const warnBeforeMs = (): number => Math.min(WARN_BEFORE_MS, session.idleMs / 3);
  let asking = false;

  /** The server is asked before a warning: another tab may have put off the end. */
  const look = async (): Promise<void> => {
    if (session.ended || asking) return;
    if (idleLeft() > warnBeforeMs()) {
      secondsLeft.value = null;
      return;
    }
    asking = true;
    try {
      const left = await askIdleLeft();
      if (left === null) session.ended = true;
      else lasts(left);
      secondsLeft.value = left === null || left > warnBeforeMs() ? null : Math.max(0, Math.ceil(left / 1000));
    } catch (error) {
      // While the server is away nobody can be signed out; the banner says that it is.
      if (!(error instanceof ServerAway || error instanceof ApiProblem)) throw error;
    } finally {
      asking = false;
    }
  };

  /** Somebody who fills in a long form uses the session, though nothing is sent. */
  const used = (): void => {
    if (session.ended || secondsLeft.value !== null || idleLeft() > session.idleMs * 0.75) return;
    lasts(session.idleMs);
    stay().catch((error: unknown) => {
      if (!(error instanceof ServerAway || error instanceof ApiProblem)) throw error;
    });
  };

  let timer = 0;
  onMounted(() => {
    timer = window.setInterval(() => void look(), LOOK_EVERY_MS);
    for (const kind of ['keydown', 'pointerdown'] as const) window.addEventListener(kind, used, { passive: true });
  });
  onBeforeUnmount(() => {
    window.clearInterval(timer);
    for (const kind of ['keydown', 'pointerdown'] as const) window.removeEventListener(kind, used);
  });
  return secondsLeft;
}
