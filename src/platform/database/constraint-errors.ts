import type { DomainError } from '../../shared-kernel/index.js';

/** What PostgreSQL tells when it refuses a statement. */
export interface PostgresError {
  readonly code: string;
  readonly constraint?: string;
  readonly column?: string;
  readonly detail?: string;
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Finds PostgreSQL's own error behind whatever wraps it (TypeORM's QueryFailedError, an error with a cause). */
export function postgresErrorIn(error: unknown): PostgresError | null {
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth++) {
    const { code, severity, cause, driverError } = current as Record<string, unknown>;
    if (typeof code === 'string' && typeof severity === 'string' && SQLSTATE.test(code))
      return current as PostgresError;
    current = driverError ?? cause;
  }
  return null;
}

/**
 * Constraint name → the error a person should read, wherever in its transaction PostgreSQL refuses. Modules register theirs when they
 * start; names are written by hand for this.
 */
export class ConstraintErrors {
  private readonly known = new Map<string, (error: PostgresError) => DomainError>();

  register(errors: Readonly<Record<string, (error: PostgresError) => DomainError>>): void {
    for (const [constraint, make] of Object.entries(errors)) this.known.set(constraint, make);
  }

  find(error: PostgresError): DomainError | null {
    const made = error.constraint === undefined ? undefined : this.known.get(error.constraint)?.(error);
    if (!made) return null;
    made.cause ??= error;
    return made;
  }
}

export const constraintErrors = new ConstraintErrors();
