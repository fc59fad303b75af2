// The compiled node as a process, with what the suite may put in the place of the real thing:
//   FAULTS_CLOCK_OFFSET_MS   the node's clock runs ahead by so much (behind, where negative)
//   FAULTS_MIGRATIONS        a newer version with so many more migrations
//   FAULTS_RECEIPTS          its receipts leave late, twice or wrong
// Asked over the channel to the suite, it tells how many bytes it holds when all garbage is collected.
// The fault points are armed by TONGBAN_FAULTS, as everywhere.
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { spoilReceipts } from './spoiled-receipts.mjs';

const compiled = (path) => import(pathToFileURL(join(process.cwd(), 'dist', path)).href);
await import('reflect-metadata');
const { onShutdown } = await compiled('libs/runtime/src/index.js');
const { startCityNode } = await compiled('apps/city-node/src/city-node.js');
const { readCityNodeSettings } = await compiled('apps/city-node/src/settings.js');

const offsetMs = Number(process.env.FAULTS_CLOCK_OFFSET_MS ?? 0);
const newer = Array.from({ length: Number(process.env.FAULTS_MIGRATIONS ?? 0) }, (_, i) => migration(i + 1));
if (process.env.FAULTS_RECEIPTS) await spoilReceipts(process.env.FAULTS_RECEIPTS, compiled);
const settings = readCityNodeSettings(process.env);
const node = await startCityNode(settings, {
  ...(offsetMs === 0 ? {} : { clock: { now: () => new Date(Date.now() + offsetMs) } }),
  ...(newer.length === 0 ? {} : { migrations: newer }),
});
onShutdown(['SIGTERM', 'SIGINT'], () => node.stop(), { graceMs: 15_000 });

process.on('message', () => {
  heldBytes().then(
    (bytes) => process.send?.(bytes),
    (error) => process.stderr.write(`${error.stack}\n`),
  );
});
// Nobody waits for this channel when the node ends.
process.channel?.unref();

/** What somebody still holds: a heap grows with the work until a collection, so its size tells nothing of a leak. */
async function heldBytes() {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  // What finalizers and pending promises hold is free one turn later.
  for (let i = 0; i < 3; i += 1) {
    collect();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Adds to the tables that every case writes, as a real version would. */
function migration(i) {
  return class {
    name = `Newer${1_900_000_000_000 + i}`;
    async up(db) {
      await db.query(`alter table case_file add column newer_${i} text not null default 'x'`);
      await db.query(`alter table event add column newer_${i} integer`);
      await db.query(`create index event_newer_${i} on event (newer_${i}) where newer_${i} is not null`);
    }
    async down(db) {
      await db.query(`alter table case_file drop column newer_${i}`);
      await db.query(`alter table event drop column newer_${i}`);
    }
  };
}
