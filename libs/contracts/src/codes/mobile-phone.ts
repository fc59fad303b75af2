import { ValidateBy, type ValidationOptions } from 'class-validator';

/** True for a mainland mobile number of eleven digits, without country code, blanks or dashes. */
export function isMobilePhoneNumber(phone: unknown): phone is string {
  return typeof phone === 'string' && /^1[3-9]\d{9}$/.test(phone);
}

/** Validates a mainland mobile number; the message is the error code `mobile_phone_invalid`. */
export function IsMobilePhoneNumber(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isMobilePhoneNumber',
      validator: { validate: (value) => isMobilePhoneNumber(value), defaultMessage: () => 'mobile_phone_invalid' },
    },
    options,
  );
}
