import { getMetadataStorage, ValidationTypes } from 'class-validator';

/** One decorator on one property, as class-validator keeps it. */
export type RuleMetadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** True where the value passes; `object` is the whole instance it stands in. */
export type Check = (value: unknown, object: object) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string';
const isBound = (bound: unknown): bound is number => typeof bound === 'number';

/**
 * Length of class-validator counts surrogate pairs and variation selectors as one, by two searches through the text.
 * The count lies between a third of the code units and all of them, which settles nearly every text.
 */
function lengthCheck(min: unknown, max: unknown, exact: Check): Check {
  if (!isBound(min) || !isBound(max)) return exact;
  return (value, object) => isText(value) && ((value.length <= max && value.length >= 3 * min) || exact(value, object));
}

const HEX_DIGITS = new Uint8Array(128);
for (const digit of '0123456789abcdef') HEX_DIGITS[digit.charCodeAt(0)] = 1;

/** What /^[0-9a-f]{64}$/ asks: the most frequent question of all, as an event names hashes in a dozen places. */
const isHexHash: Check = (value) => {
  if (!isText(value) || value.length !== 64) return false;
  for (let i = 0; i < 64; i += 1) if (HEX_DIGITS[value.charCodeAt(i)] !== 1) return false;
  return true;
};

function matchCheck(pattern: unknown, exact: Check): Check {
  if (pattern instanceof RegExp && pattern.source === '^[0-9a-f]{64}$' && pattern.flags === '') return isHexHash;
  // A global or sticky pattern remembers where it stopped: test() would then differ from match().
  if (!(pattern instanceof RegExp) || pattern.global || pattern.sticky) return exact;
  return (value) => isText(value) && pattern.test(value);
}

/**
 * The kinds that hot shapes are made of, written without argument objects and without searches. Each is the very same
 * question as class-validator's own; every kind not named here is asked of class-validator's or our own validator.
 */
const DIRECT: Record<string, (constraints: readonly unknown[], exact: Check) => Check> = {
  isString: () => isText,
  isBoolean: () => (value) => typeof value === 'boolean',
  isInt: () => (value) => Number.isInteger(value),
  isArray: () => (value) => Array.isArray(value),
  isObject: () => (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  equals:
    ([wanted]) =>
    (value) =>
      value === wanted,
  isIn: ([allowed], exact) => (Array.isArray(allowed) ? (value): boolean => allowed.indexOf(value) >= 0 : exact),
  min: ([bound], exact) => (isBound(bound) ? (value): boolean => typeof value === 'number' && value >= bound : exact),
  max: ([bound], exact) => (isBound(bound) ? (value): boolean => typeof value === 'number' && value <= bound : exact),
  isLength: ([min, max], exact) => lengthCheck(min, max, exact),
  maxLength: ([max], exact) => lengthCheck(0, max, exact),
  matches: ([pattern], exact) => matchCheck(pattern, exact),
  arrayMinSize: ([min], exact) =>
    isBound(min) ? (value): boolean => Array.isArray(value) && value.length >= min : exact,
  arrayMaxSize: ([max], exact) =>
    isBound(max) ? (value): boolean => Array.isArray(value) && value.length <= max : exact,
};

/** The checks of one decorator, or null where they cannot be made beforehand: asynchronous ones and unknown types. */
export function compileRule(rule: RuleMetadata): Check[] | null {
  if (rule.type === ValidationTypes.WHITELIST) return [];
  if (rule.type !== ValidationTypes.CUSTOM_VALIDATION && rule.type !== ValidationTypes.IS_DEFINED) return null;
  const validators = getMetadataStorage().getTargetValidatorConstraints(rule.constraintCls);
  if (validators.length === 0 || validators.some((validator) => validator.async)) return null;
  const constraints = (rule.constraints ?? []) as unknown[];
  const direct = rule.name && Object.hasOwn(DIRECT, rule.name) ? DIRECT[rule.name] : undefined;
  return validators.map(({ instance }) => {
    const exact: Check = (value, object) => {
      const { name: targetName } = object.constructor;
      const passed: unknown = instance.validate(value, {
        targetName,
        property: rule.propertyName,
        object,
        value: (object as Record<string, unknown>)[rule.propertyName],
        constraints,
      });
      // A promise says nothing yet; the slow path decides what becomes of it.
      return Boolean(passed) && typeof passed !== 'object';
    };
    return asked(rule, direct ? direct(constraints, exact) : exact);
  });
}

/** Asks a check as the decorator's options say: of each item where there is a list, and only where `validateIf` holds. */
function asked(rule: RuleMetadata, check: Check): Check {
  const { validateIf } = rule;
  const whole: Check = rule.each
    ? (value, object): boolean =>
        Array.isArray(value) ? value.every((item) => check(item, object)) : check(value, object)
    : check;
  return validateIf ? (value, object): boolean => !validateIf(object, value) || whole(value, object) : whole;
}
