import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { makeFederation, writeFederation } from '../../deploy/local/federation.js';

const dir = mkdtempSync(join(tmpdir(), 'tongban-settings-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Ending {
  code: number | null;
  output: string;
}

/** Starts a compiled program with this environment alone and waits for its end. */
function run(app: 'city-node' | 'gateway', env: Record<string, string>): Promise<Ending> {
  const main = join(process.cwd(), 'dist', 'apps', app, 'src', 'main.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A program that runs although it should not would otherwise outlive the test.
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, output }));
  });
}

async function goodEnv(city = '430100'): Promise<Record<string, string>> {
  const federation = await makeFederation(['430100', '430300']);
  const files = writeFederation(dir, federation);
  return {
    TONGBAN_CITY: city,
    TONGBAN_DATABASE_URL: 'postgres://tongban:db-password@127.0.0.1:1/tongban',
    TONGBAN_NATS_URL: 'nats://127.0.0.1:1',
    TONGBAN_HTTP_PORT: '0',
    TONGBAN_KEYS_FILE: files.keysFile('430100'),
    TONGBAN_DIRECTORY_FILE: files.directoryFile,
    TONGBAN_FEDERATION_FINGERPRINT: federation.fingerprint,
    TONGBAN_TOKEN_SECRET: 'token-secret-of-more-than-thirty-two-characters',
    TONGBAN_NODE_SECRET: 'node-secret-of-more-than-thirty-two-characters',
  };
}
/** Programs that are told something wrong must say so and end, not run and fail later. */
const noStack = (output: string): void => expect(output).not.toMatch(/^\s+at /m);

describe('a program with wrong settings does not start and names all of them at once', () => {
  it('the node of a city', async () => {
    const { code, output } = await run('city-node', {
      TONGBAN_CITY: '999999',
      TONGBAN_DATABASE_URL: 'no address',
      TONGBAN_HTTP_PORT: '70000',
      TONGBAN_KEYS_FILE: join(dir, 'no-such-file.json'),
      TONGBAN_TOKEN_SECRET: 'too-short-secret',
      TONGBAN_POLL_MS: 'often',
      TONGBAN_LOG_LEVEL: 'loud',
      TONGBAN_POL_MS: '50',
    });
    expect(code).toBe(1);
    for (const name of [
      'TONGBAN_CITY',
      'TONGBAN_DATABASE_URL',
      'TONGBAN_NATS_URL',
      'TONGBAN_HTTP_PORT',
      'TONGBAN_KEYS_FILE',
      'TONGBAN_DIRECTORY_FILE',
      'TONGBAN_FEDERATION_FINGERPRINT',
      'TONGBAN_TOKEN_SECRET',
      'TONGBAN_NODE_SECRET',
      'TONGBAN_POLL_MS',
      'TONGBAN_LOG_LEVEL',
      'TONGBAN_POL_MS',
    ]) {
      expect(output).toMatch(new RegExp(`^ +${name}: .+\\. .+`, 'm'));
    }
    expect(output).not.toContain('too-short-secret');
    noStack(output);
  });

  it('the gateway', async () => {
    const { code, output } = await run('gateway', {
      TONGBAN_GATEWAY_PORT: 'eighty',
      TONGBAN_GATEWAY_CITIES: '[{"city":"430100","password":"nats-password"}]',
      TONGBAN_GATEWAY_RATE_PER_MINUTE: '0',
      TONGBAN_GATWAY_HOST: '0.0.0.0',
    });
    expect(code).not.toBe(0);
    for (const name of ['PORT', 'CITIES', 'RATE_PER_MINUTE'].map((end) => `TONGBAN_GATEWAY_${end}`)) {
      expect(output).toMatch(new RegExp(`^ +${name}: `, 'm'));
    }
    expect(output).toMatch(/TONGBAN_GATWAY_HOST: .*\n?.*TONGBAN_GATEWAY_HOST/);
    expect(output).not.toContain('nats-password');
    noStack(output);
  });

  it.each([
    ['an address of a database that is none', { TONGBAN_DATABASE_URL: 'http://127.0.0.1/tongban' }],
    ['an address of a nats-server that is none', { TONGBAN_NATS_URL: 'postgres://127.0.0.1:4222' }],
  ])('%s', async (_title, wrong) => {
    const { code, output } = await run('city-node', { ...(await goodEnv()), ...wrong });
    expect([code, output]).toEqual([1, expect.stringContaining(Object.keys(wrong)[0]!)]);
    expect(output).not.toContain('db-password');
  });

  it('keys of another city', async () => {
    const { code, output } = await run('city-node', await goodEnv('430300'));
    expect(code).toBe(1);
    expect(output).toContain('keys_of_another_city');
  });

  it('a directory that is not signed by the federation whose fingerprint is set', async () => {
    const env = await goodEnv();
    const { code, output } = await run('city-node', { ...env, TONGBAN_FEDERATION_FINGERPRINT: 'ab'.repeat(32) });
    expect(code).toBe(1);
    expect(output).toMatch(/directory_invalid.*"reason":"fingerprint"/);
  });

  it('a keys file that is cut off, without a piece of a key on the screen', async () => {
    const env = await goodEnv();
    const whole = readFileSync(env.TONGBAN_KEYS_FILE!, 'utf8');
    const path = join(dir, 'half.json');
    writeFileSync(path, `${whole.slice(0, whole.indexOf('"d"') + 20)}§`);
    const { code, output } = await run('city-node', { ...env, TONGBAN_KEYS_FILE: path });
    expect(code).toBe(1);
    expect(output).toMatch(/TONGBAN_KEYS_FILE: .*half\.json/);
    expect(output).not.toContain(whole.slice(whole.indexOf('"d"') + 6, whole.indexOf('"d"') + 14));
  });

  it('writes nothing but lines of JSON and its reason', async () => {
    const { output } = await run('city-node', await goodEnv('430300'));
    const lines = output.trim().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.slice(0, -1)) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });
});
