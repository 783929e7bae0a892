import { Money } from '../../../shared-kernel/index.js';
import { toCompanyCurrency, type Conversion } from './currency-conversion.js';
import { balancedEntry, type AccountIds, type LedgerEntry, type Posting } from './ledger-entry.js';

/** What an allocation takes off a document's receivable, in both currencies. */
export interface Settlement {
  readonly document: Money;
  readonly company: Money;
}

export interface PaymentToBook {
  readonly direction: 'inbound' | 'outbound';
  readonly contactId: string;
  /** Where the money is: a clearing or bank account, store credit, gift certificates. */
  readonly moneyAccountId: string;
  readonly amount: Money;
  readonly settlements: readonly Settlement[];
}

/**
 * What is settled of a document in the company's currency: the difference of its open amount before and after, so that the
 * settlements of a document add up to exactly what its own entry put on the receivable.
 */
export function settle(openBefore: Money, amount: Money, conversion: Conversion): Settlement {
  if (amount.currency === conversion.companyCurrency) return { document: amount, company: amount };
  const before = toCompanyCurrency(openBefore, conversion);
  return { document: amount, company: before.minus(toCompanyCurrency(openBefore.minus(amount), conversion)) };
}

/**
 * Money against receivable; what settles nothing yet is a prepayment, and what the two rates disagree by is an exchange
 * difference. A refund is the same the other way round.
 */
export function entryForPayment(payment: PaymentToBook, accounts: AccountIds, conversion: Conversion): LedgerEntry {
  const { amount, contactId } = payment;
  const received = { document: amount, company: toCompanyCurrency(amount, conversion) };
  const settled = sumOf(payment.settlements, amount.currency, conversion.companyCurrency);
  const rest = amount.minus(settled.document);
  const prepaid = { document: rest, company: toCompanyCurrency(rest, conversion) };
  return entry(payment.direction === 'inbound', amount.currency, conversion.companyCurrency, accounts.exchange, [
    { accountId: payment.moneyAccountId, ...received },
    { accountId: accounts.receivable, contactId, ...negated(settled) },
    { accountId: accounts.prepayments, contactId, ...negated(prepaid) },
  ]);
}

/** A prepayment set off against a document later: `taken` at the payment's rate, `settled` at the document's. */
export function entryForAllocation(
  allocation: {
    readonly contactId: string;
    readonly isInbound: boolean;
    readonly taken: Settlement;
    readonly settled: Settlement;
  },
  accounts: AccountIds,
  companyCurrency: string,
): LedgerEntry {
  const { contactId, taken, settled } = allocation;
  return entry(allocation.isInbound, taken.document.currency, companyCurrency, accounts.exchange, [
    { accountId: accounts.prepayments, contactId, ...taken },
    { accountId: accounts.receivable, contactId, ...negated(settled) },
  ]);
}

/** Postings as an inbound payment has them; the difference in the company's currency goes to exchange. */
function entry(
  isInbound: boolean,
  currency: string,
  companyCurrency: string,
  exchangeAccountId: string,
  postings: readonly Posting[],
): LedgerEntry {
  const difference = Money.sum(
    postings.map((posting) => posting.company),
    companyCurrency,
  );
  const all = difference.isZero
    ? postings
    : [...postings, { accountId: exchangeAccountId, document: Money.zero(currency), company: difference.negate() }];
  const turned = isInbound ? all : all.map((posting) => ({ ...posting, ...negated(posting) }));
  return balancedEntry(turned, currency, companyCurrency);
}

function negated({ document, company }: Settlement): Settlement {
  return { document: document.negate(), company: company.negate() };
}

function sumOf(settlements: readonly Settlement[], currency: string, companyCurrency: string): Settlement {
  if (settlements.length === 1 && settlements[0]) return settlements[0];
  return {
    document: Money.sum(
      settlements.map((settlement) => settlement.document),
      currency,
    ),
    company: Money.sum(
      settlements.map((settlement) => settlement.company),
      companyCurrency,
    ),
  };
}
