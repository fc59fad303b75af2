import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';
import { describe, expect, it } from '@jest/globals';
import { SettingsError } from '../config/settings-error.js';
import { FaultPoints, InjectedFault } from './fault-points.js';

const NAMES = ['seal.committed', 'apply.begun'] as const;
const fromEnv = (text: string, mode = 'test') => FaultPoints.fromEnv(NAMES, { TONGBAN_FAULTS: text, NODE_ENV: mode });

describe('a fault point', () => {
  it('does nothing until it is armed', async () => {
    const points = new FaultPoints(NAMES);
    await expect(points.at('seal.committed')).resolves.toBeUndefined();
  });

  it('with a mistyped name throws, armed or not', () => {
    const points = new FaultPoints<string>(NAMES);
    expect(() => points.at('seal.comitted')).toThrow(/no fault point/);
    expect(() => points.arm('seal.comitted', 'throw')).toThrow(/no fault point/);
    expect(() => new FaultPoints(['a', 'a'])).toThrow(/twice/);
  });

  it('throws on the pass it was told to, and as often as it was told to', async () => {
    const points = new FaultPoints(NAMES);
    points.arm('seal.committed', 'throw', { after: 1, times: 2 });
    await points.at('seal.committed');
    await expect(points.at('seal.committed')).rejects.toBeInstanceOf(InjectedFault);
    await expect(points.at('seal.committed')).rejects.toMatchObject({
      code: 'fault_injected',
      point: 'seal.committed',
    });
    await points.at('seal.committed');
    await points.at('apply.begun');
  });

  it('stops a pass until it is released, and says when it is reached', async () => {
    const points = new FaultPoints(NAMES);
    const order: string[] = [];
    points.arm('seal.committed', 'stop');
    const pass = (async () => {
      await points.at('seal.committed');
      order.push('passed');
    })();
    await points.reached('seal.committed');
    order.push('reached');
    points.release('seal.committed');
    await pass;
    expect(order).toEqual(['reached', 'passed']);
    await points.reached('seal.committed');
  });

  it('lets a stopped pass go when it is disarmed', async () => {
    const points = new FaultPoints(NAMES);
    points.arm('apply.begun', 'stop', { times: 2 });
    const passes = Promise.all([points.at('apply.begun'), points.at('apply.begun')]);
    points.disarm('apply.begun');
    await passes;
    await points.at('apply.begun');
  });

  it('runs own code with the facts of the pass', async () => {
    const points = new FaultPoints(NAMES);
    const seen: string[] = [];
    points.arm('apply.begun', (detail) => void seen.push(detail['partner'] ?? ''), { times: Infinity });
    await points.at('apply.begun', { partner: '430200' });
    await points.at('apply.begun', { partner: '430300' });
    expect(seen).toEqual(['430200', '430300']);
  });

  it('is armed from the environment, counting passes from one', async () => {
    const points = fromEnv('seal.committed:throw:2; apply.begun:throw;');
    await points.at('seal.committed');
    await expect(points.at('seal.committed')).rejects.toBeInstanceOf(InjectedFault);
    await expect(points.at('apply.begun')).rejects.toBeInstanceOf(InjectedFault);
  });

  it.each([
    'seal.comitted:kill',
    'seal.committed',
    'seal.committed:burn',
    'seal.committed:kill:0',
    'apply.begun:kill:1:2',
  ])('refuses %s in the environment', (text) => {
    expect(() => fromEnv(text)).toThrow(SettingsError);
  });

  it.each(['production', ''])('cannot be armed from the environment in mode %j', (mode) => {
    expect(() => fromEnv('seal.committed:kill', mode)).toThrow(SettingsError);
    expect(() => fromEnv('', mode)).not.toThrow();
  });

  it('kills the process as a power cut would: nothing after it runs', () => {
    const here = dirname(fileURLToPath(import.meta.url));
    const folder = mkdtempSync(join(tmpdir(), 'fault-'));
    try {
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      for (const source of ['config/settings-error', 'faults/fault-points']) {
        mkdirSync(dirname(join(folder, source)), { recursive: true });
        writeFileSync(join(folder, `${source}.js`), transformFileSync(join(here, '..', `${source}.ts`)).code);
      }
      const script = `
        import { FaultPoints } from './faults/fault-points.js';
        process.on('exit', () => console.log('exit handler'));
        const points = FaultPoints.fromEnv(['a'], process.env);
        await points.at('a'); console.log('first');
        try { await points.at('a'); } finally { console.log('second'); }`;
      writeFileSync(join(folder, 'run.js'), script);
      const env = { ...process.env, NODE_ENV: 'test', NODE_OPTIONS: '', TONGBAN_FAULTS: 'a:kill:2' };
      const child = spawnSync(process.execPath, [join(folder, 'run.js')], { env, encoding: 'utf8', timeout: 20_000 });
      expect({ signal: child.signal, stdout: child.stdout }).toEqual({ signal: 'SIGKILL', stdout: 'first\n' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
