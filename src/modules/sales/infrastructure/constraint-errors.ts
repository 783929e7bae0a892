import { constraintErrors } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';

/** What a refusal of one of the module's unique keys means to a person. */
export function registerConstraintErrors(): void {
  constraintErrors.register({
    uq_sale_order_source: () =>
      new DomainError('conflict', 'sales.order-known', 'This order has been imported already.'),
    uq_sale_order_number: () =>
      new DomainError(
        'conflict',
        'sales.number-taken',
        'Another order of the company has this number. Let Longshore number the orders of one of the stores itself.',
      ),
  });
}
