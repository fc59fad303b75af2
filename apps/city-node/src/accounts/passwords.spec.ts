import { describe, expect, it } from '@jest/globals';
import { hashPassword, passwordFits } from './passwords.js';

describe('a password', () => {
  it('fits its own hash and no other does', async () => {
    const stored = await hashPassword('Sample-clerk1-430100');
    expect(await passwordFits('Sample-clerk1-430100', stored)).toBe(true);
    for (const wrong of ['Sample-clerk1-430200', 'sample-clerk1-430100', 'Sample-clerk1-430100 ', '']) {
      expect(await passwordFits(wrong, stored)).toBe(false);
    }
  });

  it('is stored salted: the same one twice is stored differently, and neither shows it', async () => {
    const [one, two] = await Promise.all([hashPassword('长沙示例口令'), hashPassword('长沙示例口令')]);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^scrypt\$32768\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toContain('长沙');
    expect(await passwordFits('长沙示例口令', two)).toBe(true);
  });

  it('may be typed on another keyboard: composed and full-width letters are the same', async () => {
    const stored = await hashPassword('cafe\u0301-Ａ1');
    expect(await passwordFits('caf\u00e9-A1', stored)).toBe(true);
  });

  it('fits nothing that is no hash', async () => {
    for (const stored of ['', 'scrypt$32768$$', 'plain', '$$$', 'scrypt$32768$AAAAAAAAAAAAAAAAAAAAAA$', 'Sample']) {
      expect(await passwordFits('', stored)).toBe(false);
      expect(await passwordFits('Sample', stored)).toBe(false);
    }
  });

  it('does not fit a hash of which any part was changed', async () => {
    const stored = await hashPassword('Sample');
    const [name, cost, salt = '', key = ''] = stored.split('$');
    const bent = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    expect(await passwordFits('Sample', [name, cost, bent(salt), key].join('$'))).toBe(false);
    expect(await passwordFits('Sample', [name, cost, salt, bent(key)].join('$'))).toBe(false);
    expect(await passwordFits('Sample', [name, cost, salt, key.slice(0, -2)].join('$'))).toBe(false);
  });
});
