import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Something a person can put right; `message` is the one line that says how. Commands print it and end with code 1. */
export class LocalSetupError extends Error {
  override readonly name = 'LocalSetupError';
}

/** The project's folder, absolute, whether this runs from the sources or from dist. */
export const projectDir = findProjectDir();

/**
 * Everything `npm start` keeps between runs; git-ignored and safe to delete (a new federation is made then).
 * TONGBAN_LOCAL_DIR moves it, so that a second federation can stand beside the first.
 */
export const localDir = resolve(process.env.TONGBAN_LOCAL_DIR || join(projectDir, '.tongban'));

/** Makes a folder and its parents and returns its path; with a mode it is set on creation. */
export function madeDir(path: string, mode = 0o755): string {
  mkdirSync(path, { recursive: true, mode });
  return path;
}

/** Reads a JSON file that this folder's programs wrote; `undefined` when it is not there. */
export function readJson<T>(path: string): T | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    throw new LocalSetupError(`文件损坏 ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Writes a JSON file in one step, readable by its owner only: run.json and secrets.json let their reader act as any
 * city, and half of secrets.json would be a federation lost.
 */
export function writeJson(path: string, value: unknown): void {
  madeDir(dirname(path));
  const half = `${path}.${process.pid}`;
  writeFileSync(half, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(half, path);
}

function findProjectDir(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'package.json'))) {
    if (dir === dirname(dir))
      throw new LocalSetupError('package.json not found above the program: run from the project');
    dir = dirname(dir);
  }
  return dir;
}
