import type { PublishedDelegations } from './published-delegations.js';
import type { PublishedItems } from './published-items.js';

/** What cities have published that cases rest on. */
export interface PublishedLists {
  items: PublishedItems;
  delegations: PublishedDelegations;
}
