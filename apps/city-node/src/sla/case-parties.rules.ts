import { HANDLING_MODES, type Assignment, type EventPayload, type HandlingMode } from '#contracts';

/** A fact of a case that had effect, in causal order, with the data where we may read it. */
export interface SlaFact extends Pick<EventPayload, 'type' | 'act' | 'author' | 'at'> {
  assigns: readonly Assignment[];
  data: Readonly<Record<string, unknown>> | null;
}

/** Who is who in a case at one moment of it. */
export interface CaseParties {
  collecting: string;
  home: string;
  pickup: string | null;
  mode: HandlingMode;
  /** Who accepts and decides: the home city, or the collecting one where it acts by its own power or by delegation. */
  decider: string;
}

/** The parties before the first fact, as the case number names them. */
export function firstParties(collecting: string, home: string): CaseParties {
  return { collecting, home, pickup: null, mode: 'PROXY_COLLECT', decider: home };
}

/** The parties after a fact. */
export function partiesAfter(parties: CaseParties, fact: SlaFact): CaseParties {
  switch (fact.type) {
    case 'case.collected': {
      // The first version of the fact told no mode in its payload; all its cases went the way of 代收资料.
      const mode = HANDLING_MODES.find((one) => one === fact.act) ?? 'PROXY_COLLECT';
      const decider = isDecidedAtWindow(mode) ? parties.collecting : parties.home;
      return { ...parties, mode, decider };
    }
    case 'case.rerouted': {
      const home = fact.assigns.find(({ role }) => role === 'home')?.city ?? parties.home;
      return { ...parties, home, decider: home };
    }
    case 'case.taken-back':
      return { ...parties, decider: parties.home };
    case 'handover.instructed':
      return { ...parties, pickup: fact.assigns.find(({ role }) => role === 'pickup')?.city ?? parties.pickup };
    default:
      return parties;
  }
}

/** True where the collecting city accepts and decides itself, so that nothing is forwarded before the decision. */
export function isDecidedAtWindow(mode: HandlingMode): boolean {
  return mode === 'DIRECT' || mode === 'DELEGATED';
}
