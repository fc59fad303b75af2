import createClient, { type Middleware } from 'openapi-fetch';
import { ApiProblem, ServerAway, type Problem } from './problems.js';
import type { components, paths } from './schema.js';
import { shownWhileWaiting } from './waiting.js';

/** Shapes of the API by name, such as `Schemas['CaseSummary']`. */
export type Schemas = components['schemas'];

/** What the rest of the console wants to know of every request; set once by those who care. */
export const watchers = {
  /** A person did something that reached the server. */
  used: (): void => undefined,
  /** The session is over (401 to somebody who was signed in). */
  signedOut: (): void => undefined,
  away: (): void => undefined,
  here: (): void => undefined,
};

const BACKGROUND = 'X-Tongban-Background';
const SAFE = new Set(['GET', 'HEAD']);
/** The gateway answers in its own time limit, which is shorter; beyond it the line is dead. */
const GIVE_UP_AFTER_MS = 30_000;

const guard: Middleware = {
  onRequest({ request }) {
    if (SAFE.has(request.method)) return undefined;
    request.headers.set('X-Tongban-Csrf', csrfValue());
    return undefined;
  },
  onResponse({ request, response }) {
    watchers.here();
    if (response.status === 401 && !request.url.endsWith('/browser-session')) watchers.signedOut();
    else if (response.ok && !request.headers.has(BACKGROUND)) watchers.used();
    return undefined;
  },
  onError({ error }) {
    // An aborted request is the caller's own doing: the page was left, or a newer question asked.
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    watchers.away();
    return new ServerAway();
  },
};

/** Every request of the console goes through here: typed by the API's document, with CSRF header and time limit. */
export const api = createClient<paths>({
  fetch: (request) => (request.headers.has(BACKGROUND) ? timed(request) : shownWhileWaiting(timed(request))),
});
api.use(guard);

async function timed(request: Request): Promise<Response> {
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(new DOMException('no answer', 'TimeoutError')), GIVE_UP_AFTER_MS);
  try {
    const answer = await fetch(request, { signal: AbortSignal.any([request.signal, tooLong.signal]) });
    // Files take the time they take; of everything else the end is waited for no longer than the beginning.
    if (!/[/+]json\b/.test(answer.headers.get('Content-Type') ?? '')) return answer;
    return new Response(await answer.arrayBuffer(), answer);
  } finally {
    clearTimeout(timer);
  }
}

/** Headers of a request that no person made, such as a look every few seconds: it does not put off the idle end. */
export const inBackground = { [BACKGROUND]: '1' } as const;

/** The answer's data; throws {@link ApiProblem} with what the server said, or {@link ServerAway}. */
export async function answered<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Exclude<T, undefined>> {
  const { data, error, response } = await call;
  if (response.ok) return data as Exclude<T, undefined>;
  // Something between us and the gateway answered, such as a proxy that cannot reach it.
  throw new ApiProblem(response.status, isProblem(error) ? error : null);
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'remedy' in value;
}

function csrfValue(): string {
  return /(?:^|; )tongban_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? '';
}
