import { until } from '../../support/until.js';
import { FAULT_POINTS } from '../../../apps/city-node/src/fault-points.js';
import type { Nemesis, NemesisKind, Scene } from '../nemesis.js';

/** One replica after the other is replaced by a newer version that brings a migration, while both take work. */
class RollingUpgrade implements Nemesis {
  readonly name = 'rolling-upgrade';
  readonly holdMs = 4_000;
  readonly restMs = 4_000;
  private readonly versions = new Map<string, number>();
  private city: string | null = null;

  async strike({ stand, random, say }: Scene): Promise<void> {
    this.city = random.pick(stand.cities);
    const version = (this.versions.get(this.city) ?? 0) + 1;
    this.versions.set(this.city, version);
    say(`${this.city} is upgraded to version ${version}, first replica`);
    stand.extra.set(this.city, { FAULTS_MIGRATIONS: String(version) });
    await this.replace(stand, this.city, 'a');
  }

  async heal({ stand, say }: Scene): Promise<void> {
    if (this.city === null) return;
    say(`${this.city}: second replica`);
    await this.replace(stand, this.city, 'b');
    this.city = null;
  }

  private async replace(stand: Scene['stand'], city: string, replica: string): Promise<void> {
    await stand.node(city, replica).end();
    await stand.startNode(city, replica);
  }

  async verdict({ stand }: Scene): Promise<void> {
    for (const [city, version] of this.versions) {
      const [row] = await stand.sql<{ n: string }>(
        city,
        "select count(*) as n from information_schema.columns where table_name = 'case_file' and column_name like 'newer_%'",
      );
      if (Number(row?.n) !== version) throw new Error(`${city} has ${row?.n} of ${version} migrations`);
    }
  }
}

const DIES_WITHIN_MS = 20_000;

/** The node dies at every named fault point in turn: each window between commit, publish, apply, receipt and settle. */
class KilledAtPoints implements Nemesis {
  readonly name = 'fault-points';
  readonly holdMs = 0;
  readonly restMs = 1_500;
  readonly leastStrikes = FAULT_POINTS.length;
  private turn = 0;
  private city: string | null = null;
  private readonly missed: string[] = [];

  async strike({ stand, random, say }: Scene): Promise<void> {
    const city = random.pick(stand.cities);
    const point = FAULT_POINTS[this.turn % FAULT_POINTS.length] ?? FAULT_POINTS[0];
    this.turn += 1;
    this.city = city;
    say(`${city} dies at ${point}`);
    await stand.node(city).end();
    // Not always in the first pass: a fresh node's first batches are its quiet ones.
    const node = await stand
      .startNode(city, 'a', { TONGBAN_FAULTS: `${point}:kill:${random.between(1, 6)}` })
      .catch(() => stand.node(city));
    await until('it dies', () => !node.alive(), DIES_WITHIN_MS).catch(() => this.missed.push(`${city} at ${point}`));
  }

  async heal({ stand }: Scene): Promise<void> {
    if (this.city === null) return;
    await stand.node(this.city).end();
    await stand.startNode(this.city);
    this.city = null;
  }

  verdict(): Promise<void> {
    if (this.missed.length === 0) return Promise.resolve();
    return Promise.reject(new Error(`never came there: ${this.missed.join(', ')}`));
  }
}

/** Nodes that are replaced, and nodes that die in a chosen place. */
export const versionKinds: readonly NemesisKind[] = [
  {
    name: 'rolling-upgrade',
    about: 'replica after replica replaced by a version with a migration',
    stand: { replicas: 2 },
    usesUp: true,
    make: () => new RollingUpgrade(),
  },
  { name: 'fault-points', about: 'SIGKILL at each named fault point in turn', make: () => new KilledAtPoints() },
];
