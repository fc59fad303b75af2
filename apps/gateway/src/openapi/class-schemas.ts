import { createRequire } from 'node:module';
import { getMetadataStorage } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { ReferenceObject, SchemaObject } from './open-api-types.js';
import { describing, type Schema, type SchemaFor } from './schema-words.js';

export type ShapeClass<T extends object = object> = new () => T;

interface TypeMetadata {
  typeFunction(): ShapeClass;
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

/** The one kind of object whose members no class names: what was filled into a form. */
const FORM_MEMBERS: SchemaObject = {
  type: 'object',
  additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
};

/** Schema of a class as its validators say. */
export function shapeSchema(shape: ShapeClass): SchemaObject {
  const { properties = {}, required = [], ...rest } = targetConstructorToSchema(shape, OPTIONS) as SchemaObject;
  const nullable = Object.keys(properties).filter((name) => mayBeNull(shape, name));
  return {
    ...rest,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [
        name,
        nullable.includes(name) ? inPlace(shape, name, schema) : withMembers(shape, name, schema),
      ]),
    ),
    required: [...required, ...nullable],
  };
}

/** The same for an answer, held to the class as its type. */
export const classSchema = <T extends object>(shape: ShapeClass<T>): SchemaFor<T> => describing<T>(shapeSchema(shape));

/** Schemas of the classes that these refer to, and so on, by class name; each as `schema` gives it. */
export function nestedSchemas(
  shapes: readonly ShapeClass[],
  schema: (shape: ShapeClass) => SchemaObject,
): Record<string, SchemaObject> {
  const found: Record<string, SchemaObject> = {};
  const waiting = shapes.flatMap(nestedClasses);
  for (let shape = waiting.pop(); shape; shape = waiting.pop()) {
    if (Object.hasOwn(found, shape.name)) continue;
    found[shape.name] = schema(shape);
    waiting.push(...nestedClasses(shape));
  }
  return found;
}

/** Classes that the fields refer to, alone or in lists; through those that stand in their place. */
export function nestedClasses(shape: ShapeClass): ShapeClass[] {
  return Object.keys(shapeSchema(shape).properties ?? {}).flatMap((property) => {
    const nested = classOf(shape, property);
    if (!nested) return [];
    return mayBeNull(shape, property) ? nestedClasses(nested) : [nested];
  });
}

const classOf = (shape: ShapeClass, property: string): ShapeClass | undefined =>
  defaultMetadataStorage.findTypeMetadata(shape, property)?.typeFunction();

/** A field that is checked unless it is null, and so has to be there; one that may be left out is checked otherwise. */
function mayBeNull(shape: ShapeClass, property: string): boolean {
  const checks = getMetadataStorage()
    .getTargetValidationMetadatas(shape, '', true, false)
    .filter((one) => one.propertyName === property && one.type === 'conditionalValidation');
  const isChecked = (value: unknown): boolean =>
    checks.every((one) => {
      const condition = one.constraints[0] as (shape: object, value: unknown) => boolean;
      return condition({ [property]: value }, value);
    });
  return checks.length > 0 && !isChecked(null) && isChecked(undefined);
}

/** A reference cannot be null in OpenAPI 3.0: what it leads to stands in its place. */
function inPlace(shape: ShapeClass, property: string, schema: Schema): SchemaObject {
  const nested = '$ref' in schema ? classOf(shape, property) : undefined;
  return { ...(nested ? shapeSchema(nested) : (schema as SchemaObject)), nullable: true };
}

function withMembers(shape: ShapeClass, property: string, schema: Schema): SchemaObject | ReferenceObject {
  if ('$ref' in schema || schema.type !== 'object' || schema.properties) return schema;
  if (property !== 'form') throw new Error(`${shape.name}.${property} has no members`);
  return FORM_MEMBERS;
}
