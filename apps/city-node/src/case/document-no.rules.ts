import { chinaDateOf } from '#contracts';

/** Number of a document of the home city: kind (SL 受理, JD 决定), city, date in China, tail of the case number. */
export function documentNo(kind: 'SL' | 'JD', city: string, caseNo: string, at: Date): string {
  return `${kind}${city}-${chinaDateOf(at).replaceAll('-', '')}-${caseNo.slice(-9)}`;
}
