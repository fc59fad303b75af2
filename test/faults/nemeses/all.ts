import type { NemesisKind } from '../nemesis.js';
import { databaseKinds } from './databases.js';
import { inboxKinds } from './inbox.js';
import { leafKinds } from './leaf.js';
import { mixedKind } from './mixed.js';
import { partnerKinds } from './partners.js';
import { serverKinds } from './servers.js';
import { signalKinds } from './signals.js';
import { versionKinds } from './versions.js';

const alone: readonly NemesisKind[] = [
  ...signalKinds,
  ...serverKinds,
  ...leafKinds,
  ...inboxKinds,
  ...partnerKinds,
  ...databaseKinds,
  ...versionKinds,
];

// What needs no stand of its own, leaves the stand as it was, and does not start or stop the nodes of others.
const MIXABLE = [
  'kill-node',
  'stop-node',
  'kill-nats',
  'stop-nats',
  'kill-hub',
  'stop-hub',
  'postgres-crash',
  'jetstream-deleted',
  'leaf-cut',
  'leaf-half-open',
  'leaf-slow',
  'leaf-flapping',
  'replay',
];

/** Every nemesis of the suite, those on like stands beside each other. */
export const NEMESES: readonly NemesisKind[] = [
  ...alone.filter((kind) => kind.stand === undefined && !kind.usesUp),
  mixedKind(alone.filter((kind) => MIXABLE.includes(kind.name))),
  ...alone.filter((kind) => kind.stand !== undefined || kind.usesUp),
];
