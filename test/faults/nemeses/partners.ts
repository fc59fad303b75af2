import type { Nemesis, NemesisKind, Scene } from '../nemesis.js';

const MINUTE_MS = 60_000;

/** A city's node runs for a while with something about it that is not as it should be. */
class OddNode implements Nemesis {
  private city: string | null = null;

  constructor(
    readonly name: string,
    private readonly env: Readonly<Record<string, string>>,
    readonly holdMs = 7_000,
    readonly restMs = 4_000,
  ) {}

  async strike({ stand, random, say }: Scene): Promise<void> {
    this.city = random.pick(stand.cities);
    say(`${this.city} runs with ${JSON.stringify(this.env)}`);
    stand.extra.set(this.city, { ...this.env });
    await stand.stopNodes(this.city);
    await stand.startNodes(this.city);
  }

  async heal({ stand }: Scene): Promise<void> {
    if (this.city === null) return;
    stand.extra.delete(this.city);
    await stand.stopNodes(this.city);
    await stand.startNodes(this.city);
    this.city = null;
  }
}

const clock = (name: string, offsetMs: number): Nemesis =>
  new OddNode(name, { FAULTS_CLOCK_OFFSET_MS: String(offsetMs) });
const receipts = (how: string): Nemesis => new OddNode(`receipts-${how}`, { FAULTS_RECEIPTS: how });

/** Partners whose clock or receipts are wrong. */
export const partnerKinds: readonly NemesisKind[] = [
  { name: 'clock-ahead', about: 'a city 10 minutes ahead', make: () => clock('clock-ahead', 10 * MINUTE_MS) },
  { name: 'clock-behind', about: 'a city 10 minutes behind', make: () => clock('clock-behind', -10 * MINUTE_MS) },
  {
    name: 'clock-far-ahead',
    // Beyond the limit by so little that what was stated meanwhile can be taken within the time of a test.
    about: 'a city more than 15 minutes ahead: its links hold until the times fit again',
    make: () => clock('clock-far-ahead', 15 * MINUTE_MS + 20_000),
  },
  { name: 'receipts-late', about: 'a city whose receipts come late', make: () => receipts('late') },
  { name: 'receipts-twice', about: 'a city that answers every batch twice', make: () => receipts('twice') },
  { name: 'receipts-wrong', about: 'a city whose receipts are all wrong, and signed', make: () => receipts('wrong') },
];
