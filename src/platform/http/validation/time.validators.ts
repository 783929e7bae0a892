import { ValidateBy, type ValidationOptions } from 'class-validator';
import { VALUE_READERS } from '../list/list-value.js';

/** A date and time with its offset that PostgreSQL can store; class-validator's own also takes week numbers and years beyond 9999. */
export function IsInstant(): PropertyDecorator {
  return validator('isInstant', 'instant');
}

/** A calendar day that exists: 2026-02-30 does not. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  return validator('isDay', 'day', options);
}

function validator(name: string, type: 'instant' | 'day', options?: ValidationOptions): PropertyDecorator {
  const { accepts, expected } = VALUE_READERS[type];
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value: unknown) => typeof value === 'string' && accepts(value),
        defaultMessage: () => `Give ${expected}.`,
      },
    },
    options,
  );
}
