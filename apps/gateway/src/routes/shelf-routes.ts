import type { Route } from '../routes.js';

/** Addresses of what a pickup desk looks up before it acts. */
export const SHELF_ROUTES = {
  listShelf: { method: 'GET', path: '/shelf', desk: 'pickup-desk', zh: '待领架', answer: 'Shelf' },
  findByPickupCode: {
    // A code has no place in an address.
    method: 'POST',
    path: '/shelf/search',
    desk: 'pickup-desk',
    zh: '凭取件码查找待领结果',
    answer: 'PickupMatches',
    errors: ['pickup_code_wrong', 'pickup_code_locked', 'pickup_search_locked', 'case_not_found', 'action_not_allowed'],
  },
} as const satisfies Record<string, Route>;
