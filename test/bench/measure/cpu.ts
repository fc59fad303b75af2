import { readdirSync, readFileSync } from 'node:fs';

// USER_HZ, which the kernel fixes at 100 for everything it tells programs.
const msPerTick = 10;

/** Processor time in ms that a process has used, with that of children it has already waited for; 0 once it is gone. */
function cpuMs(pid: number): number {
  const fields = statOf(pid);
  if (!fields) return 0;
  // Fields 14 to 17 of /proc/<pid>/stat: user and system time, own and of ended children.
  return [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i] ?? 0), 0) * msPerTick;
}

/** Processor time of a process and all below it. PostgreSQL works in one process per connection. */
export function cpuMsOfTree(pid: number): number {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(statOf(Number(name))?.[1]);
    if (Number.isNaN(parent)) continue;
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const sum = (one: number): number =>
    (children.get(one) ?? []).reduce((total, child) => total + sum(child), cpuMs(one));
  return sum(pid);
}

/** Memory in bytes that a process holds (RSS); 0 once it is gone. */
export function residentBytes(pid: number): number {
  return Number(statOf(pid)?.[21] ?? 0) * 4096;
}

/** Fields of /proc/<pid>/stat after the name, which may itself hold spaces; `undefined` where there is none to read. */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    // Gone meanwhile, or not Linux: the table then says 0, the figures of time stay true.
    return undefined;
  }
}
