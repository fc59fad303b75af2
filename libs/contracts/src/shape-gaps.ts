import { getMetadataStorage, ValidationTypes } from 'class-validator';
import type { Fault } from './validation-faults.js';

/** No shape of the contracts is nested deeper; what is would end in an overflow of the stack instead of a code. */
export const MAX_DEPTH = 24;

/** Names that class-transformer leaves out in silence, such as `constructor` or `toString`: no rule would see them. */
export function isLostName(name: string): boolean {
  return name in Object.prototype;
}

/** Faults that the libraries underneath cannot see: members that get lost on the way, and bottomless nesting. */
export function hiddenFaults(value: unknown, path = '', depth = 0): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  if (depth > MAX_DEPTH) return [{ path, rule: 'tooDeep' }];
  const faults: Fault[] = [];
  for (const [name, member] of Object.entries(value)) {
    const at = path ? `${path}.${name}` : name;
    if (isLostName(name)) faults.push({ path: at, rule: 'whitelistValidation' });
    // PostgreSQL cannot hold a zero character, whatever the field.
    else if (typeof member === 'string' && member.includes('\0')) faults.push({ path: at, rule: 'zeroCharacter' });
    else if (typeof member === 'object') faults.push(...hiddenFaults(member, at, depth + 1));
  }
  return faults;
}

interface NestedRule {
  property: string;
  each: boolean;
  /** Conditions of ValidateIf and IsOptional: all must hold for the rule to apply. */
  conditions: ((object: object, value: unknown) => boolean)[];
}

const known = new Map<object, NestedRule[]>();

function nestedRules(shape: new () => object): NestedRule[] {
  let rules = known.get(shape);
  if (!rules) {
    const all = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
    rules = all
      .filter((rule) => rule.type === ValidationTypes.NESTED_VALIDATION)
      .map(({ propertyName, each }) => ({
        property: propertyName,
        each,
        conditions: all
          .filter((rule) => rule.type === ValidationTypes.CONDITIONAL_VALIDATION && rule.propertyName === propertyName)
          .map((rule) => rule.constraints[0] as NestedRule['conditions'][number]),
      }));
    known.set(shape, rules);
  }
  return rules;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * ValidateNested of class-validator passes where the object is missing and where a list (also an empty one) stands in
 * its place: an event without an actor, an application without an applicant. Here both are faults.
 */
export function nestedFaults(instance: object, path = ''): Fault[] {
  const faults: Fault[] = [];
  for (const { property, each, conditions } of nestedRules(instance.constructor as new () => object)) {
    const value = (instance as Record<string, unknown>)[property];
    if (!conditions.every((holds) => holds(instance, value))) continue;
    const at = path ? `${path}.${property}` : property;
    if (!each) faults.push(...(isObject(value) ? nestedFaults(value, at) : [{ path: at, rule: 'nestedValidation' }]));
    // That it is a list at all is said by IsArray.
    else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) {
        const place = `${at}.${i}`;
        faults.push(...(isObject(item) ? nestedFaults(item, place) : [{ path: place, rule: 'nestedValidation' }]));
      }
    }
  }
  return faults;
}
