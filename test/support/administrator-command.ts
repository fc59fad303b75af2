import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { ThreeCities } from './three-cities.js';

/** What the command said, and the password that it printed; an empty one where it printed none. */
export interface AdministratorMade {
  code: number;
  password: string;
  words: string;
}

/** Runs `npm run administrator` for a city, with that city's environment or, by mistake, another's. */
export function makeAdministrator(
  cities: ThreeCities,
  city: string,
  args: readonly string[],
  environmentOf = city,
): Promise<AdministratorMade> {
  const main = join(process.cwd(), 'dist', 'apps', 'city-node', 'src', 'administrator.js');
  const env = { PATH: process.env.PATH, ...cities.env(environmentOf) };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, '--city', city, ...args], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code ?? -1);
      resolve({ code, password: stdout.trim(), words: stderr });
    });
  });
}
