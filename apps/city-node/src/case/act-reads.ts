import { TongbanError } from '#contracts';
import { texts } from '../db/arrays.js';
import { rows, type Tx } from '../db/database.js';

interface Command {
  id: string;
  hash: Buffer;
}

/** Commands that were carried out before, here or at the other replica, by id. */
export class CommandsDone {
  private readonly done = new Map<string, { lane: string; hash: Buffer }>();

  add(command: Command, lane: string): void {
    this.done.set(command.id, { lane, hash: command.hash });
  }

  /**
   * The lane in which this very command was carried out; null if it was not. Throws idempotency_key_reused where its
   * id was used for something else (`lane`: the one it is meant for, where that is known).
   */
  laneOf(command: Command | null, lane: string | null): string | null {
    const before = command && this.done.get(command.id);
    if (!before) return null;
    if (!before.hash.equals(command.hash) || (lane !== null && before.lane !== lane)) {
      throw new TongbanError('idempotency_key_reused');
    }
    return before.lane;
  }
}

/** Looks up which of these commands were carried out. */
export async function findCommands(tx: Tx, acts: readonly { command: Command | null }[]): Promise<CommandsDone> {
  const done = new CommandsDone();
  const ids = acts.flatMap(({ command }) => (command ? [command.id] : []));
  if (ids.length === 0) return done;
  const found = await rows<{ id: string; lane: string; hash: Buffer }>(
    tx,
    'select command_id as id, lane, command_hash as hash from event where command_id = any($1::text[])',
    [texts(ids)],
  );
  for (const { id, lane, hash } of found) done.add({ id, hash }, lane);
  return done;
}
