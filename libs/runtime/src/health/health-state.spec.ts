import { describe, expect, it } from '@jest/globals';
import { HealthState } from './health-state.js';

const fine = { name: 'database', critical: true, check: () => Promise.resolve({ ok: true }) };
const never = (): Promise<never> => new Promise(() => undefined);

describe('readiness', () => {
  it('is given when every critical check is well, even if a lesser one is not', async () => {
    const health = new HealthState();
    health.register(fine);
    health.register({ name: 'hub', critical: false, check: () => Promise.resolve({ ok: false, detail: 'no_link' }) });
    expect(await health.ready()).toEqual({
      ok: true,
      draining: false,
      checks: [
        { name: 'database', critical: true, ok: true },
        { name: 'hub', critical: false, ok: false, detail: 'no_link' },
      ],
    });
  });

  it('is refused when a critical check throws, naming its code and not its message', async () => {
    const health = new HealthState();
    const error = Object.assign(new Error('connect postgres://u:secret@db'), { code: 'ECONNREFUSED' });
    health.register({ name: 'database', critical: true, check: () => Promise.reject(error) });
    const report = await health.ready();
    expect(report.ok).toBe(false);
    expect(report.checks[0]?.detail).toBe('ECONNREFUSED');
    expect(JSON.stringify(report)).not.toContain('secret');
  });

  it('is refused when a check overruns its time, and a hanging check is not started again', async () => {
    const health = new HealthState(20);
    let started = 0;
    health.register(fine);
    health.register({
      name: 'broker',
      critical: true,
      check: () => {
        started += 1;
        return never();
      },
    });
    const report = await health.ready();
    await health.ready();
    expect(report.ok).toBe(false);
    expect(report.checks).toEqual([
      { name: 'database', critical: true, ok: true },
      { name: 'broker', critical: true, ok: false, detail: 'timed_out' },
    ]);
    expect(started).toBe(1);
  });

  it('asks anew once the last look has ended', async () => {
    const health = new HealthState();
    let ok = false;
    health.register({ ...fine, check: () => Promise.resolve({ ok }) });
    expect((await health.ready()).ok).toBe(false);
    ok = true;
    expect((await health.ready()).ok).toBe(true);
  });

  it('runs the checks side by side', async () => {
    const health = new HealthState();
    let letGo: () => void = () => undefined;
    const second = new Promise<void>((resolve) => (letGo = resolve));
    health.register({ ...fine, name: 'waits', check: () => second.then(() => ({ ok: true })) });
    health.register({
      ...fine,
      name: 'frees',
      check: () => {
        letGo();
        return Promise.resolve({ ok: true });
      },
    });
    expect((await health.ready()).ok).toBe(true);
  });

  it('ends with draining, while the process is still alive', async () => {
    const health = new HealthState();
    health.register(fine);
    health.startDraining();
    expect(await health.ready()).toMatchObject({ ok: false, draining: true });
    expect(health.live().ok).toBe(true);
  });

  it('refuses a check under a name already taken', () => {
    const health = new HealthState();
    health.register(fine);
    expect(() => health.register(fine)).toThrow(/twice/);
  });
});
