import { IsRegionCode, SignIn, SignInByProvider } from '#contracts';

/** Sign-in as it reaches the gateway: the city's node itself needs no city. */
export class SignInAtCity extends SignIn {
  @IsRegionCode() city!: string;
}

/** Sign-in with an id token as it reaches the gateway. */
export class SignInByProviderAtCity extends SignInByProvider {
  @IsRegionCode() city!: string;
}

/** Which city's node is asked, by somebody who is not signed in yet. */
export class AtCity {
  @IsRegionCode() city!: string;
}
