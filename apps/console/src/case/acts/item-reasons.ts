import type { CaseView, Item } from '../open-case.js';

const PROCEDURES = {
  'start-hearing': 'HEARING',
  'start-inspection': 'INSPECTION',
  'start-test': 'TEST',
  'start-expert-review': 'EXPERT_REVIEW',
  'start-public-notice': 'PUBLIC_NOTICE',
} as const;

/** Why the item's own list does not know an act that the status table allows, as a key of words; null where it does. */
export function itemReason(action: string, item: Item | null, view: CaseView | null): string | null {
  if (!item) return null;
  const kind = PROCEDURES[action as keyof typeof PROCEDURES] as
    (typeof PROCEDURES)[keyof typeof PROCEDURES] | undefined;
  if (kind && !item.specialProcedures?.some((one) => one.kind === kind)) return 'acts.notDeclared';
  if (action === 'note-handling' && !item.reviewSteps?.includes('HANDLE')) return 'acts.noSuchStep';
  if (action === 'note-review' && !item.reviewSteps?.includes('REVIEW')) return 'acts.noSuchStep';
  if (action === 'accept-conditionally' && !item.materials.some((one) => one.deferrable))
    return 'acts.nothingDeferrable';
  if (action === 'approve-on-promise' && !(item.commitment && view?.intake?.commitment)) return 'acts.noPromise';
  return null;
}

/** The act that most likely comes next: an opinion that is asked for, else the next step of the straight way. */
export function nextAct(allowed: readonly { action: string }[], { steps }: Pick<CaseView, 'steps'>): string | null {
  const now = steps.find(({ state }) => state === 'NOW')?.action;
  const likely = ['supply-correction', 'supply-deferred', 'note-handling', 'note-review', now];
  return likely.find((action) => allowed.some((one) => one.action === action)) ?? null;
}
