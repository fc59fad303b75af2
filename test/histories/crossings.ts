import type { Stated } from './simulated-cities.js';

/** True if neither saw the other when it was stated. */
export function crossed(a: Stated, b: Stated): boolean {
  const saw = (one: Stated, other: Stated): boolean =>
    one.payload.seen.some((s) => s.city === other.payload.author && s.seq >= other.payload.seq);
  return a.payload.author !== b.payload.author && !saw(a, b) && !saw(b, a);
}

const PAIRS: readonly (readonly [name: string, one: readonly string[], other: readonly string[]])[] = [
  ['correction ‖ withdrawal', ['correction.requested'], ['withdrawal.requested']],
  ['supplement ‖ end of the case', ['correction.supplied'], ['case.lapsed', 'case.returned']],
  ['decision ‖ withdrawal', ['case.decided'], ['withdrawal.requested']],
  ['granted withdrawal ‖ supplement', ['withdrawal.answered'], ['correction.supplied', 'deferred.supplied']],
  ['decision ‖ take-back', ['case.decided'], ['case.taken-back']],
  ['acceptance or refusal ‖ take-back', ['case.accepted', 'case.refused'], ['case.taken-back']],
  ['decision ‖ decision', ['case.decided'], ['case.decided']],
  ['rerouting ‖ withdrawal', ['case.rerouted'], ['withdrawal.requested']],
  ['revocation ‖ handing over', ['case.revoked'], ['pickup.ready', 'pickup.done', 'pickup.lapsed']],
  ['revocation ‖ record disputed', ['case.revoked'], ['record.disputed', 'record.settled']],
  ['monthly execution ‖ its end', ['execution.notified'], ['standing.revoke-requested']],
];

/** How often what crossed, over many histories. */
export class Crossings {
  readonly counts = new Map<string, number>(PAIRS.map(([name]) => [name, 0]));

  count(name: string, by = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + by);
  }

  /** Counts the kinds of crossing of one history, each once. */
  look(stated: readonly Stated[]): void {
    let any = false;
    for (const [name, one, other] of PAIRS) {
      const left = stated.filter(({ payload }) => one.includes(payload.type));
      const right = stated.filter(({ payload }) => other.includes(payload.type));
      if (left.some((a) => right.some((b) => crossed(a, b)))) this.count(name);
    }
    for (let i = 1; i < stated.length && !any; i += 1) any = crossed(stated[i - 1] as Stated, stated[i] as Stated);
    if (any) this.count('anything ‖ anything');
  }

  toString(): string {
    return [...this.counts].map(([name, n]) => `  ${String(n).padStart(7)}  ${name}`).join('\n');
  }
}
