import { DomainError, type FieldError } from '../../../shared-kernel/index.js';

export interface CodedFieldError extends FieldError {
  /** What rule was broken, for machines: 'required', 'unknown', 'uuid', 'max'… */
  readonly code: string;
}

/** A 400 that names each field at fault. */
export function invalidRequest(fieldErrors: readonly CodedFieldError[], message?: string): DomainError {
  const fields = fieldErrors.map((error) => error.field).join(', ');
  return new DomainError(
    'invalid',
    'request.invalid',
    message ?? `Correct these fields: ${fields}.`,
    {},
    { fieldErrors },
  );
}
