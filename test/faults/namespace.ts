import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A network namespace with two cables into this machine: one to the city's own people and node, one to the hub. Only the
 * second is ever cut. Linux, root only.
 */
export interface Namespace {
  /** Address inside for the city's own clients, and address outside at which the hub is reached from inside. */
  readonly cityAddress: string;
  readonly hubAddress: string;
  /** A program named `nats-server` that starts the given one inside. */
  readonly natsBin: string;
  /** Takes the cable to the hub down: packets vanish, connections stay. */
  cut(): void;
  /** What the city sends to the hub vanishes; what the hub sends still comes, and cannot be acknowledged. */
  cutOneWay(): void;
  mend(): void;
  remove(): void;
}

/** Why no namespace can be made here; null where one can. */
export function noNamespaceHere(): string | null {
  if (process.platform !== 'linux') return 'network namespaces need Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const name = `tbf${process.pid}t`;
  if (spawnSync('ip', ['netns', 'add', name]).status !== 0) return 'this machine allows no network namespaces';
  spawnSync('ip', ['netns', 'del', name]);
  return null;
}

/** Makes the namespace and its cables; `dir` receives the program. */
export function makeNamespace(dir: string, natsServer: string): Namespace {
  // Interface names may have 15 letters; the pid keeps two runs apart.
  const name = `tbf${process.pid}`;
  const net = 16 + (process.pid % 200);
  const cable = (letter: string, n: number): { inside: string; outside: string } => {
    const pair = { outside: `${name}${letter}`, inside: `${name}${letter}i` };
    ip('link', 'add', pair.outside, 'type', 'veth', 'peer', 'name', pair.inside, 'netns', name);
    ip('addr', 'add', `10.213.${net}.${n}/30`, 'dev', pair.outside);
    ip('link', 'set', pair.outside, 'up');
    ip('-n', name, 'addr', 'add', `10.213.${net}.${n + 1}/30`, 'dev', pair.inside);
    ip('-n', name, 'link', 'set', pair.inside, 'up');
    return pair;
  };
  ip('netns', 'add', name);
  let toHub;
  try {
    ip('-n', name, 'link', 'set', 'lo', 'up');
    cable('c', 1);
    toHub = cable('h', 5);
  } catch (error) {
    spawnSync('ip', ['netns', 'del', name]);
    throw error;
  }
  const bin = join(dir, 'inside');
  mkdirSync(bin);
  const natsBin = join(bin, 'nats-server');
  writeFileSync(natsBin, `#!/bin/sh\nexec ip netns exec ${name} '${natsServer}' "$@"\n`);
  chmodSync(natsBin, 0o755);
  const { outside } = toHub;
  const hubAddress = `10.213.${net}.5`;
  const mend = (): void => {
    ip('link', 'set', outside, 'up');
    spawnSync('ip', ['-n', name, 'route', 'del', 'blackhole', `${hubAddress}/32`]);
  };
  return {
    cityAddress: `10.213.${net}.2`,
    hubAddress,
    natsBin,
    cut: () => ip('link', 'set', outside, 'down'),
    cutOneWay: () => ip('-n', name, 'route', 'replace', 'blackhole', `${hubAddress}/32`),
    mend,
    // The cables go with it.
    remove: () => ip('netns', 'del', name),
  };
}

const ip = (...args: string[]): void => run('ip', args);

function run(command: string, args: string[]): void {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.error?.message ?? done.stderr.trim()}`);
}
