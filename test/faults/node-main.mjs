// The compiled node as a process, with what the suite may put in the place of the real thing:
//   FAULTS_CLOCK_OFFSET_MS   the node's clock runs ahead by so much (behind, where negative)
// The fault points are armed by TONGBAN_FAULTS, as everywhere.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const compiled = (path) => pathToFileURL(join(process.cwd(), 'dist', path)).href;
await import('reflect-metadata');
const { onShutdown } = await import(compiled('libs/runtime/src/index.js'));
const { startCityNode } = await import(compiled('apps/city-node/src/city-node.js'));
const { readCityNodeSettings } = await import(compiled('apps/city-node/src/settings.js'));

const offsetMs = Number(process.env.FAULTS_CLOCK_OFFSET_MS ?? 0);
const overrides = offsetMs === 0 ? {} : { clock: { now: () => new Date(Date.now() + offsetMs) } };
const settings = readCityNodeSettings(process.env);
const node = await startCityNode(settings, overrides);
onShutdown(['SIGTERM', 'SIGINT'], () => node.stop(), { graceMs: 15_000 });
