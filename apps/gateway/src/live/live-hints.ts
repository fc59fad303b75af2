import { isCaseNo, isRegionCode } from '#contracts';

/** What a city's node says has changed. */
export interface LiveHint {
  readonly cases: readonly string[];
  readonly links: readonly string[];
}

/** Longer messages are none of our nodes'. */
const MAX_BYTES = 256 * 1024;

/** Reads a node's message, and of it only what a screen may be told: numbers and codes. Null for anything else. */
export function readHint(bytes: Uint8Array): LiveHint | null {
  if (bytes.length > MAX_BYTES) return null;
  let message: unknown;
  try {
    message = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // Whoever reads this counts it; the bytes themselves are nobody's business.
    return null;
  }
  if (typeof message !== 'object' || message === null) return null;
  const { cases = [], links = [] } = message as { cases?: unknown; links?: unknown };
  if (!Array.isArray(cases) || !Array.isArray(links)) return null;
  return { cases: cases.map(caseNoOf).filter((no) => no !== null), links: links.filter(isRegionCode) };
}

function caseNoOf(one: unknown): string | null {
  const caseNo: unknown = typeof one === 'object' && one !== null && 'caseNo' in one ? one.caseNo : null;
  return isCaseNo(caseNo) ? caseNo : null;
}
