import { factRule, sha256, type Actor, type Assignment, type Basis, type CityRole } from '#contracts';
import type { Draft, Precedence, Recipient } from '../exchange/state/event-writer.js';
import { otherParties, type CaseState } from './case-fold.rules.js';
import type { CaseFile } from './case-file.js';

/** A fact of a case to be stated by us. */
export interface CaseFact {
  type: string;
  /** 1 unless told. */
  typeVersion?: number;
  act?: string;
  body: object;
  actor: Actor;
  assigns?: Assignment[];
  basis?: Basis;
}

/** Everyone in the case gets the event; who gets its data is for the fact table to say. */
export function recipientsOf(type: string, state: CaseState, self: string): Recipient[] {
  const readers = factRule(type, 1)?.readers ?? [];
  return otherParties(state, self).map((city) => ({
    city,
    withData: readers.some((role) => role !== 'partners' && state.roles[role as Exclude<CityRole, 'lead'>] === city),
  }));
}

/** The fact as a draft for all parties as they are after it (an instruction reaches the pickup
 * city it assigns, 转办 the new home city). */
export function draftOf(fact: CaseFact, state: CaseState, self: string): Draft {
  const roles = { ...state.roles };
  for (const { role, city } of fact.assigns ?? []) if (role === 'pickup' || role === 'home') roles[role] = city;
  const recipients = recipientsOf(fact.type, { ...state, roles }, self);
  const before = state.roles.pickup;
  // The pickup city that is replaced has to know it; of where the result goes it learns no more than the city.
  if (before !== null && before !== self && !recipients.some(({ city }) => city === before)) {
    recipients.push({ city: before, withData: false });
  }
  return {
    type: fact.type,
    typeVersion: fact.typeVersion ?? 1,
    actor: fact.actor,
    body: fact.body,
    assigns: fact.assigns ?? [],
    basis: fact.basis ?? null,
    recipients,
    ...(fact.act ? { act: fact.act } : {}),
  };
}

/** Urgent cases first, then the oldest. */
export function precedenceOf(file: CaseFile): Precedence {
  return { urgent: file.urgency === 'URGENT', since: new Date(file.collected_at ?? file.changed_at) };
}

/** Keyed hash for finding a certificate number without storing it. */
export function certificateHasher(nodeSecret: string): (no: string) => Buffer {
  // HMAC-SHA-256 of RFC 2104 by hand: every case takes one, and Node's own makes a key and a stream for each.
  const key = Buffer.alloc(64);
  const secret = Buffer.from(nodeSecret);
  (secret.length > 64 ? sha256(secret) : secret).copy(key);
  const inner = Buffer.concat([key.map((byte) => byte ^ 0x36), Buffer.from('certificate')]);
  const outer = key.map((byte) => byte ^ 0x5c);
  return (no) => sha256(Buffer.concat([outer, sha256(Buffer.concat([inner, Buffer.from(no.toUpperCase())]))]));
}
