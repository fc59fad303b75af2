import type { Schemas } from '../api/client.js';

/** How a link stands, in one word of `shell.links`; `paused`: an operator holds it. */
export type LinkState = 'up' | 'trying' | 'down' | 'paused';

/** A link that is down stays down for whoever looks, also where an operator holds it. */
export const linkStateOf = ({ breaker, link, hold }: Schemas['Partner']): LinkState => {
  if (breaker === 'open') return 'down';
  if (hold) return 'paused';
  if (link === 'held') return 'down';
  return breaker === 'half-open' ? 'trying' : 'up';
};
