import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalSetupError, projectDir } from './local-folder.js';

/** The passwords of one city: of its server at the hub, and of its node and the gateway at its own server. */
export interface CityPasswords {
  readonly leaf: string;
  readonly node: string;
  readonly gateway: string;
}

/** TCP ports on the loopback address: the hub for clients, the hub for leaf servers, each city's own server. */
export interface NatsPorts {
  readonly hub: number;
  readonly hubLeaf: number;
  readonly leaf: Readonly<Record<string, number>>;
}

const host = '127.0.0.1';
// A random port, told in the ports file: only the starter asks it whether the leaf link stands.
const monitoring = `http: "${host}:-1"`;

/** Configuration of the hub, with one user per city. */
export function hubConfig(ports: NatsPorts, passwords: Readonly<Record<string, CityPasswords>>): string {
  const users = Object.entries(passwords).map(([city, { leaf }]) =>
    fill('hub-city.conf', { city, leafPassword: leaf }),
  );
  return fill('hub.conf', {
    host,
    monitoring,
    port: String(ports.hub),
    leafPort: String(ports.hubLeaf),
    users: users.join('\n'),
  });
}

/** Configuration of one city's own server; `storeDir` is where its JetStream keeps files. */
export function cityConfig(city: string, ports: NatsPorts, passwords: CityPasswords, storeDir: string): string {
  return fill('city.conf', {
    host,
    monitoring,
    city,
    storeDir,
    port: String(ports.leaf[city]),
    hubHost: host,
    hubLeafPort: String(ports.hubLeaf),
    leafPassword: passwords.leaf,
    nodePassword: passwords.node,
    gatewayPassword: passwords.gateway,
  });
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  const text = readFileSync(join(projectDir, 'deploy', 'nats', template), 'utf8');
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new LocalSetupError(`deploy/nats/${template}: no value for {{${name}}}`);
    // A quote in a path or password would end the string and let its rest be read as configuration.
    if (/["\\]/.test(value) && name !== 'users' && name !== 'monitoring') {
      throw new LocalSetupError(`deploy/nats/${template}: {{${name}}} must not hold quotes or backslashes`);
    }
    return value;
  });
}
