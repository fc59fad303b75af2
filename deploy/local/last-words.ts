import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

const lookBackBytes = 64 * 1024;
const longestLine = 300;
// Where in a file an error was thrown, its trace and what Node adds about itself: never the reason.
const aroundTheReason = /^(\s|[}\])^]|Node\.js v|file:\/\/|\/\S+:\d+$|$)/;

/**
 * The line of a log that says why its program ended, looking only at what was written from byte `from` on; '' where it
 * wrote nothing. Takes the last error in pino's JSON, the head of a trace, or the last line of plain text.
 */
export function lastWords(path: string, from = 0): string {
  const lines = tail(path, from).trimEnd().split('\n');
  const said = lines.flatMap((line, at) => {
    if (aroundTheReason.test(line)) return [];
    // A head such as `2 settings are wrong:` says nothing without the lines under it.
    if (!line.trimEnd().endsWith(':')) return [readable(line)];
    return [`${line.trimEnd()} ${indentedAfter(lines, at).join('; ')}`.trimEnd()];
  });
  const plain = said.findLast((line) => line !== undefined) ?? '';
  const worst = said.findLast((line) => line !== undefined && /error|fatal|\[FTL\]|wrong/i.test(line));
  return (worst ?? plain).slice(0, longestLine);
}

function indentedAfter(lines: readonly string[], at: number): string[] {
  const end = lines.findIndex((line, index) => index > at && !/^\s+\S/.test(line));
  return lines.slice(at + 1, end === -1 ? undefined : end).map((line) => line.trim());
}

/** Text of a line; of pino's JSON only errors count, with their reason: the rest is the program's daily talk. */
function readable(line: string): string | undefined {
  if (!line.startsWith('{')) return line;
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: string; msg?: string; err?: { message?: string } };
    if (level !== 'error' && level !== 'fatal') return undefined;
    return `${level}: ${[msg, err?.message].filter(Boolean).join(': ')}`;
  } catch {
    // Cut off by the end of the program, or not pino's: shown as it stands.
    return line;
  }
}

function tail(path: string, from: number): string {
  if (!existsSync(path)) return '';
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    // Shorter than it was: it has been set aside and begun anew.
    const start = Math.max(from > size ? 0 : from, size - lookBackBytes);
    const bytes = Buffer.alloc(size - start);
    readSync(file, bytes, 0, bytes.length, start);
    return bytes.toString('utf8');
  } finally {
    closeSync(file);
  }
}
