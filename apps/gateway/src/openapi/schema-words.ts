import type { Page } from '#contracts';
import type { AnswerTypes } from './answer-types.js';
import type { ReferenceObject, SchemaObject } from './open-api-types.js';

export type Schema = SchemaObject | ReferenceObject;

declare const described: unique symbol;
/** A schema with the type it describes: one that says less, more or otherwise than the type does not compile. */
export type SchemaFor<T> = SchemaObject & { readonly [described]: (value: T) => T };
/** The same by its name in the document. */
export type RefFor<T> = ReferenceObject & { readonly [described]: (value: T) => T };
type AnySchemaFor<T> = SchemaFor<T> | RefFor<T>;
/** One schema per field of the type. */
export type FieldsOf<T> = { [K in keyof T]-?: AnySchemaFor<T[K]> };

/** Says of a schema what it describes; only the words below and the schemas of classes may know. */
export const describing = <T>(schema: SchemaObject): SchemaFor<T> => schema as SchemaFor<T>;

export const text = describing<string>({ type: 'string' });
/** Bytes of a file, in whatever the type says that they come. */
export const fileBytes = <T>(): SchemaFor<T> => describing<T>({ type: 'string', format: 'binary' });
export const whole = describing<number>({ type: 'integer' });
export const decimal = describing<number>({ type: 'number' });
export const yesNo = describing<boolean>({ type: 'boolean' });
export const instant = describing<string>({ type: 'string', format: 'date-time' });
export const day = describing<string>({ type: 'string', format: 'date' });
/** Members that depend on what it is about. */
export const anyMembers = describing<Record<string, unknown>>({ type: 'object', additionalProperties: true });
export const oneOf = <const V extends string>(values: readonly V[]): SchemaFor<V> =>
  describing<V>({ type: 'string', enum: [...values] });
export const orNull = <T>(schema: SchemaFor<T>): SchemaFor<T | null> =>
  describing<T | null>({
    ...(schema as SchemaObject),
    ...(schema.enum ? { enum: [...(schema.enum as string[]), null] } : {}),
    nullable: true,
  });
export const listOf = <T>(items: AnySchemaFor<T>): SchemaFor<T[]> => describing<T[]>({ type: 'array', items });
/** An answer by its name. */
export const ref = <N extends keyof AnswerTypes>(name: N): RefFor<AnswerTypes[N]> =>
  refTo(name) as RefFor<AnswerTypes[N]>;
export const refTo = (name: string): ReferenceObject => ({ $ref: `#/components/schemas/${name}` });

/** All fields are always present; what is not known is null. */
export const answer = <T>(fields: FieldsOf<T>): SchemaFor<T> =>
  describing<T>({ type: 'object', properties: fields, required: Object.keys(fields) });

export const page = <T>(items: AnySchemaFor<T>): SchemaFor<Page<T>> =>
  answer<Page<T>>({ items: listOf(items), page: whole, pageSize: whole, total: whole });
