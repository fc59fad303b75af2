import { mayRole, type Permission } from '#contracts/codes';
import { reactive } from 'vue';
import { answered, api, inBackground, watchers, type Schemas } from '../api/client.js';
import { ApiProblem } from '../api/problems.js';
import { momentNow, msSince, type Moment } from './stopwatch.js';

export type User = Schemas['User'];
type SessionAnswer = Schemas['BrowserSession'];

/** Until the server has said. */
const IDLE_MS = 15 * 60_000;

/** Who is at this window, and whether the session is still good. The token itself is never here: a cookie holds it. */
export const session = reactive<{
  user: User | null;
  /** True after the end by idling, while the page with all that was typed is still there. */
  ended: boolean;
  idleMs: number;
  /** Milliseconds until the end by idling, from `leftAt` on, unless the session is used; the server said so. */
  leftMs: number;
  leftAt: Moment;
  /** Words of the provider through which the person came; null: with a password. */
  providerLabel: string | null;
}>({ providerLabel: null, user: null, ended: false, idleMs: IDLE_MS, leftMs: IDLE_MS, leftAt: momentNow() });

/** Takes down how long the session lasts from now on. */
export const lasts = (leftMs: number): void => void Object.assign(session, { leftMs, leftAt: momentNow() });
/** Milliseconds until the session ends by idling, as far as this machine can know. */
export const idleLeft = (): number => session.leftMs - msSince(session.leftAt);

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
export async function askIdleLeft(): Promise<number | null> {
  try {
    return (await answered(api.GET('/api/v1/browser-session', { headers: inBackground }))).idleLeftMs;
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

function remember({ user, providerLabel, idleMs, idleLeftMs }: SessionAnswer): void {
  lasts(idleLeftMs);
  Object.assign(session, { user, providerLabel, idleMs, ended: false });
}

watchers.used = () => lasts(session.idleMs);
watchers.signedOut = () => {
  if (session.user) session.ended = true;
};
