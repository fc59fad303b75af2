import { readFileSync } from 'node:fs';
import { SettingsError } from '#runtime';
import type { PrivateKey } from '../envelope/suite.js';

/** Private keys of this city as the keys file holds them. */
export interface CityKeys {
  city: string;
  keys: PrivateKey[];
}

/** Reads a keys file; throws SettingsError with the file's name where it is not one. */
export function readKeysFile(file: string): CityKeys {
  const parsed = readJson('TONGBAN_KEYS_FILE', file) as CityKeys | null;
  if (!/^\d{6}$/.test(parsed?.city ?? '') || !Array.isArray(parsed?.keys) || parsed.keys.length < 2) {
    throw unreadable('TONGBAN_KEYS_FILE', file, 'is no keys file of a city');
  }
  return parsed;
}

/** The federation's public key and its signed directories, oldest first. */
export interface DirectoryFile {
  federation: { kid: string; x: string };
  directories: string[];
}

/** Reads a directory file; throws SettingsError with the file's name where it is not one. */
export function readDirectoryFile(file: string): DirectoryFile {
  const parsed = readJson('TONGBAN_DIRECTORY_FILE', file) as Partial<DirectoryFile> | null;
  if (typeof parsed?.federation?.x !== 'string' || !Array.isArray(parsed.directories)) {
    throw unreadable('TONGBAN_DIRECTORY_FILE', file, 'is no directory file');
  }
  return parsed as DirectoryFile;
}

function readJson(setting: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The parser's message quotes the text around the fault, and the text is a private key.
    throw unreadable(setting, file, 'is no JSON');
  }
}

function unreadable(name: string, file: string, problem: string): SettingsError {
  return new SettingsError([{ name, code: 'unreadable', problem: `${file} ${problem}`, remedy: 'Check the file' }]);
}
