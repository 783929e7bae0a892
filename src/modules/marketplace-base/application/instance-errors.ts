import { constraintErrors } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';

const conflict = (code: string, message: string) => () => new DomainError('conflict', `marketplace.${code}`, message);
const refused = (code: string, message: string) => () => new DomainError('rule-broken', `marketplace.${code}`, message);

const noSuchGateway = refused('unknown-gateway', 'There is no such gateway.');

/** What the database refuses, in words; the rules themselves live there, so that races cannot pass them. */
export function registerConstraintErrors(): void {
  constraintErrors.register({
    uq_instance_name: conflict('instance-name-taken', 'Another instance has this name.'),
    uq_queue_job_running: conflict(
      'already-running',
      'The same operation runs for this instance already. Wait for it.',
    ),
    uq_financial_workflow_gateway_status: conflict(
      'workflow-exists',
      'This gateway has a row for the payment status already. Change that one.',
    ),
    uq_financial_workflow_any_gateway: conflict(
      'workflow-exists',
      'There is a row for any gateway with this payment status already. Change that one.',
    ),
    ck_financial_workflow_steps: refused(
      'workflow-steps',
      'The steps follow one another: a payment needs the invoice, an invoice or delivery needs the confirmed order. Switch on the earlier step as well.',
    ),
    fk_financial_workflow_gateway: noSuchGateway,
    uq_payment_mapping_gateway: conflict(
      'payment-mapping-exists',
      'This gateway has a payment mapping already. Change that one.',
    ),
    uq_payment_mapping_default: conflict(
      'payment-mapping-default',
      'Someone else made another row the default at the same time. Read the rows again.',
    ),
    ck_payment_mapping_target: refused(
      'payment-mapping-target',
      'A row is for a gateway, or it is the default that catches all others.',
    ),
    fk_payment_mapping_gateway: noSuchGateway,
    uq_order_status_mapping_status: conflict(
      'status-mapping-exists',
      'This status has a mapping already. Change that one.',
    ),
    uq_listing_item_remote: conflict('listing-item-exists', 'This remote variant has a listing item already.'),
  });
}
