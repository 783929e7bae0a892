import { Money } from '../../../shared-kernel/money/index.js';
import type { RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import { decomposeOrder, type DecomposedOrder, type UndecomposableOrder } from '../domain/decompose-order.js';

/** Decomposes an order that must succeed, and checks what holds for every such order. */
export function mustAddUp(order: RemoteOrder): DecomposedOrder {
  const result = decomposeOrder(order);
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  const { currency, totals } = order;
  const sum = (amounts: readonly Money[]): Money => Money.sum(amounts, currency);
  mustEqual('gross', sum(result.lines.map((line) => line.gross)), totals.total);
  mustEqual('tax', sum(result.lines.map((line) => line.tax)), totals.totalTax);
  mustEqual('net', sum(result.lines.map((line) => line.net)), totals.total.minus(totals.totalTax));
  mustEqual('tenders', sum(result.tenders.map((tender) => tender.amount)), totals.total);
  mustEqual('document', result.net.plus(result.tax), result.gross);
  for (const line of result.lines) mustEqual(`${line.kind} line`, line.net.plus(line.tax), line.gross);
  return result;
}

/** Decomposes an order that must be refused. */
export function mustBeRefused(order: RemoteOrder): UndecomposableOrder {
  const result = decomposeOrder(order);
  if (result.ok) throw new Error('The order was accepted.');
  return result;
}

/** One text per line, so that a scenario reads like its document: kind, id, quantity x price - discount = net + tax = gross @ rate. */
export function linesOf(result: DecomposedOrder): string[] {
  return result.lines.map((line) => {
    const { kind, remoteLineId, quantity, unitPrice, discount, net, tax, gross, taxRate } = line;
    const price = `${kind} ${remoteLineId ?? '-'} ${quantity} x ${unitPrice.amount} - ${discount.amount}`;
    return `${price} = ${net.amount} + ${tax.amount} = ${gross.amount} @ ${taxRate ?? 'none'}`;
  });
}

/** Much cheaper than `expect`, for properties that look at millions of amounts. */
export function mustEqual(what: string, actual: Money, expected: Money): void {
  if (!actual.equals(expected)) throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}
