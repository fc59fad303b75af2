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
