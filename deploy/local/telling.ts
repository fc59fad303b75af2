import { styleText } from 'node:util';
import { sideBySide } from './columns.js';

const widest = 120;
const withoutTerminal = 100;
const colours = process.stdout.isTTY && process.stdout.hasColors();
const painted = (format: Parameters<typeof styleText>[0], text: string): string =>
  colours ? styleText(format, text) : text;

const line = (text: string): void => void process.stdout.write(`${text}\n`);

/** How a story is told on the screen: headings, whose turn it is, what was done, and what it means. */
export const tell = {
  /** A chapter of the story. */
  chapter(text: string): void {
    line(`\n${painted('bold', text)}\n`);
  },
  /** Whose turn it is: city and desk, and what for. */
  turn(who: string, what: string): void {
    line(`${painted('cyan', `【${who}】`)}${what}`);
  },
  /** Something that has happened. */
  done(text: string): void {
    line(`  ${painted('green', '✓')} ${text}`);
  },
  /** Something that failed. */
  failed(text: string): void {
    line(`  ${painted('red', '✗')} ${text}`);
  },
  /** What it means, or what is waited for. */
  note(text: string): void {
    line(`    ${painted('dim', text)}`);
  },
  text: line,
  /** Two columns as wide as the terminal allows. */
  columns(left: readonly string[], right: readonly string[]): void {
    const cells = Math.min(widest, process.stdout.columns ?? withoutTerminal) - 4;
    for (const row of sideBySide(left, right, cells)) line(`    ${row}`);
  },
};

/** Whoever read the output may leave (`npm run demo | head`): the program goes on to its proper end. */
export function outliveReaders(): void {
  for (const output of [process.stdout, process.stderr]) {
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Time of day in China, such as 09:30:05, with this many digits of the second. */
export function clockTime(instant: string, digits?: 3): string {
  return new Date(instant).toLocaleTimeString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(digits ? { fractionalSecondDigits: digits } : {}),
  });
}

/** Day and time in China, such as 11-23 09:30. */
export function dayAndTime(instant: string): string {
  const china = new Date(Date.parse(instant) + 8 * 3600_000).toISOString();
  return `${china.slice(5, 10)} ${china.slice(11, 16)}`;
}
