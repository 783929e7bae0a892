import { isDatabaseAway } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { LineError } from './operation.js';

/** Why one record could not be written, for the person who has to mend it. */
export function lineErrorOf(error: unknown): LineError {
  if (error instanceof DomainError) return { code: error.code, message: error.message, facts: error.facts };
  const { code, constraint, table } = error as { code?: string; constraint?: string; table?: string };
  if (code?.startsWith('23')) {
    return {
      code: 'marketplace.record-refused',
      message: `The record contradicts what is stored already (rule ${constraint ?? code}${table ? ` on ${table}` : ''}). Nothing of it was written.`,
      facts: { constraint: constraint ?? null, sqlState: code },
    };
  }
  if (code?.startsWith('22')) {
    return {
      code: 'marketplace.value-refused',
      message:
        'A value of the record does not fit its field (too long, out of range or not valid text). Nothing of it was written.',
      facts: { sqlState: code },
    };
  }
  return {
    code: 'marketplace.unexpected',
    message:
      'The record could not be processed because of a fault in the hub. Nothing of it was written; the log has the details.',
  };
}

const SOCKET_CODES = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT'];

/** Failures of the database or the process while a batch was written, which say nothing about the records at hand. */
export function isPassing(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: string };
  return isDatabaseAway(error) || (code !== undefined && SOCKET_CODES.includes(code));
}

/** Somebody else wrote the same at the same moment. */
export function isConflict(error: unknown): boolean {
  return (error instanceof DomainError && error.kind === 'conflict') || (error as { code?: string }).code === '23505';
}
