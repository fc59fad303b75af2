import { describe, expect, it } from '@jest/globals';
import { readSettings, SettingsError } from '#runtime';
import { GATEWAY_SETTINGS, NAMES_OF_OTHER_PROCESSES } from './gateway-settings.js';

const city = {
  city: '430100',
  name: '长沙',
  natsUrl: 'nats://127.0.0.1:4222',
  user: 'gateway',
  password: 'very-secret',
};

function read(
  cities: unknown,
  env: Record<string, string> = {},
): ReturnType<typeof readSettings<typeof GATEWAY_SETTINGS>> {
  return readSettings(
    GATEWAY_SETTINGS,
    { TONGBAN_GATEWAY_CITIES: typeof cities === 'string' ? cities : JSON.stringify(cities), ...env },
    { othersNames: NAMES_OF_OTHER_PROCESSES },
  );
}

function refusal(cities: unknown): string {
  try {
    read(cities);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error('was not refused');
}

describe('settings of the gateway', () => {
  it('needs nothing but its cities', () => {
    expect(read([city])).toMatchObject({
      TONGBAN_GATEWAY_HOST: '127.0.0.1',
      TONGBAN_GATEWAY_PORT: 8080,
      TONGBAN_GATEWAY_BODY_LIMIT_BYTES: 524_288,
      TONGBAN_GATEWAY_CITIES: [city],
    });
  });

  it('may share an environment file with the nodes and the starter', () => {
    const env = { TONGBAN_PORT_GATEWAY: '1', TONGBAN_DATABASE_URL_430100: 'x', TONGBAN_CITY: '430100' };
    expect(() => read([city], env)).not.toThrow();
  });

  it.each([
    ['no city at all', [], 'at least one city'],
    ['a city without a password', [{ ...city, password: '' }], 'lacks "password" in entry 1'],
    ['a city twice', [city, city], 'names a city twice'],
    ['a code that is none', [{ ...city, city: '999999' }], 'no region code'],
    [
      'an address with a password in it',
      [{ ...city, natsUrl: 'nats://u:very-secret@h:1' }],
      'without user and password',
    ],
    ['half a JSON', '[{"password":"very-secret"', 'is not JSON'],
  ])('refuses %s, and keeps the password to itself', (_what, cities, words) => {
    const message = refusal(cities);
    expect(message).toContain(words);
    expect(message).not.toContain('very-secret');
  });
});
