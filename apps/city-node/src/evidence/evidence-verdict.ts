import type { EvidenceVerdictView } from '#contracts';
import type { DirectoryService } from '../partners/directory.service.js';
import type { EvidenceExport } from './evidence-file.js';
import { reportOn } from './evidence-report.js';

/** Judges a case's evidence as `npm run verify-case` does, and gives the file along that was judged. */
export class EvidenceVerdicts {
  constructor(
    private readonly evidence: Pick<EvidenceExport, 'ofCase'>,
    private readonly directory: DirectoryService,
    private readonly fingerprint: string,
  ) {}

  /** Throws case_not_found. */
  async ofCase(caseNo: string, at: Date): Promise<EvidenceVerdictView> {
    const file = await this.evidence.ofCase(caseNo, at);
    const nameOf = (city: string): string => this.directory.current.nameOf(city);
    const report = await reportOn(file, this.fingerprint, nameOf);
    return {
      caseNo,
      cityName: nameOf(file.exportedBy),
      fingerprint: this.fingerprint,
      ...report,
      unsealed: file.events.filter(({ seal }) => seal === null).length,
      file,
    };
  }
}
