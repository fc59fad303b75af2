import { mayRole, type Permission } from '#contracts/codes';
import { reactive } from 'vue';
import { answered, api, inBackground, watchers, type Schemas } from '../api/client.js';
import { ApiProblem } from '../api/problems.js';

export type User = Schemas['User'];
type SessionAnswer = Schemas['BrowserSession'];

/** Who is at this window, and whether the session is still good. The token itself is never here: a cookie holds it. */
export const session = reactive<{
  user: User | null;
  /** True after the end by idling, while the page with all that was typed is still there. */
  ended: boolean;
  idleMs: number;
  /** When a request last put off the end, by this machine's clock. */
  usedAt: number;
  /** Words of the provider through which the person came; null: with a password. */
  providerLabel: string | null;
}>({ providerLabel: null, user: null, ended: false, idleMs: 15 * 60_000, usedAt: Date.now() });

/** Whether the signed-in person has a permission; false for nobody. */
export const mayHere = (permission: Permission): boolean =>
  session.user !== null && mayRole(session.user.role, permission);

/** Asks who is signed in at this browser; false for nobody. Throws ServerAway and what else the server may say. */
export async function loadSession(): Promise<boolean> {
  try {
    remember(await answered(api.GET('/api/v1/browser-session')));
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return false;
    throw error;
  }
}

/** Throws ApiProblem with `sign_in_failed` or `sign_in_locked`. */
export async function signIn(city: string, username: string, password: string): Promise<void> {
  remember(await answered(api.POST('/api/v1/browser-session', { body: { city, username, password } })));
}

/** Throws ApiProblem with `password_weak`, `password_wrong` or `sign_in_locked`. */
export async function changePassword(current: string, next: string): Promise<void> {
  remember(await answered(api.POST('/api/v1/browser-session/password', { body: { current, next } })));
}

/** Leaves, at the provider too where the person came through one; the page is loaded anew, so that nothing of this person stays in its memory. */
export async function signOut(): Promise<void> {
  const { continueAt } = await answered(api.POST('/api/v1/browser-session/end'));
  window.location.assign(continueAt ?? '/sign-in');
}

/** Milliseconds until the session ends by itself, as the server sees it; null when it has ended. Puts nothing off. */
export async function idleLeftMs(): Promise<number | null> {
  try {
    const { idleUntil } = await answered(api.GET('/api/v1/browser-session', { headers: inBackground }));
    return new Date(idleUntil).getTime() - Date.now();
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/** Where a browser begins to sign in through the provider of a city; `back` is a path of the console. */
export const providerAddress = (city: string, back: string): string =>
  `/api/v1/browser-session/provider?${new URLSearchParams({ city, back }).toString()}`;

/** A path of ours and nothing else: an address with another host in it would lead away from here. */
export const backIn = (back: unknown): string => (typeof back === 'string' && /^\/(?![/\\])/.test(back) ? back : '/');

/**
 * Goes on with a session that was begun in another tab: true once the same person is back. For somebody else the page is
 * loaded anew: what the one before typed is not theirs to see.
 */
export async function resumed(): Promise<boolean> {
  const before = session.user;
  try {
    const found = await answered(api.GET('/api/v1/browser-session', { headers: inBackground }));
    const isSame = before?.username === found.user.username && before.city === found.user.city;
    if (isSame) remember(found);
    else window.location.assign('/');
    return isSame;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return false;
    throw error;
  }
}

/** Puts off the end of the session, as any act does. */
export async function stay(): Promise<void> {
  remember(await answered(api.GET('/api/v1/browser-session')));
}

function remember({ user, providerLabel, idleMs }: SessionAnswer): void {
  Object.assign(session, { user, providerLabel, idleMs, ended: false, usedAt: Date.now() });
}

watchers.used = () => {
  session.usedAt = Date.now();
};
watchers.signedOut = () => {
  if (session.user) session.ended = true;
};
