import { readFileSync } from 'node:fs';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** A .cpuprofile as node writes it; times in µs of the system's monotonic clock. */
interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Time in ms by name, the longest first. */
export type Times = readonly (readonly [name: string, ms: number])[];

/** Where a process spent its time in a window. */
export interface WhereTimeGoes {
  /** In the function itself. */
  readonly functions: Times;
  /** In the function and whatever it called, of the project's own functions only. */
  readonly withCallees: Times;
  /** By package, by folder of the project, by module of node. */
  readonly packages: Times;
}

/** Now, on the clock of the profiles. */
export const profileClock = (): number => Number(process.hrtime.bigint() / 1000n);

/** Reads a profile between two moments of `profileClock`; idle time is left out. */
export function readProfile(file: string, from: number, to: number): WhereTimeGoes {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
  const selfMs = new Map<number, number>();
  let at = profile.startTime;
  profile.samples.forEach((id, i) => {
    const delta = profile.timeDeltas[i] ?? 0;
    at += delta;
    if (at >= from && at <= to) selfMs.set(id, (selfMs.get(id) ?? 0) + delta / 1000);
  });
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const functions = new Map<string, number>();
  const packages = new Map<string, number>();
  const withCallees = new Map<string, number>();
  const walk = (node: ProfileNode, above: readonly string[]): number => {
    const { functionName, url, lineNumber } = node.callFrame;
    const own = functionName === '(idle)' ? 0 : (selfMs.get(node.id) ?? 0);
    const place = placeOf(url);
    const name = `${functionName || '(anonymous)'} ${place}${url ? `:${lineNumber + 1}` : ''}`;
    add(functions, name, own);
    add(packages, packageOf(functionName, place), own);
    const path = [...above, name];
    const total = (node.children ?? []).reduce((sum, id) => sum + walk(byId.get(id)!, path), own);
    // A function that calls itself is counted where it was entered first.
    if (/^(apps|libs)\//.test(place) && !above.includes(name)) add(withCallees, name, total);
    return total;
  };
  const root = profile.nodes.find((node) => node.callFrame.functionName === '(root)');
  if (root) walk(root, []);
  return { functions: sorted(functions), withCallees: sorted(withCallees), packages: sorted(packages) };
}

function placeOf(url: string): string {
  const path = url.replace(/^file:\/\//, '');
  return /.*\/(node_modules\/.*)$/.exec(path)?.[1] ?? /.*\/dist\/(.*)$/.exec(path)?.[1] ?? path;
}

function packageOf(functionName: string, place: string): string {
  if (place === '') return functionName.startsWith('(') ? functionName : '(native)';
  if (place.startsWith('node:')) return place.split('/').slice(0, 2).join('/');
  const inModules = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place);
  return inModules?.[1] ?? place.split('/').slice(0, -1).join('/');
}

function add(times: Map<string, number>, name: string, ms: number): void {
  if (ms > 0) times.set(name, (times.get(name) ?? 0) + ms);
}

function sorted(times: ReadonlyMap<string, number>): Times {
  return [...times].sort((a, b) => b[1] - a[1]);
}
