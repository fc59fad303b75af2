import { createRequire } from 'node:module';
import type { ClassConstructor } from 'class-transformer';
import { getMetadataStorage, ValidationTypes } from 'class-validator';
import { compileRule, type Check, type RuleMetadata } from './validation-rules.js';

interface TypeRule {
  typeFunction?: (...options: unknown[]) => ClassConstructor<object>;
  reflectedType?: unknown;
  options?: { discriminator?: unknown };
}
// What the decorators of class-transformer said can be read at no other place.
const { defaultMetadataStorage: transforms } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as {
  defaultMetadataStorage: {
    findTypeMetadata(target: object, name: string): TypeRule | undefined;
    findTransformMetadatas(target: object, name: string, kind: number): unknown[];
    getStrategy(target: object): string;
    getExposedMetadatas(target: object): unknown[];
    getExcludedMetadatas(target: object): unknown[];
  };
};
const PLAIN_TO_CLASS = 0;

/** One property of a shape. */
export interface CompiledField {
  name: string;
  /** Conditions of ValidateIf and IsOptional: the checks are made where all hold. */
  conditions: ((object: object, value: unknown) => boolean)[];
  checks: Check[];
  nested: { shape: CompiledShape; each: boolean } | null;
}

/** A DTO class, read once from its decorators. */
export interface CompiledShape {
  make: new () => object;
  prototype: object;
  byName: Map<string, CompiledField>;
  fields: CompiledField[];
  /** An instance has members that no value gave it. */
  hasDefaults: boolean;
}

const known = new Map<object, CompiledShape | null>();

/**
 * The checks of a DTO class, made once; null where a decorator says something that cannot be compiled (asynchronous
 * checks, transformations, discriminators, methods): values of such a class take the slow path, always.
 */
export function compiledShape(shape: new () => object): CompiledShape | null {
  let found = known.get(shape);
  if (found === undefined) {
    // A shape that holds itself finds this null.
    known.set(shape, null);
    found = compile(shape);
    known.set(shape, found);
  }
  return found;
}

function compile(make: new () => object): CompiledShape | null {
  if (!isBare(make)) return null;
  const rules = new Map<string, RuleMetadata[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(make, '', false, false)) {
    const others = rules.get(rule.propertyName);
    if (others) others.push(rule);
    else rules.set(rule.propertyName, [rule]);
  }
  const byName = new Map<string, CompiledField>();
  for (const [name, ofField] of rules) {
    const field = compileField(make, name, ofField);
    if (!field) return null;
    byName.set(name, field);
  }
  // A default of a property without any rule is an unknown field in every value.
  const defaults = Object.keys(new make());
  if (defaults.some((name) => !byName.has(name))) return null;
  const hasDefaults = defaults.length > 0;
  return { make, prototype: make.prototype as object, byName, fields: [...byName.values()], hasDefaults };
}

/** No methods, accessors, Expose or Exclude: with them values are not simply copied member by member. */
function isBare(make: new () => object): boolean {
  for (let at = make.prototype as object; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
    if (Reflect.ownKeys(at).some((name) => name !== 'constructor')) return false;
  }
  return (
    transforms.getStrategy(make) === 'none' &&
    transforms.getExposedMetadatas(make).length === 0 &&
    transforms.getExcludedMetadatas(make).length === 0
  );
}

function compileField(make: new () => object, name: string, rules: RuleMetadata[]): CompiledField | null {
  if (name in Object.prototype || transforms.findTransformMetadatas(make, name, PLAIN_TO_CLASS).length > 0) return null;
  const field: CompiledField = { name, conditions: [], checks: [], nested: null };
  let type = transforms.findTypeMetadata(make, name);
  for (const rule of rules) {
    if (rule.type === ValidationTypes.CONDITIONAL_VALIDATION) {
      field.conditions.push(
        (rule.constraints as CompiledField['conditions'])[0] as CompiledField['conditions'][number],
      );
    } else if (rule.type === ValidationTypes.NESTED_VALIDATION) {
      const shape = type && nestedShape(type);
      if (!shape || field.nested) return null;
      field.nested = { shape, each: rule.each };
    } else {
      const checks = compileRule(rule);
      if (!checks) return null;
      field.checks.push(...checks);
    }
  }
  if (field.nested) type = undefined;
  // Type without ValidateNested converts what nobody checks: dates, numbers, instances.
  return type ? null : field;
}

function nestedShape({ typeFunction, reflectedType, options }: TypeRule): CompiledShape | null {
  // A type chosen by the value, or a Map, is class-transformer's business.
  if (!typeFunction || typeFunction.length > 0 || options?.discriminator || reflectedType === Map) return null;
  const shape = compiledShape(typeFunction());
  // A nested object of a class without rules is an unknown value to class-validator.
  return shape && shape.fields.length > 0 ? shape : null;
}
