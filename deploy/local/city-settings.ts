import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LocalSetupError, projectDir, readJson } from './local-folder.js';
import type { PortName } from './ports.js';

/** A sample sign-in, from the city's sample data. */
export interface SampleUser {
  readonly username: string;
  readonly displayName: string;
  readonly role: string;
  readonly password: string;
}

/** One city of the local federation, as its sample data names it. */
export interface LocalCity {
  readonly code: string;
  readonly name: string;
  readonly sampleFile: string;
  readonly users: readonly SampleUser[];
  readonly natsPort: PortName;
  readonly nodePort: PortName;
}

/** A NATS address as its parts: the client takes user and password beside the address, not in it. */
export interface NatsAddress {
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
}

/** The three cities, from deploy/local/sample. */
export function localCities(): LocalCity[] {
  return (['430100', '430200', '430300'] as const).map((code) => {
    const sampleFile = join(projectDir, 'deploy', 'local', 'sample', `${code}.json`);
    const sample = readJson<{ city: { name: string }; users: SampleUser[] }>(sampleFile);
    if (!sample) throw new LocalSetupError(`缺少示例数据 ${sampleFile}`);
    return {
      code,
      name: sample.city.name,
      sampleFile,
      users: sample.users,
      natsPort: `TONGBAN_PORT_NATS_${code}`,
      nodePort: `TONGBAN_PORT_NODE_${code}`,
    };
  });
}

/**
 * Addresses of the user's own servers from `<prefix><city>`, one for each city, or `undefined` when none is set;
 * throws LocalSetupError when only some are: the others would silently run on something else.
 */
export function ownServers(prefix: string, cities: readonly string[], env: NodeJS.ProcessEnv) {
  const given = cities.filter((city) => env[`${prefix}${city}`]);
  if (given.length === 0) return undefined;
  const missing = cities.filter((city) => !given.includes(city)).map((city) => `${prefix}${city}`);
  if (missing.length > 0) throw new LocalSetupError(`要么全部设置，要么都不设置，还缺：${missing.join('、')}`);
  return Object.fromEntries(cities.map((city) => [city, env[`${prefix}${city}`]!]));
}

/** Takes user and password out of a nats:// address; throws LocalSetupError naming the variable when it is none. */
export function natsAddress(variable: string, address: string): NatsAddress {
  let parsed: URL;
  try {
    parsed = new URL(address);
  } catch {
    throw new LocalSetupError(`${variable} 不是有效地址，应如 nats://用户:口令@主机:4222`);
  }
  const { username, password } = parsed;
  parsed.username = '';
  parsed.password = '';
  return {
    url: parsed.href.replace(/\/$/, ''),
    ...(username ? { user: decodeURIComponent(username), password: decodeURIComponent(password) } : {}),
  };
}

/** Compiled program of an app; throws LocalSetupError when the build did not make it. */
export function appProgram(app: 'city-node' | 'gateway'): string {
  const path = join(projectDir, 'dist', 'apps', app, 'src', 'main.js');
  if (!existsSync(path)) throw new LocalSetupError(`没有编译出 ${path}：请执行 npm run build 查看原因`);
  return path;
}
