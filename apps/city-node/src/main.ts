import 'reflect-metadata';
import { SettingsError, onShutdown } from '#runtime';
import { startCityNode } from './city-node.js';
import { readCityNodeSettings } from './settings.js';

const GRACE_MS = 15_000;

try {
  const node = await startCityNode(readCityNodeSettings(process.env));
  onShutdown(['SIGTERM', 'SIGINT'], () => node.stop(), { graceMs: GRACE_MS });
} catch (error) {
  // Settings name what is wrong and how to mend it; a stack would only hide that.
  const text = error instanceof SettingsError ? error.message : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
