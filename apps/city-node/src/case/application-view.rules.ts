import type { Application, CaseCollectedV2, CaseView, CollectCase } from '#contracts';
import type { ApplicationRead } from './application-reads.js';

/** What a case shows of its application to those who may read it. */
export type ApplicationParts = Pick<CaseView, 'application' | 'intake' | 'correction' | 'deferral'>;

/** Of what was taken in, the terms it was taken in on. */
export interface IntakeTerms {
  papers?: CaseCollectedV2['papers'] | undefined;
  commitment?: boolean | undefined;
  deferAsked?: string[] | undefined;
}

type Read = { collected: IntakeTerms; application: Application } & Partial<
  Pick<ApplicationRead, 'corrections' | 'conditional'>
>;

/** What a case that was just collected shows of it, from what the window handed in and the marks of its file. */
export function partsOfMade(made: CollectCase, intake: readonly string[]): ApplicationParts {
  const papers = intake.includes('PAPERS_REQUIRED') ? 'ORIGINAL_REQUIRED' : 'SCAN_SUFFICES';
  const { application, commitment, deferAsked } = made;
  return applicationParts({ collected: { papers, commitment, deferAsked }, application });
}

/** All null where the application may not be read, or is no more. */
export function applicationParts(read: Read | undefined): ApplicationParts {
  if (!read) return { application: null, intake: null, correction: null, deferral: null };
  const { collected, application, corrections, conditional } = read;
  const last = corrections?.findLast((step) => 'notice' in step)?.notice;
  return {
    application,
    intake: {
      papers: collected.papers ?? 'SCAN_SUFFICES',
      commitment: collected.commitment ?? false,
      deferAsked: collected.deferAsked ?? [],
    },
    correction: last ? { noticeNo: last.noticeNo, round: last.round, dueOn: last.dueOn, defects: last.defects } : null,
    deferral: conditional ? { materials: conditional.deferred ?? [], dueOn: conditional.deferDueOn ?? '' } : null,
  };
}
