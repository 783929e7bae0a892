import { parseAmount, type Amount } from '../../generator/money.js';
import type { Store } from '../store.js';

export interface CurrencyTotals {
  orders: number;
  totalIncTax: string;
  totalTax: string;
}

export interface OrderTotals {
  orders: number;
  /** Amounts that are no amounts (after a patch) are counted here and left out of the sums. */
  unreadable: number;
  byCurrency: Record<string, CurrencyTotals>;
  /** The same without incomplete orders (status 0). */
  complete: { orders: number; byCurrency: Record<string, CurrencyTotals> };
  byStatusId: Record<string, number>;
  byPaymentStatus: Record<string, number>;
}

interface Sum {
  orders: number;
  inc: bigint;
  tax: bigint;
}

/** Adds up what the API would serve for these orders, in exact decimals. Archived orders are not served, so not counted. */
export function orderTotals(store: Store, fromId?: number, toId?: number): OrderTotals {
  const all = new Map<string, Sum>();
  const complete = new Map<string, Sum>();
  const byStatusId: Record<string, number> = {};
  const byPaymentStatus: Record<string, number> = {};
  let orders = 0;
  let unreadable = 0;
  for (const id of store.lists.ids({ minId: fromId, maxId: toId })) {
    const facts = factsOf(store, id);
    orders += 1;
    byStatusId[facts.statusId] = (byStatusId[facts.statusId] ?? 0) + 1;
    byPaymentStatus[facts.paymentStatus] = (byPaymentStatus[facts.paymentStatus] ?? 0) + 1;
    if (facts.inc === null || facts.tax === null) {
      unreadable += 1;
      continue;
    }
    add(all, facts.currency, facts.inc, facts.tax);
    if (facts.statusId !== '0') add(complete, facts.currency, facts.inc, facts.tax);
  }
  return {
    orders,
    unreadable,
    byCurrency: texts(all),
    complete: { orders: orders - (byStatusId['0'] ?? 0), byCurrency: texts(complete) },
    byStatusId,
    byPaymentStatus,
  };
}

interface Facts {
  statusId: string;
  paymentStatus: string;
  currency: string;
  inc: Amount | null;
  tax: Amount | null;
}

function factsOf(store: Store, id: number): Facts {
  if (!store.orders.changed.get(id)) {
    const order = store.orders.model(id);
    return {
      statusId: String(order.statusId),
      paymentStatus: order.paymentStatus,
      currency: order.currency.code,
      inc: order.total.inc,
      tax: order.total.tax,
    };
  }
  const header = store.orders.document(id)?.header ?? {};
  return {
    statusId: String(header.status_id),
    paymentStatus: String(header.payment_status),
    currency: String(header.default_currency_code),
    inc: parseAmount(header.total_inc_tax),
    tax: parseAmount(header.total_tax),
  };
}

function add(sums: Map<string, Sum>, currency: string, inc: Amount, tax: Amount): void {
  const sum = sums.get(currency) ?? { orders: 0, inc: 0n, tax: 0n };
  sum.orders += 1;
  sum.inc += BigInt(inc);
  sum.tax += BigInt(tax);
  sums.set(currency, sum);
}

function texts(sums: Map<string, Sum>): Record<string, CurrencyTotals> {
  return Object.fromEntries(
    [...sums].map(([currency, sum]) => [
      currency,
      { orders: sum.orders, totalIncTax: text(sum.inc), totalTax: text(sum.tax) },
    ]),
  );
}

function text(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(5, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
