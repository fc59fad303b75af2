import { ValidateBy, type ValidationOptions } from 'class-validator';

/** True for a mainland mobile number of eleven digits, without country code, blanks or dashes. */
export function isMobilePhone(phone: unknown): phone is string {
  return typeof phone === 'string' && /^1[3-9]\d{9}$/.test(phone);
}

/** Validates a mainland mobile number; the message is the error code `mobile_phone_invalid`. */
export function IsMobilePhone(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isMobilePhone',
      validator: { validate: (value) => isMobilePhone(value), defaultMessage: () => 'mobile_phone_invalid' },
    },
    options,
  );
}
