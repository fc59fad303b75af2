import { IsRegionCode, SignIn } from '#contracts';

/** Sign-in as it reaches the gateway: the city's node itself needs no city. */
export class SignInAtCity extends SignIn {
  @IsRegionCode() city!: string;
}
