import { readSetting } from './setting-value.js';
import { SettingsError, type SettingsFault } from './settings-error.js';
import type { Setting, SettingsOf } from './settings-table.js';

/** Names every process may meet because this library reads them itself. */
export const RUNTIME_SETTING_NAMES: readonly string[] = ['TONGBAN_FAULTS'];

/** Options of `readSettings`. */
export interface ReadSettingsOptions {
  /** TONGBAN_ names that belong to other processes sharing the environment; a trailing `*` stands for any ending. */
  readonly othersNames?: readonly string[];
}

/**
 * Reads a process's settings once, at start; throws `SettingsError` with all faults together.
 * A TONGBAN_ name in no table is a fault too: a mistyped optional name would otherwise be ignored without a word.
 */
export function readSettings<const T extends readonly Setting[]>(
  table: T,
  env: Readonly<Record<string, string | undefined>>,
  options: ReadSettingsOptions = {},
): SettingsOf<T> {
  const faults: SettingsFault[] = [];
  const values: Record<string, unknown> = {};
  for (const setting of table) {
    const reading = readSetting(setting, env[setting.name]);
    if ('fault' in reading) faults.push(reading.fault);
    else values[setting.name] = reading.value;
  }
  faults.push(...unknownNames(table, env, [...RUNTIME_SETTING_NAMES, ...(options.othersNames ?? [])]));
  if (faults.length > 0) throw new SettingsError(faults);
  // The mapped type and the loop above walk the same table, which the compiler cannot see.
  return Object.freeze(values) as SettingsOf<T>;
}

function unknownNames(
  table: readonly Setting[],
  env: Readonly<Record<string, string | undefined>>,
  othersNames: readonly string[],
): SettingsFault[] {
  const own = new Set(table.map((setting) => setting.name));
  return Object.keys(env)
    .filter((name) => name.startsWith('TONGBAN_') && !own.has(name))
    .filter((name) => !othersNames.some((other) => covers(other, name)))
    .sort()
    .map((name) => {
      const near = nearest(name, [...own]);
      return {
        name,
        code: 'unknown',
        problem: 'is not a setting of this process',
        remedy: near ? `Did you mean ${near}? Otherwise remove it` : 'Remove it',
      };
    });
}

function covers(other: string, name: string): boolean {
  return other.endsWith('*') ? name.startsWith(other.slice(0, -1)) : other === name;
}

function nearest(name: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  // More than three slips apart is a different word; suggesting it would mislead.
  return best && best.distance <= 3 ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
