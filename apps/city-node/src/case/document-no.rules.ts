import { chinaDateOf } from '#contracts';

/** 受理, 决定, 补正, 特别程序, 延期, 撤销. */
export type DocumentNoKind = 'SL' | 'JD' | 'BZ' | 'TB' | 'YQ' | 'CX';

/**
 * Number of a document of the deciding city: kind, city, date in China, tail of the case number; from the second of its
 * kind in a case on, which one it is.
 */
export function documentNo(kind: DocumentNoKind, city: string, caseNo: string, at: Date, nth = 1): string {
  const again = nth > 1 ? `-${nth}` : '';
  return `${kind}${city}-${chinaDateOf(at).replaceAll('-', '')}-${caseNo.slice(-9)}${again}`;
}
