import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { gathering } from './log-output.js';

function inMemory() {
  const written: string[] = [];
  const output = gathering({ write: (lines) => void written.push(lines) });
  return { output, written };
}

describe('where log lines go', () => {
  it('writes the lines of one turn together, in their order', async () => {
    const { output, written } = inMemory();
    output.write('{"level":"info","msg":"1"}\n');
    output.write('{"level":"warn","msg":"2"}\n');
    expect(written).toEqual([]);
    await turn();
    expect(written).toEqual(['{"level":"info","msg":"1"}\n{"level":"warn","msg":"2"}\n']);
    output.write('{"level":"info","msg":"3"}\n');
    await turn();
    expect(written).toHaveLength(2);
  });

  it.each(['error', 'fatal'])('writes a line of level %s at once, with what waits before it', (level) => {
    const { output, written } = inMemory();
    output.write('{"level":"info","msg":"1"}\n');
    output.write(`{"level":"${level}","msg":"2"}\n`);
    expect(written).toEqual([`{"level":"info","msg":"1"}\n{"level":"${level}","msg":"2"}\n`]);
  });
});
