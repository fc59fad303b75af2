import { TongbanError } from '#contracts';
import type { CaseFile } from './case-file.js';

/** Throws papers_missing where the agreement asks for originals and they have not arrived. */
export function checkPapers({ intake, state }: CaseFile): void {
  if (intake.includes('PAPERS_REQUIRED') && state.papers !== 'RECEIVED') {
    throw new TongbanError('papers_missing', {
      reason: state.papers === 'SENT' ? '纸质原件已寄出，尚未签收' : '收件地尚未寄出纸质原件',
    });
  }
}
