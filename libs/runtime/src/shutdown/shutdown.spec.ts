import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'shutdown-'));

/** Runs a real process with the handler, sends a SIGTERM at each `ready` it prints, and tells how it left. */
async function leave(handler: string, graceMs: number): Promise<{ code: number | null; printed: string[] }> {
  const script = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(
    script,
    `import { onShutdown } from './shutdown.mjs';
     const serving = setInterval(() => undefined, 1000);
     onShutdown(['SIGTERM', 'SIGINT'], ${handler},
       { graceMs: ${graceMs}, onFailure: (reason, error) => console.log(reason, error?.message ?? '') });
     console.log('ready');`,
  );
  const child = spawn(process.execPath, [script], { env: { ...process.env, NODE_OPTIONS: '' } });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    for (const line of text.split('\n')) if (line === 'ready') child.kill('SIGTERM');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, printed: printed.trim().split(/\s*\n/) };
}

beforeAll(() => {
  writeFileSync(join(folder, 'shutdown.mjs'), transformFileSync(join(here, 'shutdown.ts')).code);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('at a signal to end', () => {
  it('the process puts its work down and leaves well, though something still keeps it busy', async () => {
    const handler = `async (signal) => { await null; console.log('drained', signal); }`;
    expect(await leave(handler, 10_000)).toEqual({ code: 0, printed: ['ready', 'drained SIGTERM'] });
  });

  it('a failing hand-over is told and leaves badly', async () => {
    const handler = `() => { throw new Error('no database'); }`;
    expect(await leave(handler, 10_000)).toEqual({ code: 1, printed: ['ready', 'handler_failed no database'] });
  });

  it('a hand-over that hangs is cut off when the grace is over', async () => {
    const handler = `() => { clearInterval(serving); return new Promise(() => undefined); }`;
    expect(await leave(handler, 50)).toEqual({ code: 1, printed: ['ready', 'grace_over'] });
  });

  it('a second signal ends it at once', async () => {
    const handler = `() => { console.log('ready'); return new Promise(() => undefined); }`;
    expect(await leave(handler, 50_000)).toEqual({ code: 1, printed: ['ready', 'ready'] });
  });
});
