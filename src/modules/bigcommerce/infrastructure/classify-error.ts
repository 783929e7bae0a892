import { DomainError } from '../../../shared-kernel/index.js';
import type { Disposition } from '../../marketplace-base/contract/index.js';
import { dispositionOf } from '../domain/disposition.js';
import { BigCommerceError } from './bigcommerce-error.js';

/** Failures of the store by what they mean; our own refusals in their own words; anything else is a fault of the hub. */
export function classifyError(error: unknown): Disposition {
  if (error instanceof BigCommerceError) return dispositionOf(error.failure);
  if (error instanceof DomainError) {
    // An answer of the wrong shape is as likely a hiccup as a wrong address; retries are bounded.
    const verdict = error.code === 'bigcommerce.answer-unreadable' ? 'retry' : 'give-up';
    return { do: verdict, code: error.code, message: error.message, vendorMessage: '', endpoint: endpointIn(error) };
  }
  return {
    do: 'give-up',
    code: 'bigcommerce.unexpected',
    message:
      'The hub failed while it worked with BigCommerce. The log has the details; retry, and report it if it stays.',
    vendorMessage: '',
    endpoint: '',
  };
}

function endpointIn({ facts }: DomainError): string {
  return typeof facts['path'] === 'string' ? `GET ${facts['path']}` : '';
}
