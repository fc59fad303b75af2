import 'reflect-metadata';
import { createLogger, giveHeapRoom, onShutdown, readSettings, SettingsError } from '#runtime';
import { GATEWAY_SETTINGS, NAMES_OF_OTHER_PROCESSES, type GatewaySettings } from './gateway-settings.js';
import { createGateway } from './gateway.js';

/** Longer than the drain of 10 s, so that it can end by itself. */
const GRACE_MS = 15_000;

function settingsOrLeave(): GatewaySettings {
  try {
    return readSettings(GATEWAY_SETTINGS, process.env, { othersNames: NAMES_OF_OTHER_PROCESSES });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`gateway: ${error.message}\n`);
    process.exit(2);
  }
}

giveHeapRoom();
const settings = settingsOrLeave();
const logger = createLogger({ level: settings.TONGBAN_LOG_LEVEL, name: 'gateway' });
const gateway = await createGateway(settings, { logger });
onShutdown(['SIGTERM', 'SIGINT'], () => gateway.close(), {
  graceMs: GRACE_MS,
  onFailure: (reason, error) => logger.fatal({ reason, err: error }, 'shutdown did not end well'),
});
const url = await gateway.listen();
const cities = settings.TONGBAN_GATEWAY_CITIES.map((one) => one.city);
logger.info({ url, cities, docs: `${url}/api/docs` }, 'gateway listens');
