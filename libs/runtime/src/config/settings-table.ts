interface SettingBase {
  /** Name of the environment variable; a process's own settings start with TONGBAN_. */
  readonly name: string;
  /** True: the process does not start without it. A default takes the place of a missing value. */
  readonly required: boolean;
  /** One sentence for the operator; goes into the documentation table as it stands. */
  readonly description: string;
}

/** Text, an address, or the path of a readable file; min and max count characters. */
export interface TextSetting extends SettingBase {
  readonly kind: 'text' | 'url' | 'file';
  readonly default?: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** Closed list of permitted values; the value read is then typed as one of them. */
  readonly choices?: readonly string[];
}

/** A value that is never printed; it has no default on purpose, since a default secret is a public one. */
export interface SecretSetting extends SettingBase {
  readonly kind: 'secret';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

/** A whole number; min and max bound its value. */
export interface IntSetting extends SettingBase {
  readonly kind: 'int';
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
}

/** JSON text. Without `read` the value is `unknown`. */
export interface JsonSetting extends SettingBase {
  readonly kind: 'json';
  readonly default?: unknown;
  /** Checks and shapes the parsed value; what it throws is shown to the operator, so it must not quote the value. */
  readonly read?: (value: unknown) => unknown;
}

/** One row of a settings table. */
export type Setting = TextSetting | SecretSetting | IntSetting | JsonSetting;

type ValueOf<S> = S extends { kind: 'int' }
  ? number
  : S extends { kind: 'json'; read: (value: unknown) => infer V }
    ? V
    : S extends { kind: 'json' }
      ? unknown
      : S extends { choices: readonly (infer C)[] }
        ? C
        : string;

type Present<S> = S extends { required: true } | { default: string | number | object } ? true : false;

/** What `readSettings` returns for a table: one property for each row, under the name of its environment variable. */
export type SettingsOf<T extends readonly Setting[]> = {
  readonly [S in T[number] as S['name']]: Present<S> extends true ? ValueOf<S> : ValueOf<S> | undefined;
};

/** Declares a settings table and keeps its literal types; throws on a name listed twice or a default out of bounds. */
export function settings<const T extends readonly Setting[]>(table: T): T {
  const seen = new Set<string>();
  for (const setting of table) {
    if (seen.has(setting.name)) throw new Error(`setting ${setting.name} is listed twice`);
    seen.add(setting.name);
    if (setting.kind === 'int' && setting.default !== undefined) {
      const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = setting;
      if (setting.default < min || setting.default > max) {
        throw new Error(`the default of ${setting.name} lies outside ${min}..${max}`);
      }
    }
  }
  return table;
}
