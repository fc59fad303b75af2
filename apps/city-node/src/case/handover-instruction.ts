import type { Actor, Application, HandoverInstructed } from '#contracts';
import type { CaseFact } from './case-facts.js';

/** 交付指示: what a pickup point needs to hand a result over, and nothing more of the applicant. */
export function instruction(
  { applicant, agent }: Application,
  resultName: string,
  { city, pointId }: { city: string; pointId: string },
  actor: Actor,
): CaseFact {
  const body: HandoverInstructed = {
    pointId,
    resultName,
    recipientName: applicant.name,
    certificateTail: applicant.certificateNo.slice(-4),
    recipientPhone: applicant.phone,
    agentMayCollect: agent ? 'YES' : 'NO',
  };
  return { type: 'handover.instructed', body, actor, assigns: [{ role: 'pickup', city }] };
}
