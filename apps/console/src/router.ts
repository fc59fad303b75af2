import { createRouter, createWebHistory } from 'vue-router';
import { watchers } from './api/client.js';
import { ApiProblem } from './api/problems.js';
import { shownWhileWaiting } from './api/waiting.js';
import type { Page } from './page.js';
import { PAGES } from './routes.js';
import { loadSession, mayHere, session } from './session/session.js';
import { onServerReturn } from './shell/server-state.js';
import { setTitle } from './shell/title.js';

declare module 'vue-router' {
  interface RouteMeta {
    page?: Page;
  }
}

/** The first page of the menu that the signed-in person may see. */
export function firstPage(): Page {
  const page = PAGES.find((one) => one.icon && mayHere(one.permission));
  if (!page) throw new Error('every role has a page');
  return page;
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('./session/SignInPage.vue') },
    {
      path: '/',
      component: () => import('./shell/ShellLayout.vue'),
      children: [
        // Asked before anybody knows who is at it: the way to sign in leads back here for who is signed in already.
        { path: '', name: 'home', redirect: () => ({ name: session.user ? firstPage().name : 'sign-in' }) },
        ...PAGES.map((page) => ({
          path: page.path,
          name: page.name,
          component: () => shownWhileWaiting(page.component()),
          meta: { page },
        })),
        { path: 'signed-in', name: 'signed-in', component: () => import('./session/SignedInPage.vue') },
        { path: ':unknown(.*)*', name: 'not-found', component: () => import('./shell/NotFoundPage.vue') },
      ],
    },
  ],
});

router.beforeEach(async (to) => {
  const signedIn = session.user !== null || (await loadSession());
  if (to.name === 'sign-in') return signedIn ? { name: 'home' } : true;
  if (!signedIn) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { back: to.fullPath } };
  if (session.user?.mustChangePassword && to.name !== 'password') return { name: 'password' };
  if (to.path === '/') return { name: firstPage().name };
  const { page } = to.meta;
  // The address of a page that is not this person's: the same words as for one that does not exist.
  return page && !mayHere(page.permission)
    ? { name: 'not-found', params: { unknown: to.path.split('/').slice(1) } }
    : true;
});

router.afterEach((to) => setTitle(to.name === 'sign-in' ? 'session.signIn.title' : to.meta.page?.title));

// A page whose script cannot be fetched: the server restarts, or has a new version with other scripts. Loaded anew when
// it is back; whoever pressed the link has left the page before.
router.onError((error, to) => {
  if (error instanceof ApiProblem) return;
  watchers.away();
  onServerReturn(() => window.location.assign(to.fullPath));
});
