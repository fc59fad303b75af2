import type { Decider } from '../floor/floor.js';
import { ContestantProcess } from '../measure/contestant.js';
import { DRIVER } from '../measure/counters.js';
import type { Entrant } from '../measure/rounds.js';
import { COLLECTING_CITY } from '../ours/sample-case.js';
import type { Stand } from '../stand/stand.js';

/** The bare SQL in a process of its own, on databases of its own. */
export async function floorEntrant(stand: Stand, decider: Decider, statements: 'set' | 'row'): Promise<Entrant> {
  const process = await ContestantProcess.start(floorName(decider, statements), {
    kind: 'floor',
    decider,
    statements,
    ...(await floorDatabases(stand, `${decider}_${statements}`)),
  });
  return { process, pids: () => ({ floor: [process.pid], postgres: stand.pids().postgres! }) };
}

/** The running nodes, driven at their commands. */
export async function oursEntrant(stand: Stand, decider: Decider, name = `ours, ${decider} decides`): Promise<Entrant> {
  const process = await ContestantProcess.start(name, {
    kind: 'ours',
    decider,
    nats: stand.gatewaySignIns(),
    databases: { [COLLECTING_CITY]: await stand.database(`city_${COLLECTING_CITY}`) },
  });
  return { process, pids: () => ({ ...stand.pids(), [DRIVER]: [process.pid] }) };
}

/** Two databases for a floor of this name. */
export async function floorDatabases(stand: Stand, name: string): Promise<{ collecting: string; home: string }> {
  return { collecting: await stand.database(`floor_a_${name}`), home: await stand.database(`floor_b_${name}`) };
}

/** How people call that floor. */
export function floorName(decider: Decider, statements: 'set' | 'row'): string {
  return `floor, ${decider} decides, ${statements === 'set' ? 'everything grouped' : 'a transaction for each application'}`;
}

/** Ends the processes of entrants before their databases go: a connection that is cut ends its process with an error. */
export async function endAll(entrants: readonly Entrant[]): Promise<void> {
  for (const { process } of entrants) await process.close();
}
