import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NatsServer } from '../../../deploy/local/nats.js';
import type { Nemesis, NemesisKind, Scene } from '../nemesis.js';

type Choice = (scene: Scene) => { name: string; server: NatsServer };

const aCity: Choice = ({ stand, random }) => {
  const city = random.pick(stand.cities);
  return { name: `nats-server of ${city}`, server: stand.servers.of(city).nats };
};
const theHub: Choice = ({ stand }) => ({ name: 'hub', server: stand.servers.hub });

/** Kills a nats-server and starts it again, with what its disk holds. */
class KilledNats implements Nemesis {
  readonly holdMs = 2_000;
  readonly restMs = 4_000;
  private server: NatsServer | null = null;

  constructor(
    readonly name: string,
    private readonly choose: Choice,
  ) {}

  async strike(scene: Scene): Promise<void> {
    const { name, server } = this.choose(scene);
    scene.say(`SIGKILL ${name}`);
    this.server = server;
    await server.kill();
  }

  async heal(): Promise<void> {
    await this.server?.start();
    this.server = null;
  }
}

/** Stops a nats-server in the middle and lets it go on: connections stay, nothing moves. */
class StoppedNats implements Nemesis {
  readonly holdMs = 6_000;
  readonly restMs = 4_000;
  private stopped: { server: NatsServer; pid: number | undefined } | null = null;

  constructor(
    readonly name: string,
    private readonly choose: Choice,
  ) {}

  strike(scene: Scene): Promise<void> {
    const { name, server } = this.choose(scene);
    scene.say(`SIGSTOP ${name}`);
    this.stopped = { server, pid: server.pid };
    server.child.signal('SIGSTOP');
    return Promise.resolve();
  }

  heal(): Promise<void> {
    // Another one that was started meanwhile is not stopped.
    if (this.stopped && this.stopped.pid === this.stopped.server.pid) this.stopped.server.child.signal('SIGCONT');
    this.stopped = null;
    return Promise.resolve();
  }
}

/** PostgreSQL ends at once, without a checkpoint, as `pg_ctl stop -m immediate` has it, and recovers when it starts. */
class CrashedPostgres implements Nemesis {
  readonly name = 'postgres-crash';
  readonly holdMs = 2_000;
  readonly restMs = 4_000;
  private city: string | null = null;

  async strike({ stand, random, say }: Scene): Promise<void> {
    this.city = random.pick(stand.cities);
    say(`immediate shutdown of PostgreSQL of ${this.city}`);
    const { child } = stand.servers.of(this.city).postgres;
    child.signal('SIGQUIT');
    await child.stop();
  }

  async heal({ stand }: Scene): Promise<void> {
    if (this.city) await stand.servers.of(this.city).postgres.child.start();
    this.city = null;
  }
}

/** The city's nats-server loses its disk: it is killed, its store is emptied, and it starts as a new one. */
class DeletedStore implements Nemesis {
  readonly name = 'jetstream-deleted';
  readonly holdMs = 1_000;
  readonly restMs = 4_000;

  async strike({ stand, random, say }: Scene): Promise<void> {
    const city = random.pick(stand.cities);
    const { nats, storeDir } = stand.servers.of(city);
    say(`JetStream's store of ${city} is deleted`);
    await nats.kill();
    for (const name of readdirSync(storeDir)) rmSync(join(storeDir, name), { recursive: true, force: true });
    await nats.start();
  }

  heal(): Promise<void> {
    return Promise.resolve();
  }
}

/** Servers that every node needs: they die, hang, or come back with nothing. */
export const serverKinds: readonly NemesisKind[] = [
  { name: 'kill-nats', about: "SIGKILL of a city's nats-server", make: () => new KilledNats('kill-nats', aCity) },
  { name: 'stop-nats', about: "SIGSTOP of a city's nats-server", make: () => new StoppedNats('stop-nats', aCity) },
  { name: 'kill-hub', about: 'SIGKILL of the hub', make: () => new KilledNats('kill-hub', theHub) },
  { name: 'stop-hub', about: 'SIGSTOP of the hub', make: () => new StoppedNats('stop-hub', theHub) },
  { name: 'postgres-crash', about: 'immediate shutdown of PostgreSQL', make: () => new CrashedPostgres() },
  { name: 'jetstream-deleted', about: "JetStream's store deleted", make: () => new DeletedStore() },
];
