import { isAllowed, PERMISSION_TABLE, permissionsOf, ROLES, type PermissionName, type Role } from './permissions.js';

const NAMES = Object.keys(PERMISSION_TABLE) as PermissionName[];
const may = (role: Role, name: PermissionName) => isAllowed({ roles: [role], instanceIds: null }, name);

describe('the permission table', () => {
  it('lets a viewer read everyday records and change nothing', () => {
    expect(NAMES.filter((name) => may('viewer', name) && !name.endsWith('.read'))).toEqual([]);
    expect(NAMES.filter((name) => !may('viewer', name) && name.endsWith('.read'))).toEqual([
      'events.read',
      'audit.read',
      'api-keys.read',
      'users.read',
    ]);
  });

  // Written by hand: whoever moves a permission has to say so twice.
  it.each<[Role, PermissionName[]]>([
    ['viewer', []],
    [
      'operator',
      [
        'contacts.write',
        'catalog.write',
        'orders.write',
        'deliveries.write',
        'stock.write',
        'operations.run',
        'operations.retry',
        'tickets.write',
      ],
    ],
    ['accountant', ['invoices.write', 'payments.write', 'journals.write']],
    [
      'manager',
      [
        'contacts.write',
        'catalog.write',
        'price-lists.write',
        'orders.write',
        'deliveries.write',
        'stock.write',
        'warehouses.write',
        'invoices.write',
        'payments.write',
        'journals.write',
        'operations.run',
        'operations.retry',
        'instances.write',
        'settings.write',
        'credentials.write',
        'scheduled-actions.write',
        'tickets.write',
        'support-policies.write',
        'events.retry',
      ],
    ],
  ])('lets the role %s do just this', (role, expected) => {
    expect(NAMES.filter((name) => may(role, name) && !name.endsWith('.read')).sort()).toEqual([...expected].sort());
  });

  it('lets an admin do everything', () => {
    expect(NAMES.filter((name) => !may('admin', name))).toEqual([]);
  });

  it('gives two roles together only what both may', () => {
    const both = permissionsOf({ roles: ['operator', 'accountant'], instanceIds: null });
    expect([...both].filter((name) => !name.endsWith('.read'))).toEqual([]);
    for (const first of ROLES) {
      for (const second of ROLES) {
        for (const name of NAMES) {
          expect(isAllowed({ roles: [first, second], instanceIds: null }, name)).toBe(
            may(first, name) && may(second, name),
          );
        }
      }
    }
  });

  it('gives nobody anything without a role', () => {
    expect(permissionsOf({ roles: [], instanceIds: null }).size).toBe(0);
  });

  it('gives a key limited to instances nothing that concerns the whole hub', () => {
    const limited = permissionsOf({ roles: ['admin'], instanceIds: [] });
    expect(NAMES.filter((name) => !limited.has(name))).toEqual([
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
  });
});
