import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, type Clock } from '#runtime';
import { LOG, SETTINGS } from '../core.module.js';
import type { CityNodeSettings } from '../settings.js';
import { Breakers } from './breakers.js';
import { DirectoryService } from './directory.service.js';
import { readDirectoryFile, readKeysFile } from './key-files.js';

/** Set by the relay: what to do when a breaker changes. */
export class BreakerListeners {
  readonly all: ((partner: string) => void)[] = [];
}

@Module({
  providers: [
    {
      provide: DirectoryService,
      inject: [SETTINGS, CLOCK, LOG],
      useFactory: async (settings: CityNodeSettings, clock: Clock, log: Logger) => {
        const directory = new DirectoryService(
          settings.TONGBAN_CITY,
          readKeysFile(settings.TONGBAN_KEYS_FILE),
          readDirectoryFile(settings.TONGBAN_DIRECTORY_FILE),
          settings.TONGBAN_FEDERATION_FINGERPRINT,
          clock,
          log,
        );
        await directory.load();
        return directory;
      },
    },
    BreakerListeners,
    {
      provide: Breakers,
      inject: [SETTINGS, LOG, BreakerListeners],
      useFactory: (settings: CityNodeSettings, log: Logger, listeners: BreakerListeners) =>
        new Breakers({
          resetMs: settings.TONGBAN_BREAKER_RESET_MS,
          onChange: (partner, state) => {
            log.warn({ partner, breaker: state }, 'breaker changed');
            for (const call of listeners.all) call(partner);
          },
        }),
    },
  ],
  exports: [DirectoryService, Breakers, BreakerListeners],
})
export class PartnersModule {}
