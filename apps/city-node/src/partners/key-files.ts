import { readFileSync } from 'node:fs';
import type { PrivateKey } from '../envelope/suite.js';

/** Private keys of this city as the keys file holds them. */
export interface CityKeys {
  city: string;
  keys: PrivateKey[];
}

/** Reads a keys file; throws with the file's name where it is not one. */
export function readKeysFile(file: string): CityKeys {
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as CityKeys;
  if (!/^\d{6}$/.test(parsed.city) || !Array.isArray(parsed.keys) || parsed.keys.length < 2) {
    throw new Error(`${file}: not a keys file of a city`);
  }
  return parsed;
}

/** The federation's public key and its signed directories, oldest first. */
export interface DirectoryFile {
  federation: { kid: string; x: string };
  directories: string[];
}

/** Reads a directory file; throws with the file's name where it is not one. */
export function readDirectoryFile(file: string): DirectoryFile {
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as DirectoryFile;
  if (typeof parsed.federation?.x !== 'string' || !Array.isArray(parsed.directories)) {
    throw new Error(`${file}: not a directory file`);
  }
  return parsed;
}
