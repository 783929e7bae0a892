import type { Access } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';

/** The books are of a company, not of a store: a key that may see some stores only does not see them. */
export function requireWholeHub(access: Access): void {
  if (access.instanceIds === null) return;
  throw new DomainError(
    'forbidden',
    'accounting.key-limited',
    'This key is limited to instances, and the books hold those of all. Use a key without that limit.',
  );
}
