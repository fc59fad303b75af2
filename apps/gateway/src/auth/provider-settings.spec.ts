import { describe, expect, it } from '@jest/globals';
import { pathOfOurs } from './provider-sign-ins.js';
import { DEFAULT_LABEL, readProviders } from './provider-settings.js';

const good = {
  cities: ['430100', '430300'],
  issuer: 'https://id.example.com/realm',
  clientId: 'tongban',
  redirectUri: 'https://tongban.example.com/api/v1/browser-session/provider/callback',
};

describe('the setting of providers', () => {
  it('is read with what it leaves out', () => {
    expect(readProviders([good])).toEqual([
      { ...good, clientSecret: undefined, clientAuth: 'basic', scopes: 'openid profile', label: DEFAULT_LABEL },
    ]);
    expect(readProviders([])).toEqual([]);
  });

  it.each([
    ['no list', { ...good }, /is not a list/],
    ['a city twice', [good, { ...good, cities: ['430100'] }], /names a city twice/],
    ['no region code', [{ ...good, cities: ['x'] }], /no list of region codes in "cities" of entry 1/],
    ['no client', [{ ...good, clientId: undefined }], /lacks "clientId" in entry 1/],
    [
      'a provider whose line can be heard',
      [{ ...good, issuer: 'http://id.example.com' }],
      /no https address in "issuer"/,
    ],
    ['a way back that is not ours', [{ ...good, redirectUri: 'https://tongban.example.com/' }], /does not end with/],
    ['scopes without openid', [{ ...good, scopes: 'profile' }], /lacks openid/],
    ['an address with a query', [{ ...good, issuer: 'https://id.example.com/?a=b' }], /no plain address in "issuer"/],
    ['an unknown way to show the secret', [{ ...good, clientAuth: 'jwt' }], /no basic or post/],
  ])('is refused with %s', (_title, value, words) => {
    expect(() => readProviders(value)).toThrow(words);
  });

  it('never tells a secret in its refusals', () => {
    const value = [{ ...good, clientSecret: 'sample-secret', issuer: 'sample-secret' }];
    expect(() => readProviders(value)).toThrow(/^(?!.*sample-secret)/);
  });
});

describe('the address to land on', () => {
  it.each([
    ['/cases?status=DRAFT', '/cases?status=DRAFT'],
    ['/cases#x', '/cases'],
    ['//example.com/', '/'],
    ['/\\example.com', '/'],
    ['https://example.com/', '/'],
    ['/a/../..//example.com', '/'],
    ['/api/v1/session', '/'],
    ['/x/../api/v1/session', '/'],
    ['/\texample.com', '/'],
    ['cases', '/'],
    ['', '/'],
    [undefined, '/'],
    [['/cases'], '/'],
    [`/${'x'.repeat(600)}`, '/'],
  ])('%j is %s', (given, path) => {
    expect(pathOfOurs(given)).toBe(path);
  });
});
