import { setTimeout as pause } from 'node:timers/promises';
import type { LinkWeather } from '../leaf-proxy.js';
import { noNamespaceHere } from '../namespace.js';
import type { Nemesis, NemesisKind, Scene } from '../nemesis.js';

/** Bad weather on the link of a random city to the hub. */
class LeafWeather implements Nemesis {
  readonly restMs = 4_000;
  private city: string | null = null;

  constructor(
    readonly name: string,
    private readonly weather: (scene: Scene) => LinkWeather,
    readonly holdMs = 6_000,
  ) {}

  async strike(scene: Scene): Promise<void> {
    this.city = scene.random.pick(scene.stand.cities);
    const weather = this.weather(scene);
    scene.say(`link of ${this.city}: ${JSON.stringify(weather)}`);
    await scene.stand.servers.of(this.city).leaf.set(weather);
  }

  async heal({ stand }: Scene): Promise<void> {
    if (this.city) await stand.servers.of(this.city).leaf.set({ kind: 'clear' });
    this.city = null;
  }
}

/** The link comes and goes faster than anybody can settle on it. */
class FlappingLeaf implements Nemesis {
  readonly name = 'leaf-flapping';
  readonly holdMs = 8_000;
  readonly restMs = 4_000;
  private city: string | null = null;
  private flapping: Promise<void> = Promise.resolve();

  strike({ stand, random, say }: Scene): Promise<void> {
    const city = random.pick(stand.cities);
    this.city = city;
    say(`link of ${city} flaps`);
    const { leaf } = stand.servers.of(city);
    const flap = async (): Promise<void> => {
      while (this.city !== null) {
        await leaf.set({ kind: 'cut' });
        await pause(random.between(100, 700));
        await leaf.set({ kind: 'clear' });
        // A leaf connects again after a second: sometimes it gets a moment of work done, sometimes not.
        await pause(random.between(500, 2_500));
      }
    };
    this.flapping = flap();
    return Promise.resolve();
  }

  async heal(): Promise<void> {
    this.city = null;
    await this.flapping;
  }
}

const NAMESPACED = '430200';

/** A real partition between kernels: the cable of one city to the hub is cut, in both directions or in one. */
class Partition implements Nemesis {
  readonly name = 'netns-partition';
  readonly holdMs = 6_000;
  readonly restMs = 5_000;
  private turn = 0;

  strike({ stand, say }: Scene): Promise<void> {
    const { namespace } = stand.servers.of(NAMESPACED);
    if (!namespace) throw new Error(`${NAMESPACED} has no namespace`);
    this.turn += 1;
    if (this.turn % 2 === 1) {
      say(`cable of ${NAMESPACED} is cut`);
      namespace.cut();
    } else {
      say(`cable of ${NAMESPACED} carries nothing to the hub any more`);
      namespace.cutOneWay();
    }
    return Promise.resolve();
  }

  heal({ stand }: Scene): Promise<void> {
    stand.servers.of(NAMESPACED).namespace?.mend();
    return Promise.resolve();
  }
}

/** What can become of the link between a city and the hub. */
export const leafKinds: readonly NemesisKind[] = [
  { name: 'leaf-cut', about: 'leaf link cut', make: () => new LeafWeather('leaf-cut', () => ({ kind: 'cut' })) },
  {
    name: 'leaf-half-open',
    about: 'leaf link half open: bytes vanish, the connection stays',
    // Longer than the servers' own pings need to notice.
    make: () => new LeafWeather('leaf-half-open', () => ({ kind: 'half-open' }), 9_000),
  },
  {
    name: 'leaf-slow',
    about: 'leaf link slow: late, and few bytes a second',
    make: () =>
      new LeafWeather('leaf-slow', ({ random }) => ({
        kind: 'slow',
        delayMs: random.between(50, 900),
        bytesPerSecond: random.between(15, 150) * 1024,
      })),
  },
  { name: 'leaf-flapping', about: 'leaf link comes and goes', make: () => new FlappingLeaf() },
  {
    name: 'netns-partition',
    about: 'partition between network namespaces',
    stand: { namespaceOf: NAMESPACED },
    notHere: noNamespaceHere,
    make: () => new Partition(),
  },
];
