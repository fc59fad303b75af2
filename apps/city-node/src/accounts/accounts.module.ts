import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '#runtime';
import { SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import { DirectoryService } from '../partners/directory.service.js';
import { PartnersModule } from '../partners/partners.module.js';
import type { CityNodeSettings } from '../settings.js';
import { AccountsService } from './accounts.service.js';

@Module({
  imports: [PartnersModule],
  providers: [
    {
      provide: AccountsService,
      inject: [SETTINGS, Database, DirectoryService, CLOCK],
      useFactory: (s: CityNodeSettings, db: Database, directory: DirectoryService, clock: Clock) =>
        new AccountsService(s.TONGBAN_CITY, db, directory, clock, s.TONGBAN_TOKEN_SECRET, s.TONGBAN_TOKEN_MINUTES),
    },
  ],
  exports: [AccountsService],
})
export class AccountsModule {}
