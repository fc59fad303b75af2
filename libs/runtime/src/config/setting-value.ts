import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { IntSetting, JsonSetting, SecretSetting, Setting, TextSetting } from './settings-table.js';
import type { SettingsFault } from './settings-error.js';

/** Outcome of reading one variable: its value or its fault. */
export type SettingReading = { readonly value: unknown } | { readonly fault: SettingsFault };

/** Reads one variable against its row; an empty value counts as not set, as compose files and manifests write it so. */
export function readSetting(setting: Setting, raw: string | undefined): SettingReading {
  if (raw === undefined || raw.trim() === '') {
    const fallback = 'default' in setting ? setting.default : undefined;
    if (fallback !== undefined) return readDefault(setting, fallback);
    if (!setting.required) return { value: undefined };
    return fault(setting, 'missing', 'is not set', `Set it: ${setting.description}`);
  }
  switch (setting.kind) {
    case 'int':
      return readInt(setting, raw.trim());
    case 'json':
      return readJson(setting, raw);
    case 'url':
      // The value is kept out of the message: addresses of databases carry passwords.
      if (!URL.canParse(raw)) return fault(setting, 'malformed', 'is not an address', 'Write scheme://host:port/…');
      return readText(setting, raw);
    case 'file':
      return readFilePath(setting, raw);
    case 'text':
    case 'secret':
      return readText(setting, raw);
  }
}

function readDefault(setting: Setting, fallback: unknown): SettingReading {
  if (setting.kind === 'file') return readFilePath(setting, String(fallback));
  if (setting.kind === 'json') return shapeJson(setting, fallback);
  return { value: fallback };
}

function readText(setting: TextSetting | SecretSetting, raw: string): SettingReading {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, pattern } = setting;
  const choices = 'choices' in setting ? setting.choices : undefined;
  if (choices && !choices.includes(raw)) {
    return fault(setting, 'malformed', `is ${shown(setting, raw)}`, `Use one of: ${choices.join(', ')}`);
  }
  if (raw.length < min || raw.length > max) {
    return fault(setting, 'out_of_range', `is ${raw.length} characters long`, `Use ${bounds(min, max)} characters`);
  }
  // A sticky or global pattern keeps its place between calls; matching a copy makes reading repeatable.
  if (pattern && !new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(raw)) {
    return fault(setting, 'malformed', `is ${shown(setting, raw)}`, `It must match ${pattern.source}`);
  }
  return { value: raw };
}

function readInt(setting: IntSetting, raw: string): SettingReading {
  const value = Number(raw);
  if (!/^-?\d+$/.test(raw) || !Number.isSafeInteger(value)) {
    return fault(setting, 'malformed', `is ${shown(setting, raw)}`, 'Write a whole number in digits');
  }
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = setting;
  if (value < min || value > max) return fault(setting, 'out_of_range', `is ${value}`, `Use ${bounds(min, max)}`);
  return { value };
}

function readJson(setting: JsonSetting, raw: string): SettingReading {
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch {
    // The parser's own message quotes the text, which may hold passwords; only the fact is passed on.
    return fault(setting, 'malformed', 'is not JSON', 'Check quotes and brackets');
  }
  return shapeJson(setting, parsed);
}

function shapeJson(setting: JsonSetting, parsed: unknown): SettingReading {
  if (!setting.read) return { value: parsed };
  try {
    return { value: setting.read(parsed) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'has the wrong shape';
    return fault(setting, 'malformed', problem, `Expected: ${setting.description}`);
  }
}

function readFilePath(setting: TextSetting | SecretSetting, raw: string): SettingReading {
  const path = resolve(raw);
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    return fault(
      setting,
      'unreadable',
      `names ${path}, which cannot be read (${reason})`,
      'Check path and permissions',
    );
  }
  if (!statSync(path).isFile()) {
    return fault(setting, 'unreadable', `names ${path}, which is not a file`, 'Give the path of a file');
  }
  return { value: path };
}

function shown(setting: Setting, raw: string): string {
  if (setting.kind !== 'text' && setting.kind !== 'int') return 'not of the expected form';
  return JSON.stringify(raw.length > 40 ? `${raw.slice(0, 40)}…` : raw);
}

/** Renders bounds as an operator reads them: "at least 32", "at most 10", "1 to 65535". */
export function bounds(min: number, max: number): string {
  if (max === Number.MAX_SAFE_INTEGER) return `at least ${min}`;
  if (min === Number.MIN_SAFE_INTEGER) return `at most ${max}`;
  return `${min} to ${max}`;
}

function fault(setting: Setting, code: SettingsFault['code'], problem: string, remedy: string): SettingReading {
  return { fault: { name: setting.name, code, problem, remedy } };
}
