/** Kind of mistake in one setting; `unknown` means a TONGBAN_ name that no table knows (usually a typing slip). */
export type SettingsFaultCode = 'missing' | 'malformed' | 'out_of_range' | 'unreadable' | 'unknown' | 'forbidden';

/** One mistake in the environment: which name, what is wrong with it, and what to do about it. Never holds a secret. */
export interface SettingsFault {
  readonly name: string;
  readonly code: SettingsFaultCode;
  readonly problem: string;
  readonly remedy: string;
}

/** Thrown at start with every fault found, so that one restart mends them all; code `settings_invalid`. */
export class SettingsError extends Error {
  readonly code = 'settings_invalid';

  constructor(readonly faults: readonly SettingsFault[]) {
    super(
      [
        `${faults.length} setting${faults.length === 1 ? ' is' : 's are'} wrong:`,
        ...faults.map((fault) => `  ${fault.name}: ${fault.problem}. ${fault.remedy}`),
      ].join('\n'),
    );
    this.name = 'SettingsError';
  }
}
