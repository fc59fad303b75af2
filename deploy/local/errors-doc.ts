import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ERROR_CATALOGUE } from '#contracts';
import { projectDir } from './local-folder.js';

const INTRODUCTION = `# Errors

Made from \`libs/contracts/src/errors/error-catalogue.ts\` by \`node deploy/local/run.mjs deploy/local/errors-doc.js\`; a
test keeps both equal.

Codes travel between processes and cities, sentences do not: the gateway adds them at the very end. Over HTTP every error
is \`application/problem+json\` with \`type\` \`urn:tongban:error:<code>\`, \`title\` (what happened), \`remedy\` (what to do
now), \`status\`, \`code\`, \`details\`, \`requestId\` and \`instance\`. Faults of single fields stand in \`details.faults\` as
\`{path, rule, zh}\`.

After a 5xx on a creating call \`details.repeatWithSameKey\` is true: send it again with the same \`Idempotency-Key\`, it is
carried out once. 503 carries \`Retry-After\` in seconds.

`;

/** The text of docs/errors.md: every code of the catalogue, in its order. */
export function errorsMarkdown(): string {
  const rows = Object.entries(ERROR_CATALOGUE).map(([code, { status, zh, remedyZh, en }]) =>
    [`\`${code}\``, String(status), zh, remedyZh, en].map((cell) => cell.replaceAll('|', '\\|')),
  );
  return INTRODUCTION + markdownTable([['Code', 'HTTP', '说明', '怎么办', 'Meaning'], ...rows]);
}

/** Columns padded to one width, as the formatter writes tables: it would otherwise change the file behind our back. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => widthOf(row[column] ?? ''))));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join(' | ')} |\n`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('');
}

/** Columns on a screen: Chinese characters and full-width marks take two. */
function widthOf(text: string): number {
  return [...text].reduce((width, one) => width + (/[\u2e80-\u303e\u3041-\ua4cf\uff00-\uff60]/.test(one) ? 2 : 1), 0);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(projectDir, 'docs', 'errors.md'), errorsMarkdown());
}
