import type { NatsAddress } from '../../../deploy/local/city-settings.js';
import type { Decider } from '../floor/floor.js';
import type { Contestant } from '../measure/load.js';
import { CommandSender } from './command-sender.js';
import { decidedByLive, decidedByLooking, onLiveCases, tellsOfCases, type DecidedCases } from './decided-cases.js';
import { until } from '../../support/until.js';
import { COLLECTING_CITY, HOME_CITY, ITEM_CODES, sampleCase } from './sample-case.js';

export interface NodeDriverOptions {
  readonly decider: Decider;
  /** The city that decides; the usual one unless told. */
  readonly homeCity?: string;
  /** A round trip ends with the answer at the window, not with the decision. */
  readonly onlyCollect?: boolean;
  /** Look into the database even where the node tells: what a killed node did not tell is not waited for. */
  readonly look?: boolean;
  /** Sign-in of the gateway at each city's nats-server. */
  readonly nats: Readonly<Record<string, NatsAddress>>;
  /** Looked into only where the nodes cannot tell. */
  readonly databases: Readonly<Record<string, string>>;
}

/** Why an officer's acts cannot be driven. */
export const NOT_TOLD = 'an officer decides on what the node tells of changed cases, and this one tells nothing';

const applicants = 256;

/** Carries cases through real nodes, driven at their commands as the gateway drives them. */
export class NodeDriver implements Contestant {
  private serial = 0;

  private constructor(
    private readonly clerk: CommandSender,
    private readonly reviewer: CommandSender | undefined,
    private readonly decided: DecidedCases | undefined,
    private readonly bodies: readonly string[],
  ) {}

  static async start(options: NodeDriverOptions): Promise<NodeDriver> {
    const { decider, nats, databases, homeCity = HOME_CITY } = options;
    const bodies = Array.from({ length: applicants }, (_, i) => JSON.stringify(sampleCase(decider, i, homeCity)));
    const clerk = await CommandSender.signedIn(COLLECTING_CITY, nats[COLLECTING_CITY]!, 'clerk1');
    // Right after the start the home city's list of items may still be on its way.
    const ask = JSON.stringify({ homeCity });
    await until('the items are known', async () =>
      (await clerk.send('listItems', ask, { creates: false })).includes(ITEM_CODES[decider]),
    );
    if (options.onlyCollect) return new NodeDriver(clerk, undefined, undefined, bodies);
    const first = async (): Promise<void> => void (await clerk.send('collectCase', bodies[0]!, { creates: true }));
    if (options.look || !(await tellsOfCases(clerk.nats, COLLECTING_CITY, first))) {
      if (decider === 'person') throw new Error(NOT_TOLD);
      return new NodeDriver(clerk, undefined, decidedByLooking(databases[COLLECTING_CITY]!), bodies);
    }
    const decided = decidedByLive(clerk.nats, COLLECTING_CITY);
    if (decider === 'rule') return new NodeDriver(clerk, undefined, decided, bodies);
    const reviewer = await CommandSender.signedIn(HOME_CITY, nats[HOME_CITY]!, 'reviewer1');
    const driver = new NodeDriver(clerk, reviewer, decided, bodies);
    // The officer decides whatever the rule has accepted, at the revision that the screen was told.
    onLiveCases(reviewer.nats, HOME_CITY, ({ caseNo, status, revision }) => {
      if (status === 'ACCEPTED') driver.decide(caseNo, revision);
    });
    return driver;
  }

  async roundTrip(answered: () => void = () => undefined): Promise<void> {
    this.serial += 1;
    const answer = await this.clerk.send('collectCase', this.bodies[this.serial % applicants]!, { creates: true });
    answered();
    const caseNo = /"caseNo":"([^"]+)"/.exec(answer)?.[1];
    if (caseNo === undefined) throw new Error(`no case number in ${answer.slice(0, 300)}`);
    await this.decided?.of(caseNo);
  }

  async close(): Promise<void> {
    await this.decided?.close();
    await this.clerk.close();
    await this.reviewer?.close();
  }

  private decide(caseNo: string, ifMatch: string): void {
    const body = JSON.stringify({ caseNo, act: 'APPROVED', reason: '符合示例规则' });
    // A refusal leaves the case undecided; the round trip then fails at the end of the load, with its number.
    this.reviewer?.send('decideCase', body, { creates: true, ifMatch }).catch((error: unknown) => {
      process.stderr.write(`${caseNo}: ${error instanceof Error ? error.message : String(error)}\n`);
    });
  }
}
