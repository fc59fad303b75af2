import { until } from '../../support/until.js';
import { noDiskHere } from '../small-disk.js';
import type { Nemesis, NemesisKind, Scene } from '../nemesis.js';
import type { Stand } from '../stand.js';
import { endsAgree, isSettled } from '../watch.js';

const SMALL = { city: '430200', megabytes: 450 } as const;

/** The disk of a city's database is full for a while. PostgreSQL may end by itself when its log cannot grow. */
class FullDisk implements Nemesis {
  readonly name = 'disk-full';
  readonly holdMs = 5_000;
  readonly restMs = 5_000;

  async before({ stand }: Scene): Promise<void> {
    // Otherwise the log alone outgrows the disk, strike or not.
    for (const text of ["alter system set max_wal_size = '128MB'", 'select pg_reload_conf()']) {
      await stand.sql(SMALL.city, text);
    }
  }

  strike({ stand, say }: Scene): Promise<void> {
    say(`the disk of ${SMALL.city} is full`);
    stand.servers.of(SMALL.city).disk?.fill();
    return Promise.resolve();
  }

  async heal({ stand, say }: Scene): Promise<void> {
    const { disk, postgres } = stand.servers.of(SMALL.city);
    disk?.clear();
    if (postgres.child.pid === undefined) {
      say('PostgreSQL had ended; it starts again');
      await postgres.child.start();
    }
  }
}

/** A city's database is replaced by a backup made some time ago. All it had told its partners must come back from them. */
class Restored implements Nemesis {
  readonly name = 'restored';
  readonly holdMs = 6_000;
  readonly restMs = 8_000;
  private city: string | null = null;

  async strike({ stand, load, random, say }: Scene): Promise<void> {
    this.city = random.pick(stand.cities);
    say(`backup of ${this.city}`);
    await this.whileAtRest(stand, load, this.city, 'create database backup template city');
  }

  async heal({ stand, load, say }: Scene): Promise<void> {
    const { city } = this;
    if (city === null) return;
    this.city = null;
    say(`${city} is restored from its backup`);
    await this.whileAtRest(stand, load, city, 'drop database city', 'alter database backup rename to city');
  }

  /** What nobody else was told of is lost with a disk, so the city's links are settled before it stops. */
  private async whileAtRest(stand: Stand, load: Scene['load'], city: string, ...work: string[]): Promise<void> {
    const others = stand.cities.filter((other) => other !== city);
    await load.rest(city);
    await until(`${city} is settled`, () => settledWith(stand, city, others), 60_000);
    await stand.stopNodes(city);
    await stand.withoutDatabase(city, work);
    await stand.startNodes(city);
    load.resume(city);
  }
}

/** Nothing is under way at the city, nor at its partners for it, and no earlier restore is still being made good. */
async function settledWith(stand: Stand, city: string, others: readonly string[]): Promise<boolean> {
  if (!(await isSettled(stand, [city]))) return false;
  for (const other of others) {
    const [row] = await stand.sql<{ waiting: string }>(
      other,
      `select (select count(*) from pending where recipient = $1)
         + coalesce((select numbered_to - settled_to from link_out where partner = $1), 0) as waiting`,
      [city],
    );
    if (Number(row?.waiting ?? 1) !== 0) return false;
  }
  return endsAgree(
    stand,
    others.flatMap((other) => [[city, other] as const, [other, city] as const]),
  );
}

/** What can become of a database. */
export const databaseKinds: readonly NemesisKind[] = [
  {
    name: 'disk-full',
    about: "the disk of a city's database is full",
    stand: { smallDisk: SMALL },
    notHere: noDiskHere,
    make: () => new FullDisk(),
  },
  {
    name: 'restored',
    about: 'a node restored from a backup comes forward again from its partners',
    usesUp: true,
    make: () => new Restored(),
  },
];
