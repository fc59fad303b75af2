import { TongbanError, type Actor } from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../../db/database.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { RestoreWatch } from '../recovery/restore-watch.js';
import { insertPending, insertStaged, stage, type Precedence } from './event-writer.js';
import { dropEmptyLanes, lockLanes, saveLanes, type Lane } from './lanes.js';

/** A lane in which this city alone states facts, for all partners, and who has been given the whole of it. */
export interface OwnLaneKind {
  lane: string;
  precedence: Precedence;
  recipients: 'catalogue_recipient' | 'calendar_recipient';
}

export interface OwnLaneDoors {
  self: string;
  db: Database;
  directory: DirectoryService;
  watch: Pick<RestoreWatch, 'checkComplete'>;
  clock: Clock;
}

/** The command that asks for a publication: a repeat gives what it published before. */
export interface PublishCommand {
  id: string;
  hash: Buffer;
}

/** What is published, by whom, and at which command. */
export interface Publication {
  facts: readonly { type: string; body: object }[];
  actor: Actor;
  command?: PublishCommand | undefined;
}

/** A fact that was published, with its place in the lane. */
export interface PublishedFact {
  type: string;
  lane: string;
  seq: number;
  hash: Buffer;
  body: object;
}

/** The own lane under lock. */
export interface LockedLane {
  readonly em: Tx;
  readonly now: Date;
  /**
   * States facts to all partners and returns them in their order. Throws recovery_pending or partner_ahead where a
   * partner may hold more of this lane than we do.
   */
  readonly state: (publication: Publication) => Promise<PublishedFact[]>;
  /** Hash of what this command published before, null where it is new; throws idempotency_key_reused. */
  readonly publishedBy: (command: PublishCommand) => Promise<Buffer | null>;
}

/** Publishing in a lane of our own: in turn, once per command, to all partners, and to those that join later as a whole. */
export class OwnLane {
  constructor(
    private readonly kind: OwnLaneKind,
    private readonly doors: OwnLaneDoors,
  ) {}

  /** Does the work while the lane is locked, in one transaction; then partners that are new get the whole lane. */
  publish<T>(work: (locked: LockedLane) => Promise<T>): Promise<T> {
    return this.doors.db.transaction(async (em) => {
      const lanes = await lockLanes(em, [this.kind.lane]);
      const [lane] = lanes.values();
      if (!lane) throw new TongbanError('internal_error');
      const now = this.doors.clock.now();
      const result = await work({
        em,
        now,
        state: (publication) => this.state(em, lane, publication, now),
        publishedBy: (command) => publishedBy(em, command),
      });
      saveLanes(em, [lane]);
      dropEmptyLanes(em, [lane]);
      await this.supplyNewPartners(em, now);
      return result;
    });
  }

  /** A partner that joined after we published gets the whole lane; the others have it. Call when the directory changes. */
  supply(): Promise<void> {
    return this.publish(() => Promise.resolve());
  }

  private async state(em: Tx, lane: Lane, { facts, actor, command }: Publication, now: Date): Promise<PublishedFact[]> {
    const { self, directory, watch } = this.doors;
    const partners = directory.current.partnersOf(self);
    // A partner may hold what we published before a restore: publishing it again would fork our own lane.
    if (facts.length > 0) await watch.checkComplete(em, partners);
    const recipients = partners.map((city) => ({ city, withData: true }));
    const staged = facts.map(({ type, body }) => {
      const draft = { type, typeVersion: 1, actor, body, recipients, ...(command ? { command } : {}) };
      return stage(self, lane, draft, this.kind.precedence, now);
    });
    await insertStaged(em, self, staged, now);
    return staged.map(({ payload, hash, body }) => ({
      type: payload.type,
      lane: lane.lane,
      seq: payload.seq,
      hash,
      body,
    }));
  }

  private async supplyNewPartners(em: Tx, now: Date): Promise<void> {
    const { self, directory } = this.doors;
    const { lane, precedence, recipients } = this.kind;
    const fresh = await rows<{ city: string }>(
      em,
      `insert into ${recipients} (city, supplied_at) select unnest($1::text[]), $2 on conflict do nothing returning city`,
      [directory.current.partnersOf(self), now],
    );
    if (fresh.length === 0) return;
    const events = await rows<{ id: number }>(em, 'select id from event where lane = $1 and author = $2 order by seq', [
      lane,
      self,
    ]);
    const pending = fresh.flatMap(({ city }) =>
      events.map(({ id }) => ({ eventId: id, lane, recipient: city, withData: true, ...precedence })),
    );
    insertPending(em, pending, 'look');
  }
}

async function publishedBy(em: Tx, command: PublishCommand): Promise<Buffer | null> {
  const [before] = await rows<{ hash: Buffer; command_hash: Buffer }>(
    em,
    'select hash, command_hash from event where command_id = $1',
    [command.id],
  );
  if (before && !before.command_hash.equals(command.hash)) throw new TongbanError('idempotency_key_reused');
  return before?.hash ?? null;
}
