import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '#runtime';
import { SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import type { CityNodeSettings } from '../settings.js';
import { Administration } from './administration.js';
import { PeopleImport } from './people-import.service.js';
import { People } from './people.service.js';
import { Places } from './places.service.js';

@Module({
  providers: [
    {
      provide: Administration,
      inject: [Database, CLOCK],
      useFactory: (db: Database, clock: Clock) => new Administration(db, clock),
    },
    {
      provide: People,
      inject: [SETTINGS, Database, Administration, CLOCK],
      useFactory: (s: CityNodeSettings, db: Database, administration: Administration, clock: Clock) =>
        new People(db, administration, clock, s.TONGBAN_NODE_SECRET, s.TONGBAN_OIDC_ISSUER ?? null),
    },
    {
      provide: PeopleImport,
      inject: [SETTINGS, Database, Administration],
      useFactory: (s: CityNodeSettings, db: Database, administration: Administration) =>
        new PeopleImport(db, administration, s.TONGBAN_NODE_SECRET, s.TONGBAN_OIDC_ISSUER ?? null),
    },
    {
      provide: Places,
      inject: [Database, Administration],
      useFactory: (db: Database, administration: Administration) => new Places(db, administration),
    },
  ],
  exports: [Administration, People, PeopleImport, Places],
})
export class AdministrationModule {}
