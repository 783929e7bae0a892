import { DomainError, Money } from '../../../shared-kernel/index.js';
import type { SaleOrderDraft } from './sale-order.js';

/** An order is written only when its lines add up to it and net and tax to gross, to the last decimal. */
export function checkTotals(order: Pick<SaleOrderDraft, 'id' | 'currency' | 'net' | 'tax' | 'gross' | 'lines'>): void {
  const { currency, net, tax, gross, lines } = order;
  const sums = {
    net: Money.sum(
      lines.map((line) => line.net),
      currency,
    ),
    tax: Money.sum(
      lines.map((line) => line.tax),
      currency,
    ),
    gross: Money.sum(
      lines.map((line) => line.gross),
      currency,
    ),
  };
  const adds = lines.every((line) => line.net.plus(line.tax).equals(line.gross)) && net.plus(tax).equals(gross);
  if (adds && sums.net.equals(net) && sums.tax.equals(tax) && sums.gross.equals(gross)) return;
  throw new DomainError(
    'rule-broken',
    'sales.totals-do-not-add-up',
    `The lines make ${sums.net.amount} + ${sums.tax.amount} tax = ${sums.gross.amount} ${currency}, the order says ${net.amount} + ${tax.amount} = ${gross.amount}.`,
    { orderId: order.id, currency, lines: text(sums), order: text({ net, tax, gross }) },
  );
}

function text(sums: { net: Money; tax: Money; gross: Money }): Record<string, string> {
  return { net: sums.net.amount, tax: sums.tax.amount, gross: sums.gross.amount };
}
