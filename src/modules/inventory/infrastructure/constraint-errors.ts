import { constraintErrors } from '../../../platform/database/index.js';
import { DomainError, type ErrorKind } from '../../../shared-kernel/index.js';

const SENTENCES: Readonly<Record<string, readonly [kind: ErrorKind, code: string, message: string]>> = {
  uq_warehouse_code: ['conflict', 'inventory.warehouse-code-taken', 'A warehouse has this code. Choose another code.'],
  uq_warehouse_default: [
    'conflict',
    'inventory.changed-meanwhile',
    'Somebody else changed the default warehouse. Read it again.',
  ],
  uq_stock_location_name: [
    'conflict',
    'inventory.location-name-taken',
    'The warehouse has a location with this name. Choose another name.',
  ],
  uq_adjustment_line_variant: [
    'invalid',
    'inventory.variant-twice',
    'A variant stands in two lines of the adjustment. Put it in one.',
  ],
  uq_delivery_source: [
    'conflict',
    'inventory.delivery-exists',
    'This consignment has got its delivery in the meantime. Read it again.',
  ],
  uq_package_tracking: [
    'conflict',
    'inventory.package-exists',
    'The delivery has a package with this tracking number.',
  ],
  fk_stock_location_warehouse: ['not-found', 'inventory.warehouse-not-found', 'There is no such warehouse.'],
  fk_stock_level_location: ['not-found', 'inventory.location-not-found', 'There is no such stock location.'],
  fk_adjustment_location: ['not-found', 'inventory.location-not-found', 'There is no such stock location.'],
  fk_package_delivery: ['not-found', 'inventory.delivery-not-found', 'There is no such delivery.'],
  ck_stock_move_final: ['rule-broken', 'inventory.move-is-final', 'A stock move stays. Write an adjustment.'],
};

/** Says in words what the database refuses by name. */
export function registerConstraintErrors(): void {
  constraintErrors.register(
    Object.fromEntries(
      Object.entries(SENTENCES).map(([constraint, [kind, code, message]]) => [
        constraint,
        () => new DomainError(kind, code, message),
      ]),
    ),
  );
}
