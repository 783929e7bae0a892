/** What went wrong, in the few kinds a caller can act on; platform/http alone knows the status code of each. */
export type ErrorKind =
  'invalid' | 'not-found' | 'conflict' | 'rule-broken' | 'forbidden' | 'upstream' | 'unauthenticated' | 'too-many';

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export interface DomainErrorOptions {
  readonly cause?: unknown;
  readonly fieldErrors?: readonly FieldError[];
}

/**
 * An expected failure. `code` is for machines and never changes (`module.reason`), `message` tells a person what to do,
 * `facts` are ids and values that are safe to show.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly fieldErrors: readonly FieldError[];

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
    options: DomainErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.fieldErrors = options.fieldErrors ?? [];
  }
}
