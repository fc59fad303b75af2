import type { Nemesis, NemesisKind, Scene } from '../nemesis.js';

/** Kills the leading or any replica of a random city as a power cut does, and starts it again. */
class KilledNode implements Nemesis {
  readonly holdMs = 1_500;
  readonly restMs = 2_500;
  private killed: { city: string; replica: string } | null = null;

  constructor(readonly name: string) {}

  async strike({ stand, random, say }: Scene): Promise<void> {
    const city = random.pick(stand.cities);
    const replica = random.pick(stand.replicaNames());
    this.killed = { city, replica };
    say(`SIGKILL ${city}/${replica}`);
    const node = stand.node(city, replica);
    node.signal('SIGKILL');
    await node.exited;
  }

  async heal({ stand }: Scene): Promise<void> {
    if (this.killed) await stand.startNode(this.killed.city, this.killed.replica);
    this.killed = null;
  }
}

/** Stops a process in the middle of a step and lets it go on later, as a machine that hangs or a debugger does. */
class StoppedNode implements Nemesis {
  readonly holdMs = 5_000;
  readonly restMs = 2_500;
  private stopped: { city: string; replica: string } | null = null;

  constructor(readonly name: string) {}

  strike({ stand, random, say }: Scene): Promise<void> {
    const city = random.pick(stand.cities);
    const replica = random.pick(stand.replicaNames());
    this.stopped = { city, replica };
    say(`SIGSTOP ${city}/${replica}`);
    stand.node(city, replica).signal('SIGSTOP');
    return Promise.resolve();
  }

  heal({ stand }: Scene): Promise<void> {
    if (this.stopped) stand.node(this.stopped.city, this.stopped.replica).signal('SIGCONT');
    this.stopped = null;
    return Promise.resolve();
  }
}

/** A node that dies or hangs, alone and beside another replica. */
export const signalKinds: readonly NemesisKind[] = [
  { name: 'kill-node', about: 'SIGKILL of a node', make: () => new KilledNode('kill-node') },
  { name: 'stop-node', about: 'SIGSTOP of a node, SIGCONT later', make: () => new StoppedNode('stop-node') },
  {
    name: 'kill-replica',
    about: 'SIGKILL of one of two replicas',
    stand: { replicas: 2 },
    make: () => new KilledNode('kill-replica'),
  },
  {
    name: 'stop-replica',
    about: 'SIGSTOP of one of two replicas, SIGCONT later',
    stand: { replicas: 2 },
    make: () => new StoppedNode('stop-replica'),
  },
];
