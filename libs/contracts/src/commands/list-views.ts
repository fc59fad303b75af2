import type { HandlingMode } from '../codes/handling-mode.js';
import type { PickupPoint } from '../events/catalogue-facts.js';
import type { ItemApplicantType } from '../service-item.js';

/** A city of the federation; `self` is the one that answers. */
export interface CityView {
  city: string;
  name: string;
  self: boolean;
  /** The federation is a rehearsal with made-up data. */
  sample: boolean;
}

/** One line of a list of items (事项清单), in the newest version. */
export interface ItemSummary {
  itemCode: string;
  version: number;
  name: string;
  homeCity: string;
  department: string;
  modes: HandlingMode[];
  applicantType: ItemApplicantType;
  sample: boolean;
}

/** 领取点. `distanceKm` is null where the question named no place. */
export interface PickupPointView extends PickupPoint {
  distanceKm: number | null;
}

/** A message that was kept, parked or broken, here or at the partner. */
export interface StuckMessage {
  partner: string;
  direction: 'out' | 'in';
  number: number;
  outcome: 'kept' | 'parked' | 'broken';
  reason: string | null;
  lane: string | null;
  changedAt: string;
}
