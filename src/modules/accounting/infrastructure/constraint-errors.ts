import { constraintErrors } from '../../../platform/database/index.js';
import { DomainError, type ErrorKind } from '../../../shared-kernel/index.js';

const SENTENCES: Readonly<Record<string, readonly [kind: ErrorKind, code: string, message: string]>> = {
  uq_account_code: [
    'conflict',
    'accounting.account-code-taken',
    'The company has an account with this code. Choose another code.',
  ],
  uq_journal_code: [
    'conflict',
    'accounting.journal-code-taken',
    'The company has a journal with this code. Choose another code.',
  ],
  uq_journal_gateway: ['conflict', 'accounting.gateway-has-journal', 'This gateway has a journal already.'],
  uq_tax: ['conflict', 'accounting.tax-exists', 'The company has this tax already.'],
  uq_exchange_rate: ['conflict', 'accounting.rate-exists', 'There is a rate for this currency and day already.'],
  uq_fiscal_period: [
    'conflict',
    'accounting.changed-meanwhile',
    'Somebody else closed or opened this month. Read it again.',
  ],
  uq_company_default: [
    'conflict',
    'accounting.changed-meanwhile',
    'Somebody else changed the default company. Read it again.',
  ],
  uq_invoice_source_key: ['conflict', 'accounting.already-posted', 'A document for this source exists already.'],
  uq_payment_source_key: ['conflict', 'accounting.already-registered', 'A payment for this source exists already.'],
  fk_account_company: ['not-found', 'accounting.company-not-found', 'There is no such company.'],
  fk_journal_company: ['not-found', 'accounting.company-not-found', 'There is no such company.'],
  fk_tax_company: ['not-found', 'accounting.company-not-found', 'There is no such company.'],
  fk_fiscal_period_company: ['not-found', 'accounting.company-not-found', 'There is no such company.'],
  fk_exchange_rate_company: ['not-found', 'accounting.company-not-found', 'There is no such company.'],
  ck_company_currency_fixed: [
    'rule-broken',
    'accounting.currency-fixed',
    'The currency of books with entries does not change. Make another company for another currency.',
  ],
  ck_posted_is_final: [
    'rule-broken',
    'accounting.posted-is-final',
    'What is posted is never changed. Write a credit note.',
  ],
  ck_ledger_entry_period_open: [
    'conflict',
    'accounting.period-closed',
    'The books were closed on this day in the meantime. Try again: the next open day is used.',
  ],
  ck_invoice_amount_open: [
    'rule-broken',
    'accounting.over-allocated',
    'This is more than what is open of the document. Allocate less.',
  ],
  ck_payment_amount_open: [
    'rule-broken',
    'accounting.over-allocated',
    'This is more than what is left of the payment. Allocate less.',
  ],
  ck_credit_notes_total: [
    'rule-broken',
    'accounting.over-credited',
    'The credit notes of an invoice cannot exceed the invoice. Credit less.',
  ],
  ck_credit_note_original: [
    'rule-broken',
    'accounting.bad-credit-note',
    'A credit note takes back a posted invoice of its own company and currency. Pick that invoice.',
  ],
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
