import { factRule } from '#contracts';
import { rows } from '../db/database.js';
import { insertPending, type Staged } from '../exchange/state/event-writer.js';
import type { OpenCase } from './act-groups.js';
import { precedenceOf, type CaseFact } from './case-facts.js';

/**
 * Gives a city that a fact of ours brings into a case everything of it that is here, each event with the proof of its own
 * author: to a new home city with the data, to a pickup city after a 转办 without, since it cannot tell by the case
 * number who may instruct it, and to one that had the case before. What other cities have stated meanwhile they supply themselves. Called before the facts
 * of the act are written; `before`: those of them that stand before this one.
 */
export async function handOn(
  { em, lane: { lane, heads }, file }: OpenCase,
  fact: CaseFact,
  before: readonly Staged[],
): Promise<void> {
  if (fact.type === 'case.collected') return;
  const { collecting, home } = file.state.roles;
  const passedOn = (file.state.formerHomes?.length ?? 0) > 0;
  for (const { role, city } of fact.assigns ?? []) {
    const isHome = role === 'home';
    // A pickup city that comes back into a case has missed what happened while another one had the result.
    const isBack = role === 'pickup' && heads[city] !== undefined && city !== collecting && city !== home;
    if (!isHome && !isBack && !(passedOn && role === 'pickup')) continue;
    const held = await rows<{ id: number; type: string }>(
      em,
      'select id, type from event where lane = $1 and author <> $2 order by id',
      [lane, city],
    );
    const pending = held.map(({ id, type }) => ({
      eventId: id,
      lane,
      recipient: city,
      // What is nobody's to read but its author's stays so.
      withData: isHome && (factRule(type, 1)?.readers.length ?? 0) > 0,
      ...precedenceOf(file),
    }));
    insertPending(em, pending, 'look');
    for (const { recipients } of before) {
      if (!recipients.some((one) => one.city === city)) recipients.push({ city, withData: isHome });
    }
  }
}
