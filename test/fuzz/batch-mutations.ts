import { BATCH_LAYERS, batchKeys, writeBatch } from './batch-writer.js';
import type { BatchKeys, BatchLayer, BatchPlan, Change } from './batch-writer.js';
import { KEY_STATES, READER, THIRD, type KeyRing, type KeyState } from './fuzzed-federation.js';
import type { Random } from './random.js';
import { anyKey, changedLike } from './signed-writer.js';

const STATES = Object.keys(KEY_STATES) as KeyState[];

function otherKeys(random: Random, federation: KeyRing): Partial<BatchKeys> {
  const key = (): BatchKeys['batch'] => anyKey(random, federation);
  return random.pick<() => Partial<BatchKeys>>([
    () => ({ batch: key() }),
    () => ({ seal: key() }),
    () => ({ recipient: federation.key(random.pick([READER, THIRD]), 'seal', random.pick(STATES)) }),
  ])();
}

function changedSize(random: Random, text: string): string {
  return text.padEnd(random.pick([262_143, 262_144, 262_145, 300_000, 700_000, 1_000_000]), 'x');
}

/** A batch changed at one layer and honestly signed and sealed above it, or by whom it should not be. */
export function mutatedBatch(
  random: Random,
  federation: KeyRing,
  plan: BatchPlan,
  another: () => BatchPlan,
): { bytes: Buffer; layer: BatchLayer | 'other keys' | 'oversize' | "another's name" } {
  const keys = batchKeys(federation);
  if (random.once(25)) {
    const honest: Change = (_layer, value) => value;
    const bytes = writeBatch(random, plan, { ...keys, ...otherKeys(random, federation) }, honest);
    return { bytes, layer: 'other keys' };
  }
  if (random.once(1500)) {
    const many = changedSize(random, plan.events[0]?.data ?? 'x');
    const change: Change = (layer, value) => (layer === 'data text' ? (many as typeof value) : value);
    return { bytes: writeBatch(random, plan, keys, change), layer: 'oversize' };
  }
  if (random.once(40)) {
    // Sealed well by one city, and in the name of another.
    const author = random.pick([READER, THIRD]);
    const inAnothersName: Change = (layer, value) => (layer === 'payload value' ? { ...value, author } : value);
    return { bytes: writeBatch(random, plan, keys, inAnothersName), layer: "another's name" };
  }
  const target = random.pick(BATCH_LAYERS);
  // What the layer holds in another genuine batch: parts of two genuine ones make no third.
  const elsewhere = (): unknown => {
    let found: unknown;
    writeBatch(random, another(), keys, (layer, value) => {
      if (layer === target) found ??= value;
      return value;
    });
    return found ?? Buffer.from('x');
  };
  // Of several events one is changed, not always the first.
  let wait = random.below(plan.events.length);
  const change: Change = (layer, value) => {
    if (layer !== target) return value;
    const perEvent = layer.startsWith('payload') || layer === 'data text';
    if (perEvent && wait-- !== 0) return value;
    return changedLike(random, layer, value, elsewhere) as typeof value;
  };
  return { bytes: writeBatch(random, plan, keys, change), layer: target };
}
