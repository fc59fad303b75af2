import { COMMANDS, type CommandKey } from '#contracts';
import { AtCity, SignInAtCity, SignInByProviderAtCity } from '../auth/sign-in.dto.js';
import { shapeSchema, type ShapeClass } from './class-schemas.js';
import type { SchemaObject } from './open-api-types.js';

/** The class that the input of a command is checked against at the gateway. */
export const inputClassOf = (key: CommandKey): ShapeClass => (AT_CITY[key] ?? COMMANDS[key].input) as ShapeClass;

/** Who is not signed in yet says which city is meant. */
const AT_CITY: Partial<Record<CommandKey, object>> = {
  signIn: SignInAtCity,
  beginProviderSignIn: AtCity,
  signInByProvider: SignInByProviderAtCity,
};

/** Schema of an input class as its validators say; unknown fields are refused. */
export const schemaOf = (shape: ShapeClass): SchemaObject => ({ ...shapeSchema(shape), additionalProperties: false });
