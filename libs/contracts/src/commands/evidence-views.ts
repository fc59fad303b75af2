import type { EvidenceFile } from '../evidence.js';

/** One line of a verdict: what was verified, and whether all of it held. */
export interface EvidenceLine {
  ok: boolean;
  text: string;
}

/** What the verifier says of an evidence file, with the very file that it judged. */
export interface EvidenceVerdictView {
  caseNo: string;
  /** Name of the city whose record it is. */
  cityName: string;
  /** Of the federation's key that was trusted, 64 hexadecimal digits. */
  fingerprint: string;
  /** Single checks. */
  checks: number;
  /** First broken link in words; null where everything verifies. */
  firstBroken: string | null;
  /** Events that are not sealed yet; they are within moments. */
  unsealed: number;
  lines: EvidenceLine[];
  file: EvidenceFile;
}
