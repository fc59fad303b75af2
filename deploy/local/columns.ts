// East Asian wide and full-width characters take two cells of a terminal; marks that join the one before take none.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const joined = /\p{Mn}|\u200d|\ufe0f/u;

/** Cells that a text takes on a terminal. */
export function displayWidth(text: string): number {
  return [...text].reduce((cells, one) => cells + widthOf(one), 0);
}

/** The text in exactly `cells` cells: filled up with spaces, or cut with `…` where it is longer. */
export function fitted(text: string, cells: number): string {
  if (displayWidth(text) <= cells) return text + ' '.repeat(cells - displayWidth(text));
  let kept = '';
  let taken = 0;
  for (const one of text) {
    if (taken + widthOf(one) > cells - 1) break;
    kept += one;
    taken += widthOf(one);
  }
  return `${kept}…${' '.repeat(Math.max(0, cells - 1 - taken))}`;
}

/** Lines of two columns with ` │ ` between, each line `cells` cells wide at most; the shorter column ends in blanks. */
export function sideBySide(left: readonly string[], right: readonly string[], cells: number): string[] {
  const half = Math.floor((cells - 3) / 2);
  const width = Math.min(half, Math.max(...[...left, ...right].map(displayWidth)));
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) =>
    `${fitted(left[at] ?? '', width)} │ ${fitted(right[at] ?? '', width)}`.trimEnd(),
  );
}

function widthOf(character: string): number {
  if (joined.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
