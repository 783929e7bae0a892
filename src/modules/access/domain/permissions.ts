export const ROLES = ['viewer', 'operator', 'accountant', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const everyone = ROLES;
const operations = ['operator', 'manager', 'admin'] as const;
const books = ['accountant', 'manager', 'admin'] as const;
const configuration = ['manager', 'admin'] as const;
const administration = ['admin'] as const;

/**
 * Who may do what (Z22, B1). A viewer reads; an operator runs operations and edits the daily records; an accountant keeps the books;
 * a manager does both and configures; an admin also hands out keys.
 */
export const PERMISSION_TABLE = {
  'me.read': everyone,
  'contacts.read': everyone,
  'contacts.write': operations,
  'catalog.read': everyone,
  'catalog.write': operations,
  'price-lists.read': everyone,
  'price-lists.write': configuration,
  'orders.read': everyone,
  'orders.write': operations,
  'deliveries.read': everyone,
  'deliveries.write': operations,
  'stock.read': everyone,
  'stock.write': operations,
  'warehouses.read': everyone,
  'warehouses.write': configuration,
  'invoices.read': everyone,
  'invoices.write': books,
  'payments.read': everyone,
  'payments.write': books,
  'journals.read': everyone,
  'journals.write': books,
  'ledger.read': everyone,
  'operations.read': everyone,
  'operations.run': operations,
  'operations.retry': operations,
  'instances.read': everyone,
  'instances.write': configuration,
  'settings.read': everyone,
  'settings.write': configuration,
  'credentials.write': configuration,
  'scheduled-actions.read': everyone,
  'scheduled-actions.write': configuration,
  'tickets.read': everyone,
  'tickets.write': operations,
  'support-policies.write': configuration,
  'events.read': configuration,
  'events.retry': configuration,
  'audit.read': configuration,
  'api-keys.read': administration,
  'api-keys.write': administration,
  'users.read': administration,
  'users.write': administration,
} as const satisfies Record<string, readonly Role[]>;

export type PermissionName = keyof typeof PERMISSION_TABLE;

/**
 * These are about the hub as a whole, so a key limited to some instances never has them: it could otherwise make itself a wider key, or
 * read what strangers report about other stores.
 */
const HUB_WIDE: ReadonlySet<PermissionName> = new Set<PermissionName>([
  'tickets.read',
  'tickets.write',
  'support-policies.write',
  'events.read',
  'events.retry',
  'audit.read',
  'api-keys.read',
  'api-keys.write',
  'users.read',
  'users.write',
]);

export interface Grant {
  /** The role of the key and, when a user owns it, the user's: what both allow. */
  readonly roles: readonly Role[];
  readonly instanceIds: readonly string[] | null;
}

export function permissionsOf(grant: Grant): ReadonlySet<PermissionName> {
  const names = Object.keys(PERMISSION_TABLE) as PermissionName[];
  return new Set(names.filter((name) => isAllowed(grant, name)));
}

export function isAllowed(grant: Grant, name: PermissionName): boolean {
  if (grant.roles.length === 0) return false;
  if (grant.instanceIds !== null && HUB_WIDE.has(name)) return false;
  const allowed: readonly Role[] = PERMISSION_TABLE[name];
  return grant.roles.every((role) => allowed.includes(role));
}
