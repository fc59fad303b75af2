import { createRequire } from 'node:module';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { COMMANDS, type CommandKey } from '#contracts';
import { SignInAtCity } from '../auth/sign-in.dto.js';
import type { SchemaObject } from './open-api-types.js';

interface TypeMetadata {
  typeFunction(): new () => object;
}

// class-transformer keeps what @Type says in a storage that its index does not export; without it the schema
// generator cannot tell what the elements of a list are.
const { defaultMetadataStorage } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as {
  defaultMetadataStorage: { findTypeMetadata(target: unknown, property: string): TypeMetadata | undefined };
};

const REF = '#/components/schemas/';

type Options = NonNullable<Parameters<typeof targetConstructorToSchema>[1]>;

const OPTIONS: Options = {
  classTransformerMetadataStorage: defaultMetadataStorage as unknown as Options['classTransformerMetadataStorage'],
  refPointerPrefix: REF,
  additionalConverters: {
    isRegionCode: { type: 'string', pattern: '^\\d{6}$', description: 'GB/T 2260 region code.' },
    isCaseNo: { type: 'string', minLength: 31, maxLength: 31, description: 'Case number with its check character.' },
    isMobilePhone: { type: 'string', pattern: '^1[3-9]\\d{9}$' },
    isInstant: { type: 'string', format: 'date-time', description: 'UTC with milliseconds.' },
    isCalendarDate: { type: 'string', format: 'date' },
    isLatitude: { type: 'number', minimum: -90, maximum: 90 },
    isLongitude: { type: 'number', minimum: -180, maximum: 180 },
  },
};

type InputClass = new () => object;

/** The class that the input of a command is checked against at the gateway. */
export const inputClassOf = (key: CommandKey): InputClass =>
  (key === 'signIn' ? SignInAtCity : COMMANDS[key].input) as InputClass;

/** Schema of an input class as its validators say; unknown fields are refused. */
export function schemaOf(shape: InputClass): SchemaObject {
  return { ...(targetConstructorToSchema(shape, OPTIONS) as SchemaObject), additionalProperties: false };
}

/** Schemas of the classes that these schemas refer to, and so on, by class name. */
export function nestedSchemas(shapes: readonly InputClass[]): Record<string, SchemaObject> {
  const found: Record<string, SchemaObject> = {};
  const waiting = shapes.flatMap(nestedClasses);
  for (let shape = waiting.pop(); shape; shape = waiting.pop()) {
    if (Object.hasOwn(found, shape.name)) continue;
    found[shape.name] = schemaOf(shape);
    waiting.push(...nestedClasses(shape));
  }
  return found;
}

/** Classes of the fields that are objects, or lists of them. */
export function nestedClasses(shape: InputClass): InputClass[] {
  return Object.keys(schemaOf(shape).properties ?? {})
    .map((property) => defaultMetadataStorage.findTypeMetadata(shape, property)?.typeFunction())
    .filter((nested) => nested !== undefined);
}
