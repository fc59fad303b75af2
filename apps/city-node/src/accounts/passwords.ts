import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const COST = { N: 32768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

function derive(password: string, salt: Buffer, N: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { ...COST, N }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** Cost for a password that was drawn at random and lives until the next sign-in: nobody guesses it, however fast. */
export const TEMPORARY_COST = 1024;

/** scrypt hash as `scrypt$N$salt$key`, base64url. */
export async function hashPassword(password: string, cost = COST.N): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return `scrypt$${cost}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** True if the password fits a stored hash. Takes the same time whether it fits or not. */
export async function passwordFits(password: string, stored: string): Promise<boolean> {
  const [, cost = '', salt = '', key = ''] = stored.split('$');
  const wanted = Buffer.from(key, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), Number(cost));
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
