import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { SettingsError } from './settings-error.js';
import { settingsMarkdown } from './settings-markdown.js';
import { settings } from './settings-table.js';
import { readSettings, type ReadSettingsOptions } from './settings.js';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
const keysFile = join(folder, 'keys.json');
writeFileSync(keysFile, '{}');
afterAll(() => rmSync(folder, { recursive: true }));

const table = settings([
  { name: 'TONGBAN_CITY', kind: 'text', required: true, pattern: /^\d{6}$/, description: 'Region code of the city.' },
  { name: 'TONGBAN_HTTP_PORT', kind: 'int', required: true, default: 3001, min: 1, max: 65535, description: 'Port.' },
  { name: 'TONGBAN_DATABASE_URL', kind: 'url', required: true, pattern: /^postgres/, description: 'Database.' },
  { name: 'TONGBAN_KEYS_FILE', kind: 'file', required: true, description: 'Keys of this city.' },
  { name: 'TONGBAN_TOKEN_SECRET', kind: 'secret', required: true, min: 32, description: 'Signs sessions.' },
  { name: 'TONGBAN_NOTE', kind: 'text', required: false, description: 'A | B.' },
  {
    name: 'TONGBAN_LOG_LEVEL',
    kind: 'text',
    required: false,
    default: 'info',
    choices: ['debug', 'info'],
    description: 'Level.',
  },
  {
    name: 'TONGBAN_CITIES',
    kind: 'json',
    required: false,
    default: [],
    read: (value: unknown): string[] => {
      if (!Array.isArray(value)) throw new Error('is not a list');
      return value.map(String);
    },
    description: 'A list of cities.',
  },
]);

const good = {
  PATH: '/bin',
  TONGBAN_CITY: '430100',
  TONGBAN_DATABASE_URL: 'postgres://u:db-password@localhost/x',
  TONGBAN_KEYS_FILE: keysFile,
  TONGBAN_TOKEN_SECRET: 'x'.repeat(32),
};

function errorOf(env: Record<string, string>, options?: ReadSettingsOptions): SettingsError {
  try {
    readSettings(table, env, options);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('settings', () => {
  it('are read typed, with defaults in place of what is not set', () => {
    const read = readSettings(table, { ...good, TONGBAN_HTTP_PORT: ' 43011 ', TONGBAN_CITIES: '["430200"]' });
    const port: number = read.TONGBAN_HTTP_PORT;
    const level: 'debug' | 'info' = read.TONGBAN_LOG_LEVEL;
    const cities: string[] = read.TONGBAN_CITIES;
    const note: string | undefined = read.TONGBAN_NOTE;
    expect({ port, level, cities, note }).toEqual({ port: 43011, level: 'info', cities: ['430200'], note: undefined });
    expect(read.TONGBAN_KEYS_FILE).toBe(keysFile);
  });

  it('that are wrong are all named at once, each with what to do', () => {
    const error = errorOf({
      TONGBAN_CITY: 'Changsha',
      TONGBAN_HTTP_PORT: '70000',
      TONGBAN_DATABASE_URL: 'localhost without a scheme',
      TONGBAN_KEYS_FILE: join(folder, 'absent.json'),
      TONGBAN_LOG_LEVEL: 'loud',
      TONGBAN_CITIES: '{}',
    });
    expect(error.faults.map(({ name, code }) => `${name} ${code}`)).toEqual([
      'TONGBAN_CITY malformed',
      'TONGBAN_HTTP_PORT out_of_range',
      'TONGBAN_DATABASE_URL malformed',
      'TONGBAN_KEYS_FILE unreadable',
      'TONGBAN_TOKEN_SECRET missing',
      'TONGBAN_LOG_LEVEL malformed',
      'TONGBAN_CITIES malformed',
    ]);
    for (const fault of error.faults) {
      expect(fault.remedy).not.toBe('');
      expect(error.message).toContain(`${fault.name}: ${fault.problem}`);
    }
  });

  it('never show a secret, a password in an address or a piece of JSON in the message', () => {
    const error = errorOf({
      ...good,
      TONGBAN_TOKEN_SECRET: 'short-secret',
      TONGBAN_DATABASE_URL: 'mysql://u:db-password@localhost/x',
      TONGBAN_CITIES: '[{"password":"json-password"',
    });
    expect(error.faults).toHaveLength(3);
    expect(error.message).not.toMatch(/short-secret|db-password|json-password/);
  });

  it.each(['', '  '])('written as %j count as not set', (empty) => {
    expect(errorOf({ ...good, TONGBAN_CITY: empty }).faults[0]?.code).toBe('missing');
  });

  it.each(['3001.5', '0x10', '1e3', '99999999999999999999'])('refuse %s as a port', (port) => {
    expect(errorOf({ ...good, TONGBAN_HTTP_PORT: port }).faults[0]?.code).toBe('malformed');
  });

  it('with a mistyped name are refused, with the name that was meant', () => {
    const [fault] = errorOf({ ...good, TONGBAN_HTP_PORT: '1' }).faults;
    expect(fault).toMatchObject({ name: 'TONGBAN_HTP_PORT', code: 'unknown' });
    expect(fault?.remedy).toContain('TONGBAN_HTTP_PORT');
  });

  it('of other processes are left alone only when they are listed', () => {
    const env = { ...good, TONGBAN_GATEWAY_PORT: '1', TONGBAN_NATS_URL_430100: 'x', TONGBAN_FAULTS: '' };
    expect(() =>
      readSettings(table, env, { othersNames: ['TONGBAN_GATEWAY_PORT', 'TONGBAN_NATS_URL_*'] }),
    ).not.toThrow();
    expect(errorOf(env, { othersNames: ['TONGBAN_NATS_URL_*'] }).faults.map((fault) => fault.name)).toEqual([
      'TONGBAN_GATEWAY_PORT',
    ]);
  });

  it('cannot be declared twice or with a default out of bounds', () => {
    const port = { name: 'TONGBAN_P', kind: 'int', required: false, description: 'Port.' } as const;
    expect(() => settings([port, port])).toThrow(/twice/);
    expect(() => settings([{ ...port, default: 0, min: 1 }])).toThrow(/default/);
  });

  it('are documented row by row, without breaking the table', () => {
    const lines = settingsMarkdown(table).trimEnd().split('\n');
    expect(lines).toHaveLength(table.length + 2);
    expect(lines).toContain('| `TONGBAN_HTTP_PORT` | int | yes | `3001` | 1 to 65535 | Port. |');
    expect(lines).toContain('| `TONGBAN_TOKEN_SECRET` | secret | yes | – | at least 32 characters | Signs sessions. |');
    expect(lines).toContain('| `TONGBAN_NOTE` | text | no | – | – | A \\| B. |');
  });
});
