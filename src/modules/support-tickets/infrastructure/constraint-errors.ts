import { constraintErrors } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { mailKnown } from './mail.store.js';

/** What a refusal of one of the module's unique keys means to a person. */
export function registerConstraintErrors(): void {
  constraintErrors.register({
    uq_purchase_reference: () =>
      new DomainError('conflict', 'support.purchase-known', 'A purchase with this reference is known already.'),
    uq_incoming_mail_ref: mailKnown,
  });
}
