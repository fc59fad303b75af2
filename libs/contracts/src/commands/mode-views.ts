import type { DelegatedAct } from '../events/catalogue-facts.js';

/** One step of a case by its mode, in order. */
export interface StepView {
  action: string;
  zh: string;
  /** Whose step it is. */
  city: string;
  cityName: string;
  /** DONE; NOW for the one that is next; LATER. */
  state: 'DONE' | 'NOW' | 'LATER';
  at: string | null;
}

/** 授权委托 in its newest version. */
export interface DelegationView {
  id: string;
  from: string;
  fromName: string;
  to: string;
  toName: string;
  items: string[];
  acts: DelegatedAct[];
  validFrom: string;
  validUntil: string;
  revokedAt: string | null;
  legalGround: string;
  sample: boolean;
  state: 'NOT_YET' | 'IN_FORCE' | 'ENDED';
}
