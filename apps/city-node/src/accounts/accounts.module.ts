import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '#runtime';
import { SETTINGS } from '../core.module.js';
import { Database } from '../db/database.js';
import { DirectoryService } from '../partners/directory.service.js';
import { PartnersModule } from '../partners/partners.module.js';
import type { CityNodeSettings } from '../settings.js';
import { AccountsService } from './accounts.service.js';
import { ProviderKeys } from './provider-keys.js';
import { ProviderNonces } from './provider-nonces.js';
import { ProviderSignIn, type TrustedProvider } from './provider-sign-in.service.js';

@Module({
  imports: [PartnersModule],
  providers: [
    {
      provide: AccountsService,
      inject: [SETTINGS, Database, DirectoryService, CLOCK],
      useFactory: (s: CityNodeSettings, db: Database, directory: DirectoryService, clock: Clock) =>
        new AccountsService(s.TONGBAN_CITY, db, directory, clock, s.TONGBAN_TOKEN_SECRET, s.TONGBAN_TOKEN_MINUTES),
    },
    {
      provide: ProviderSignIn,
      inject: [SETTINGS, Database, AccountsService, CLOCK],
      useFactory: (s: CityNodeSettings, db: Database, accounts: AccountsService, clock: Clock) =>
        new ProviderSignIn(
          trustedProvider(s),
          new ProviderNonces(s.TONGBAN_CITY, s.TONGBAN_TOKEN_SECRET, db, clock),
          accounts,
          clock,
        ),
    },
  ],
  exports: [AccountsService, ProviderSignIn],
})
export class AccountsModule {}

function trustedProvider(settings: CityNodeSettings): TrustedProvider | null {
  const { TONGBAN_OIDC_ISSUER: issuer, TONGBAN_OIDC_CLIENT_ID: clientId, TONGBAN_OIDC_CLAIM: claim } = settings;
  if (issuer === undefined || clientId === undefined) return null;
  return { issuer, clientId, claim, keyFor: new ProviderKeys(issuer).keyFor };
}
