import { rows, type Database, type Tx } from '../db/database.js';

/** Thrown inside a transaction when another replica has taken the lease: nothing of it may be committed. */
export class LeaseLost extends Error {
  constructor() {
    super('the lease belongs to another replica');
  }
}

/**
 * One replica of a city seals and applies. The lease is a row with expiry and generation; every transaction of the
 * leader holds it for key share, so a takeover (which changes the generation, part of a unique key) waits for
 * transactions under way, and a replica that was stopped and woken up finds its generation gone.
 */
export class Lease {
  private generation: number | null = null;

  constructor(
    private readonly db: Database,
    private readonly holder: string,
    private readonly lifeMs: number,
  ) {}

  get held(): boolean {
    return this.generation !== null;
  }

  /** Takes or renews the lease; true if it is ours afterwards. Call every third of its life. */
  async keep(): Promise<boolean> {
    const [row] = await this.db.query<{ generation: number }>(
      `insert into lease (name, generation, holder, expires_at)
       values ('exchange', 1, $1, clock_timestamp() + $2 * interval '1 millisecond')
       on conflict (name) do update set
         generation = case when lease.holder = $1 and lease.generation = $3 then lease.generation else lease.generation + 1 end,
         holder = $1, expires_at = excluded.expires_at
       where (lease.holder = $1 and lease.generation = $3) or lease.expires_at < clock_timestamp()
       returning generation`,
      [this.holder, this.lifeMs, this.generation ?? 0],
    );
    this.generation = row?.generation ?? null;
    return row !== undefined;
  }

  /** First statement of every transaction of the leader; throws LeaseLost. */
  async guard(em: Tx): Promise<void> {
    const { generation } = this;
    const found = await rows(
      em,
      `select 1 from lease where name = 'exchange' and holder = $1 and generation = $2
       and expires_at > clock_timestamp() for key share`,
      [this.holder, generation ?? 0],
    );
    if (found.length === 0) {
      this.lost(generation);
      throw new LeaseLost();
    }
  }

  /** The same guard without waiting for its answer: where the lease is gone, the transaction fails with LeaseLost. */
  guardLater(tx: Tx): void {
    const { generation } = this;
    tx.later(
      `with held as (select 1 from lease where name = 'exchange' and holder = $1 and generation = $2
         and expires_at > clock_timestamp() for key share)
       select 1 / (select count(*) from held)`,
      [this.holder, generation ?? 0],
      (error) => {
        if ((error as { code?: unknown }).code !== '22012') return error;
        this.lost(generation);
        return new LeaseLost();
      },
    );
  }

  /** What was held is gone; taken anew meanwhile, it stays. */
  private lost(generation: number | null): void {
    if (this.generation === generation) this.generation = null;
  }

  /** Gives it back at a clean stop, so that the other replica need not wait for its end. */
  async release(): Promise<void> {
    if (this.generation === null) return;
    const generation = this.generation;
    this.generation = null;
    await this.db.query(
      `update lease set expires_at = clock_timestamp() - interval '1 second'
       where name = 'exchange' and holder = $1 and generation = $2`,
      [this.holder, generation],
    );
  }

  /** Forgets it without a word, after an error of the database. */
  forget(): void {
    this.generation = null;
  }
}
