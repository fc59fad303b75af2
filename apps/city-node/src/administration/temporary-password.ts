import { createHmac } from 'node:crypto';

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/**
 * A password to be shown once, 78 bits of it: drawn from the node's secret and the command, so that a repeated command
 * can show it again although it is stored nowhere.
 */
export function temporaryPassword(nodeSecret: string, commandId: string, username: string): string {
  const bytes = createHmac('sha512', nodeSecret).update(`temporary-password/${commandId}/${username}`).digest();
  const letters = Array.from({ length: LENGTH }, (_, i) => LETTERS[bytes.readUInt16BE(2 * i) % LETTERS.length]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Kinds of characters that a password of one's own has to have three of. */
const KINDS = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{L}\d]/u];
const SHORTEST = 10;

/** Whether somebody may take this password. */
export function passwordIsStrong(password: string, username: string): boolean {
  const isLong = [...password].length >= SHORTEST;
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  return isLong && kinds >= 3 && !password.toLowerCase().includes(username.toLowerCase());
}
