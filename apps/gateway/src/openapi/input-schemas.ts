import { COMMANDS, type CommandKey } from '#contracts';
import { SignInAtCity } from '../auth/sign-in.dto.js';
import { shapeSchema, type ShapeClass } from './class-schemas.js';
import type { SchemaObject } from './open-api-types.js';

/** The class that the input of a command is checked against at the gateway. */
export const inputClassOf = (key: CommandKey): ShapeClass =>
  (key === 'signIn' ? SignInAtCity : COMMANDS[key].input) as ShapeClass;

/** Schema of an input class as its validators say; unknown fields are refused. */
export const schemaOf = (shape: ShapeClass): SchemaObject => ({ ...shapeSchema(shape), additionalProperties: false });
