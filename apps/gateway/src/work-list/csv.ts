/** A program that opens the file must take what somebody typed for text, whatever it begins with. */
const FORMULA = /^[=+\-@\t\r]/;

/** Byte order mark: without it the usual program here reads GB 18030. */
export const CSV_BEGIN = '\uFEFF';

/** One line of RFC 4180, every cell in quotes. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',')}\r\n`;

/** A table as CSV, piece by piece. */
export async function* csvOf(rows: AsyncIterable<readonly string[]>): AsyncGenerator<Buffer> {
  yield Buffer.from(CSV_BEGIN);
  for await (const cells of rows) yield Buffer.from(csvLine(cells));
}
