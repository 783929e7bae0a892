import { Money } from '../../../shared-kernel/index.js';
import type { AccountRole } from './chart.js';

export type AccountIds = Readonly<Record<AccountRole, string>>;

/** One side only, in both currencies; a line that settles an exchange difference has no document amount. */
export interface EntryLine {
  readonly accountId: string;
  readonly contactId: string | null;
  readonly taxId: string | null;
  readonly debit: Money;
  readonly credit: Money;
  readonly documentDebit: Money;
  readonly documentCredit: Money;
}

/** A balanced entry: both totals are the sum of the debits and the sum of the credits. */
export interface LedgerEntry {
  readonly lines: readonly EntryLine[];
  readonly total: Money;
  readonly documentTotal: Money;
}

/** An amount on an account: positive is debit, negative is credit. */
export interface Posting {
  readonly accountId: string;
  readonly contactId?: string | null;
  readonly taxId?: string | null;
  readonly document: Money;
  readonly company: Money;
}

/** Builds the entry, or refuses: an entry that does not balance is not built (style.md §8). */
export function balancedEntry(postings: readonly Posting[], currency: string, companyCurrency: string): LedgerEntry {
  const zero = Money.zero(companyCurrency);
  const documentZero = currency === companyCurrency ? zero : Money.zero(currency);
  const lines: EntryLine[] = [];
  let company = 0n;
  let document = 0n;
  let total = 0n;
  let documentTotal = 0n;
  for (const posting of postings) {
    if (posting.company.isZero && posting.document.isZero) continue;
    company += posting.company.units;
    document += posting.document.units;
    if (posting.company.isPositive) total += posting.company.units;
    if (posting.document.isPositive) documentTotal += posting.document.units;
    lines.push({
      accountId: posting.accountId,
      contactId: posting.contactId ?? null,
      taxId: posting.taxId ?? null,
      debit: posting.company.isPositive ? posting.company : zero,
      credit: posting.company.isNegative ? posting.company.negate() : zero,
      documentDebit: posting.document.isPositive ? posting.document : documentZero,
      documentCredit: posting.document.isNegative ? posting.document.negate() : documentZero,
    });
  }
  if (company !== 0n || document !== 0n) {
    // Not a DomainError: no input a person could give gets here, only a wrong posting rule does.
    throw new Error(
      `A ledger entry is out of balance by ${company} (${companyCurrency}) and ${document} (${currency}).`,
    );
  }
  return {
    lines,
    total: Money.fromUnits(total, companyCurrency),
    documentTotal: Money.fromUnits(documentTotal, currency),
  };
}
