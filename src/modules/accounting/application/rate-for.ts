import type { Tx } from '../../../platform/database/index.js';
import { compareDecimals, DomainError } from '../../../shared-kernel/index.js';

/** The rate of a document made by hand: its own, or the latest one entered for its day. */
export async function rateFor(
  tx: Tx,
  document: {
    readonly companyId: string;
    readonly currency: string;
    readonly rate: string | null;
    readonly invoicedOn: string;
  },
  companyCurrency: string,
): Promise<string> {
  const { companyId, currency, rate, invoicedOn } = document;
  if (currency === companyCurrency) return '1';
  if (rate !== null && compareDecimals(rate, '0') > 0) return rate;
  const [row] = await tx.query<{ rate: string }>(
    `SELECT rate FROM accounting.exchange_rate WHERE company_id = $1 AND currency = $2 AND valid_on <= $3
      ORDER BY valid_on DESC LIMIT 1`,
    [companyId, currency, invoicedOn],
  );
  if (row) return row.rate;
  throw new DomainError(
    'rule-broken',
    'accounting.rate-needed',
    `There is no rate from ${companyCurrency} to ${currency} for ${invoicedOn}. Give one larger than zero, or enter it in the exchange rates.`,
    { companyId, currency, invoicedOn },
  );
}
