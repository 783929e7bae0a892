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

/** Failures of the database or the process, which say nothing about the record at hand. */
export function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code && (/^(08|53|57|40)/.test(code) || ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT'].includes(code)))
    return true;
  return /Connection terminated|connection timeout|Client has encountered a connection error/i.test(message ?? '');
}

/**
 * The database went away while a store was being read: the store is not at fault, and asking its connector what this means would
 * give up the work. Codes of sockets are left out, because a store's connection has them too.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  if (typeof code === 'string' && /^(08|40|53|57)[0-9A-Z]{3}$/.test(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/i.test(
    message,
  );
}

/** Somebody else wrote the same at the same moment. */
export function isConflict(error: unknown): boolean {
  return (error instanceof DomainError && error.kind === 'conflict') || (error as { code?: string }).code === '23505';
}
