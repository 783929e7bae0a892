import { DomainError, isTimeZone } from '../../../shared-kernel/index.js';
import type { CompanyDirectory } from './company-directory.js';

export async function checkHome(directory: CompanyDirectory, companyId: string, warehouseId: string): Promise<void> {
  if (await directory.exists(companyId, warehouseId)) return;
  throw new DomainError(
    'rule-broken',
    'marketplace.unknown-warehouse',
    'There is no such warehouse in this company. Take a warehouse of the company, or leave both out for the defaults.',
    { companyId, warehouseId },
  );
}

export function checkTimeZone(timeZone: string | null): string | null {
  if (timeZone === null || isTimeZone(timeZone)) return timeZone;
  throw new DomainError(
    'invalid',
    'marketplace.unknown-time-zone',
    `"${timeZone}" is not a time zone.`,
    {},
    {
      fieldErrors: [
        { field: 'timeZone', message: 'Give an IANA name like Europe/Berlin, or null for the store’s own.' },
      ],
    },
  );
}

/** The row as the caller saw it, or nothing is changed (style.md §5). */
export function checkVersion(what: string, stored: number, seen: number): void {
  if (stored === seen) return;
  throw new DomainError(
    'conflict',
    'marketplace.changed-meanwhile',
    `The ${what} was changed while you were editing it: read it again and repeat your change.`,
    { version: stored },
  );
}
