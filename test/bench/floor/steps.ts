import pg from 'pg';
import { bigintArray, byteaArray } from './binary-array.js';
import { COLLECT, DECIDE, RECEIVE, RECEIVE_AND_DECIDE, RETURN, ROW_BY_ROW } from './floor-statements.js';

/** A case on its way, as the floor knows it. */
export interface FloorCase {
  readonly caseNo: bigint;
  readonly form: Buffer;
}

/** The commits of the floor: each method is one transaction for all the cases it is given. */
export interface FloorSteps {
  /** At the collecting city. */
  collect(batch: readonly FloorCase[]): Promise<void>;
  /** At the home city, with the rule's decision where there is one; `told` decisions leave its outbox. */
  receive(batch: readonly FloorCase[], decision: Buffer | null, told: readonly bigint[]): Promise<void>;
  /** At the home city: a person's decision of one case. */
  decide(one: FloorCase, decision: Buffer): Promise<void>;
  /** At the collecting city. */
  giveBack(batch: readonly FloorCase[], decision: Buffer): Promise<void>;
}

const numbers = (batch: readonly FloorCase[]): Buffer => bigintArray(batch.map((one) => one.caseNo));

/** One statement for a whole transaction, arrays in binary: the fastest bare SQL known here. */
export function setBased(collecting: pg.Pool, home: pg.Pool): FloorSteps {
  return {
    collect: async (batch) => {
      const values = [numbers(batch), byteaArray(batch.map((one) => one.form)), new Date()];
      await collecting.query({ name: 'collect', text: COLLECT, values });
    },
    receive: async (batch, decision, told) => {
      const forms = byteaArray(batch.map((one) => one.form));
      if (decision === null) {
        const values = [numbers(batch), forms, new Date(), bigintArray(told)];
        await home.query({ name: 'receive', text: RECEIVE, values });
      } else {
        const decisions = byteaArray(batch.map(() => decision));
        const values = [numbers(batch), forms, decisions, new Date(), bigintArray(told)];
        await home.query({ name: 'receive-decide', text: RECEIVE_AND_DECIDE, values });
      }
    },
    decide: async (one, decision) => {
      await home.query({ name: 'decide', text: DECIDE, values: [one.caseNo, decision, new Date()] });
    },
    giveBack: async (batch, decision) => {
      const values = [numbers(batch), byteaArray(batch.map(() => decision)), new Date()];
      await collecting.query({ name: 'return', text: RETURN, values });
    },
  };
}

/** Plain prepared statements, one for a row, all waiting cases in one transaction. */
export function rowByRow(collecting: pg.Pool, home: pg.Pool): FloorSteps {
  return {
    collect: (batch) =>
      inTransaction(collecting, async (run) => {
        const now = new Date();
        for (const { caseNo, form } of batch) {
          await run('addCase', [caseNo, 'FORWARDED', null]);
          await run('addEvent', [caseNo, 1, 'case.collected', form, now]);
          await run('addToOutbox', [caseNo, 1]);
        }
      }),
    receive: (batch, decision, told) =>
      inTransaction(home, async (run) => {
        const now = new Date();
        for (const caseNo of told) await run('takeFromOutbox', [caseNo, 2]);
        for (const { caseNo, form } of batch) {
          const isNew = await run('addCaseOnce', [caseNo, decision ? 'DECIDED' : 'RECEIVED', decision ? now : null]);
          if (!isNew) continue;
          await run('addEvent', [caseNo, 1, 'case.collected', form, now]);
          if (!decision) continue;
          await run('addEvent', [caseNo, 2, 'case.decided', decision, now]);
          await run('addToOutbox', [caseNo, 2]);
        }
      }),
    decide: ({ caseNo }, decision) =>
      inTransaction(home, async (run) => {
        const now = new Date();
        await run('decideCase', [caseNo, now]);
        await run('addEvent', [caseNo, 2, 'case.decided', decision, now]);
        await run('addToOutbox', [caseNo, 2]);
      }),
    giveBack: (batch, decision) =>
      inTransaction(collecting, async (run) => {
        const now = new Date();
        for (const { caseNo } of batch) {
          await run('addEvent', [caseNo, 2, 'case.decided', decision, now]);
          await run('decideCase', [caseNo, now]);
          await run('takeFromOutbox', [caseNo, 1]);
        }
      }),
  };
}

type Run = (name: keyof typeof ROW_BY_ROW, values: unknown[]) => Promise<boolean>;

/** `work` gets a way to run one prepared statement; it tells whether a row came of it. */
async function inTransaction(pool: pg.Pool, work: (run: Run) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(async (name, values) => {
      const { rowCount } = await client.query({ name, text: ROW_BY_ROW[name], values });
      return rowCount === 1;
    });
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}
