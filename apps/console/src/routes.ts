import {
  Bell,
  Box,
  Connection,
  DataAnalysis,
  Document,
  DocumentAdd,
  Files,
  Grid,
  Key,
  List,
  OfficeBuilding,
  Present,
  Stamp,
  Switch,
  Upload,
  User,
} from '@element-plus/icons-vue';
import type { Permission } from '#contracts/codes';
import type { Component } from 'vue';

/** Desks in the order of the menu; the names are those of the gateway's folders. */
export const DESKS = [
  'counter',
  'work-list',
  'review-desk',
  'pickup-desk',
  'supervision',
  'operations',
  'administration',
  'session',
] as const;
export type Desk = (typeof DESKS)[number];

/** One page: where it is, who may see it, and how it stands in the menu. */
export interface Page {
  /** Also the name of the route. */
  readonly name: string;
  readonly path: string;
  readonly desk: Desk;
  /** Row of the table of permissions (`libs/contracts/src/codes/permissions.ts`). */
  readonly permission: Permission;
  /** Words of the title, in the menu and in the tab. */
  readonly title: string;
  /** Loaded when the page is first opened. */
  readonly component: () => Promise<{ default: Component }>;
  /** Pages without one are not in the menu: they are reached from others. */
  readonly icon?: Component;
  /** The letter after `g` that goes there. */
  readonly key?: string;
}

/** The map of the console. A page is here when it exists; menu, shortcuts and guards all read this table. */
export const PAGES: readonly Page[] = [
  {
    name: 'collect',
    path: '/collect',
    desk: 'counter',
    permission: 'case.collect',
    title: 'counter.collect',
    component: () => import('./counter/CollectPage.vue'),
    icon: DocumentAdd,
    key: 'c',
  },
  {
    name: 'work-list',
    path: '/cases',
    desk: 'work-list',
    permission: 'case.look',
    title: 'workList.title',
    component: () => import('./work-list/WorkListPage.vue'),
    icon: Files,
    key: 'l',
  },
  {
    name: 'case',
    path: '/cases/:caseNo',
    desk: 'work-list',
    permission: 'case.look',
    title: 'case.title',
    component: () => import('./case/CasePage.vue'),
  },
  {
    name: 'pickup',
    path: '/pickup',
    desk: 'pickup-desk',
    permission: 'case.hand-over',
    title: 'pickupDesk.title',
    component: () => import('./pickup-desk/PickupPage.vue'),
    icon: Present,
    key: 'p',
  },
  {
    name: 'shelf',
    path: '/pickup/shelf',
    desk: 'pickup-desk',
    permission: 'case.hand-over',
    title: 'pickupDesk.shelf',
    component: () => import('./pickup-desk/ShelfPage.vue'),
    icon: Box,
    key: 'h',
  },
  {
    name: 'people',
    path: '/people',
    desk: 'administration',
    permission: 'administration.people',
    title: 'administration.people',
    component: () => import('./administration/PeoplePage.vue'),
    icon: User,
    key: 'u',
  },
  {
    name: 'people-import',
    path: '/people/import',
    desk: 'administration',
    permission: 'administration.people',
    title: 'administration.import',
    component: () => import('./administration/ImportPage.vue'),
    icon: Upload,
  },
  {
    name: 'places',
    path: '/places',
    desk: 'administration',
    permission: 'administration.people',
    title: 'administration.places',
    component: () => import('./administration/PlacesPage.vue'),
    icon: OfficeBuilding,
  },
  {
    name: 'administration-records',
    path: '/administration-records',
    desk: 'administration',
    permission: 'administration.people',
    title: 'administration.records',
    component: () => import('./administration/RecordsPage.vue'),
    icon: List,
  },
  {
    name: 'supervision',
    path: '/supervision',
    desk: 'supervision',
    permission: 'supervision.look',
    title: 'supervision.overview.title',
    component: () => import('./supervision/OverviewPage.vue'),
    icon: DataAnalysis,
    key: 's',
  },
  {
    name: 'supervision-figures',
    path: '/supervision/figures',
    desk: 'supervision',
    permission: 'supervision.look',
    title: 'supervision.figures.title',
    component: () => import('./supervision/FiguresPage.vue'),
    icon: Grid,
    key: 'b',
  },
  {
    name: 'supervision-cases',
    path: '/supervision/cases',
    desk: 'supervision',
    permission: 'supervision.look',
    title: 'supervision.cases.title',
    component: () => import('./supervision/OpenCasesPage.vue'),
  },
  {
    name: 'supervision-cards',
    path: '/supervision/cards',
    desk: 'supervision',
    permission: 'supervision.look',
    title: 'supervision.cards.title',
    component: () => import('./supervision/CardsPage.vue'),
    icon: Bell,
    key: 'w',
  },
  {
    name: 'supervision-links',
    path: '/supervision/links',
    desk: 'supervision',
    permission: 'operations.look-partners',
    title: 'supervision.links.title',
    component: () => import('./supervision/LinksPage.vue'),
    icon: Connection,
    key: 'k',
  },
  {
    name: 'review',
    path: '/review',
    desk: 'review-desk',
    permission: 'case.review',
    title: 'reviewDesk.title',
    component: () => import('./review-desk/QueuePage.vue'),
    icon: Stamp,
    key: 'r',
  },
  {
    name: 'review-case',
    path: '/review/:caseNo',
    desk: 'review-desk',
    permission: 'case.review',
    title: 'reviewDesk.review',
    component: () => import('./review-desk/ReviewPage.vue'),
  },
  {
    name: 'deputies',
    path: '/deputies',
    desk: 'review-desk',
    permission: 'queue.look-deputies',
    title: 'reviewDesk.deputies',
    component: () => import('./review-desk/DeputiesPage.vue'),
    icon: Switch,
  },
  {
    name: 'me',
    path: '/me',
    desk: 'session',
    permission: 'session',
    title: 'session.me.title',
    component: () => import('./session/MePage.vue'),
    icon: Document,
    key: 'm',
  },
  {
    name: 'password',
    path: '/me/password',
    desk: 'session',
    permission: 'session',
    title: 'session.password.title',
    component: () => import('./session/ChangePasswordPage.vue'),
  },
  {
    name: 'shortcuts',
    path: '/shortcuts',
    desk: 'session',
    permission: 'session',
    title: 'shell.shortcuts.title',
    component: () => import('./shell/ShortcutsPage.vue'),
    icon: Key,
  },
];
