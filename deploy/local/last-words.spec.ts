import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastWords } from './last-words.js';

const dir = mkdtempSync(join(tmpdir(), 'tongban-words-'));
const file = join(dir, 'node.log');
const said = (text: string, from?: number): string => {
  writeFileSync(file, text);
  return lastWords(file, from);
};

describe('the last words of a program', () => {
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('are the head of a trace, not its last frame', () => {
    const trace =
      'file:///x/main.js:10\n  throw\n  ^\n\nError: no keys for 430100\n    at main (x.js:1:2) {\n  code: 1\n}\n';
    expect(said(`${trace}\nNode.js v20.20.2\n`)).toBe('Error: no keys for 430100');
  });

  it('name every setting that is wrong', () => {
    expect(said('gateway: 2 settings are wrong:\n  A: is missing. Set it.\n  B: is odd. Mend it.\n')).toBe(
      'gateway: 2 settings are wrong: A: is missing. Set it.; B: is odd. Mend it.',
    );
  });

  it('are the error in the log of a node, with its reason, and not what it said in passing', () => {
    const lines = [
      { level: 'fatal', msg: 'node cannot work', err: { message: 'relation "event" does not exist' } },
      { level: 'info', msg: 'stopping' },
    ];
    expect(said(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))).toBe(
      'fatal: node cannot work: relation "event" does not exist',
    );
  });

  it('are the last line where nothing looks like an error', () => {
    expect(said('starting\ncannot bind\n')).toBe('cannot bind');
  });

  it('are only those of this start, and none where it said nothing', () => {
    const before = 'Error: of yesterday\n';
    expect(said(`${before}bye\n`, before.length)).toBe('bye');
    expect(said(before, before.length)).toBe('');
    expect(lastWords(join(dir, 'missing.log'))).toBe('');
  });
});
