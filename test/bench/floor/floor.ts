import pg from 'pg';
import type { Contestant } from '../measure/load.js';
import { FLOOR_TABLES } from './floor-statements.js';
import { Stage } from './stage.js';
import { rowByRow, setBased, type FloorCase, type FloorSteps } from './steps.js';

/** Who decides: a rule in the transaction that takes the case in, or a person in a transaction for each case. */
export type Decider = 'rule' | 'person';

export interface FloorOptions {
  /** Databases of the two cities. */
  readonly collecting: string;
  readonly home: string;
  readonly decider: Decider;
  /**
   * `row`: one statement for a row, and a transaction of its own for each application that a window hands in, as any
   * server with a pool of connections does it; what travels on is batched. `set`: one statement for all that waits,
   * the applications of all windows in one transaction, which no plain pool does.
   */
  readonly statements: 'set' | 'row';
  /** Connections that carry persons' decisions. */
  readonly deciders?: number;
}

interface Travelling extends FloorCase {
  readonly answered: () => void;
  readonly decided: () => void;
  readonly failed: (error: unknown) => void;
}

/** Connections that carry applications, where each is a transaction of its own. */
const WINDOWS = 16;
// A plan made while a table was empty keeps scanning it once it is full.
const plannedForMany = '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

/**
 * The least that carries a case between two databases and loses none: bare SQL from plain pools, one process, whatever
 * waits in one transaction, no signatures, no seals, no transport, nobody checked.
 */
export class Floor implements Contestant {
  private readonly collecting: pg.Pool;
  private readonly home: pg.Pool;
  private readonly grouped: boolean;
  private readonly collect: Stage<Travelling>;
  private told: bigint[] = [];
  private lastNo = BigInt(Date.now()) * 1_000_000n;

  constructor(
    options: FloorOptions,
    private readonly form: Buffer,
    decision: Buffer,
  ) {
    const pool = (connectionString: string, max: number): pg.Pool =>
      new pg.Pool({ connectionString, max, options: plannedForMany });
    const deciders = options.deciders ?? 16;
    const byRule = options.decider === 'rule';
    this.grouped = options.statements === 'set';
    this.collecting = pool(options.collecting, this.grouped ? 2 : 1 + WINDOWS);
    this.home = pool(options.home, byRule ? 1 : 1 + deciders);
    const steps = (options.statements === 'set' ? setBased : rowByRow)(this.collecting, this.home);
    this.collect = this.stages(steps, byRule, decision, deciders);
  }

  /** Makes the tables anew in both databases. */
  async prepare(): Promise<void> {
    await this.collecting.query(FLOOR_TABLES);
    await this.home.query(FLOOR_TABLES);
  }

  roundTrip(answered: () => void = () => undefined, form = this.form): Promise<void> {
    return new Promise((resolve, reject) => {
      this.lastNo += 1n;
      const failed = (error: unknown): void => reject(error instanceof Error ? error : new Error(String(error)));
      this.collect.add({ caseNo: this.lastNo, form, answered, decided: resolve, failed });
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.collecting.end(), this.home.end()]);
  }

  /** One loop for each step, in the order of a case's way; gives the first. */
  private stages(steps: FloorSteps, byRule: boolean, decision: Buffer, deciders: number): Stage<Travelling> {
    const failed = (batch: Travelling[], error: unknown): void => batch.forEach((one) => one.failed(error));
    const giveBack = new Stage<Travelling>(async (batch) => {
      await steps.giveBack(batch, decision);
      for (const one of batch) {
        this.told.push(one.caseNo);
        one.decided();
      }
    }, failed);
    const decide = new Stage<Travelling>(
      async ([one]) => {
        if (!one) return;
        await steps.decide(one, decision);
        giveBack.add(one);
      },
      failed,
      deciders,
      1,
    );
    const receive = new Stage<Travelling>(async (batch) => {
      const { told } = this;
      this.told = [];
      await steps.receive(batch, byRule ? decision : null, told);
      (byRule ? giveBack : decide).add(...batch);
    }, failed);
    const collect = async (batch: Travelling[]): Promise<void> => {
      await steps.collect(batch);
      for (const one of batch) one.answered();
      receive.add(...batch);
    };
    return this.grouped ? new Stage(collect, failed) : new Stage(collect, failed, WINDOWS, 1);
  }
}
