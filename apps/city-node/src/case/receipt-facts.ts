import type { Application, Basis, ServiceItemDefinition } from '#contracts';
import { ruleCovers } from '../service-items/instant.rules.js';
import type { CaseFact } from './case-facts.js';
import { documentNo } from './document-no.rules.js';

/** A case that has just come to the city that decides, with what a rule would need to know of it. */
export interface Arrived {
  self: string;
  caseNo: string;
  /** When it was handed over: the instant of the submission or of the 转办. */
  submittedAt: string;
  /** Null where the application may not be read or was erased. */
  application: Pick<Application, 'form' | 'agent'> | null;
  /** The published item it stands under here, and that publication. */
  item: ServiceItemDefinition | undefined;
  basis: Basis | null | undefined;
  now: Date;
  /** Puts the document into a fact, after these others of ours; where nobody does here, the desk does as it states. */
  withDocument?: (fact: CaseFact, earlier: readonly CaseFact[]) => CaseFact;
}

/** 签收, and 秒批 where a published rule of the item covers the application: what the home node states by itself. */
export function receiptFacts(arrived: Arrived): CaseFact[] {
  const { submittedAt } = arrived;
  const received: CaseFact = { type: 'case.received', body: { submittedAt }, actor: { role: 'node', id: 'node' } };
  return [received, ...byRule(arrived)];
}

function byRule({ self, caseNo, application, item, basis, now, withDocument = (fact) => fact }: Arrived): CaseFact[] {
  const rule = item?.instantRule;
  if (!application || !rule || !basis || !ruleCovers(rule, application)) return [];
  const common = { actor: { role: 'rule', id: rule.ruleId }, basis } as const;
  const acceptanceNo = documentNo('SL', self, caseNo, now);
  const acceptance: CaseFact = { type: 'case.accepted', body: { acceptanceNo, note: rule.name }, ...common };
  const accepted = withDocument(acceptance, []);
  if (rule.upTo === 'ACCEPTED') return [accepted];
  const decisionNo = documentNo('JD', self, caseNo, now);
  const decision: CaseFact = {
    type: 'case.decided',
    act: 'APPROVED',
    body: { decisionNo, reason: rule.decisionReason },
    ...common,
  };
  return [accepted, withDocument(decision, [accepted])];
}
