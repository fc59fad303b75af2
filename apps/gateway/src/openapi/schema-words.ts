import type { ReferenceObject, SchemaObject } from './open-api-types.js';

export type Schema = SchemaObject | ReferenceObject;
/** One schema per field of the type: a field added to or taken from a view does not compile until it is here too. */
export type FieldsOf<T> = { [K in keyof Required<T>]: Schema };

export const text: SchemaObject = { type: 'string' };
export const whole: SchemaObject = { type: 'integer' };
export const yesNo: SchemaObject = { type: 'boolean' };
export const instant: SchemaObject = { type: 'string', format: 'date-time' };
export const day: SchemaObject = { type: 'string', format: 'date' };
export const oneOf = (values: readonly string[]): SchemaObject => ({ type: 'string', enum: [...values] });
export const orNull = (schema: SchemaObject): SchemaObject => ({
  ...schema,
  ...(schema.enum ? { enum: [...(schema.enum as string[]), null] } : {}),
  nullable: true,
});
export const listOf = (items: Schema): SchemaObject => ({ type: 'array', items });
export const ref = (name: string): ReferenceObject => ({ $ref: `#/components/schemas/${name}` });

/** All fields are always present; what is not known is null. */
export function answer<T>(fields: FieldsOf<T>): SchemaObject {
  return { type: 'object', properties: fields, required: Object.keys(fields) };
}

export const page = (items: Schema): SchemaObject =>
  answer({ items: listOf(items), page: whole, pageSize: whole, total: whole });
