import { TongbanError } from '#contracts';

/** Bytes `first` to `last` of a file, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

const ONE_RANGE = /^bytes=(?:(\d{1,12})-(\d{0,12})|-(\d{1,12}))$/;

/**
 * The one range that a Range header asks of a file of `size` bytes; null for the whole, which is also the answer to
 * several ranges or other units (RFC 9110 14.2). Throws attachment_range where it lies outside.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | null {
  const [, from, to, suffix] = ONE_RANGE.exec(header?.trim() ?? '') ?? [];
  if (from === undefined && suffix === undefined) return null;
  const first = from === undefined ? Math.max(0, size - Number(suffix)) : Number(from);
  const last = from === undefined || to === '' ? size - 1 : Math.min(size - 1, Number(to));
  if (from !== undefined && to !== '' && Number(to) < Number(from)) return null;
  if (first > last) throw new TongbanError('attachment_range', { size });
  return { first, last };
}

/** Where a header asks to begin, as far as that can be told without knowing the size; 0 otherwise. */
export const startOf = (header: string | undefined): number => Number(ONE_RANGE.exec(header?.trim() ?? '')?.[1] ?? 0);
