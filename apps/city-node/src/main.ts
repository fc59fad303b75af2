import 'reflect-metadata';
import { TongbanError } from '#contracts';
import { giveHeapRoom, SettingsError, onShutdown } from '#runtime';
import { startCityNode } from './city-node.js';
import { readCityNodeSettings } from './settings.js';

const GRACE_MS = 15_000;

giveHeapRoom();
try {
  const node = await startCityNode(readCityNodeSettings(process.env));
  onShutdown(['SIGTERM', 'SIGINT'], () => node.stop(), { graceMs: GRACE_MS });
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
}

/** Settings and codes name what is wrong and how to mend it; a stack would only hide that. */
function reasonOf(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  if (error instanceof TongbanError) return `${error.message} ${JSON.stringify(error.details)}`;
  return String(error instanceof Error ? error.stack : error);
}
