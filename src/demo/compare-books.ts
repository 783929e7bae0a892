import { Sums, type Amount, type HubClient } from './hub-client.js';
import type { Sandbox } from './programs.js';

export interface BooksReport {
  readonly orders: number;
  readonly deliveries: number;
  readonly invoices: number;
  readonly payments: number;
  /** Of all orders but those the store has not finished. */
  readonly storeTotal: string;
  readonly storeTax: string;
  readonly hubOrderTotal: string;
  readonly hubInvoiceTotal: string;
  readonly hubTax: string;
  readonly hubPaymentTotal: string;
  /** Orders that their status keeps from being invoiced: cancelled, refunded, or with a payment status that no workflow row is for. */
  readonly notInvoiced: number;
  readonly notInvoicedTotal: string;
  /** Still to be paid of the invoices. */
  readonly openTotal: string;
  readonly ledgerBalanced: boolean;
  readonly companyId: string;
  readonly remoteRequests: number;
  readonly agrees: boolean;
}

/**
 * Adds up the hub's documents one by one, as an auditor would, and holds them against what the store says of itself: every order, what is
 * invoiced of them, what is paid of that. With `mustBePaid` nothing may be left over on the way.
 */
export async function compareBooks(
  hub: HubClient,
  sandbox: Sandbox,
  instanceId: string,
  mustBePaid: boolean,
): Promise<BooksReport> {
  const requests = await ask<{ total: number }>(`${sandbox.url}/_sandbox/requests`);
  const store = await ask<StoreTotals>(`${sandbox.url}/_sandbox/stores/${sandbox.storeHash}/totals`);
  const ordered = { gross: new Sums(), tax: new Sums() };
  const notInvoiced = new Map<string, Totals>();
  const orders = await count<Totals & { id: string }>(hub, `/api/v1/sale-orders?instanceId=${instanceId}`, (order) => {
    ordered.gross.add(order.gross);
    ordered.tax.add(order.tax);
    notInvoiced.set(order.id, order);
  });
  const deliveries = await count(hub, '/api/v1/deliveries');
  const invoiced = { gross: new Sums(), tax: new Sums(), open: new Sums() };
  let wrongInvoices = 0;
  const invoices = await count<Totals & { orderId: string; open: Amount }>(hub, '/api/v1/invoices', (invoice) => {
    invoiced.gross.add(invoice.gross);
    invoiced.tax.add(invoice.tax);
    invoiced.open.add(invoice.open);
    const order = notInvoiced.get(invoice.orderId);
    if (order?.gross.amount !== invoice.gross.amount || order.tax.amount !== invoice.tax.amount) wrongInvoices++;
    notInvoiced.delete(invoice.orderId);
  });
  const paid = new Sums();
  const payments = await count<{ amount: Amount }>(hub, '/api/v1/payments', (payment) => paid.add(payment.amount));
  const { companyId } = await hub.get<{ companyId: string }>(`/api/v1/instances/${instanceId}`);
  const balance = await hub.get<{ debit: Amount; credit: Amount }>(
    `/api/v1/reports/trial-balance?companyId=${companyId}`,
  );
  const rest = new Sums();
  for (const { gross } of notInvoiced.values()) rest.add(gross);
  const report = {
    orders,
    deliveries,
    invoices,
    payments,
    storeTotal: sumOf(store, 'totalIncTax'),
    storeTax: sumOf(store, 'totalTax'),
    hubOrderTotal: ordered.gross.toString(),
    hubInvoiceTotal: invoiced.gross.toString(),
    hubTax: invoiced.tax.toString(),
    hubPaymentTotal: paid.toString(),
    notInvoiced: notInvoiced.size,
    notInvoicedTotal: rest.toString(),
    openTotal: invoiced.open.toString(),
    ledgerBalanced: balance.debit.amount === balance.credit.amount,
    companyId,
    remoteRequests: requests.total,
  };
  const isPaid =
    notInvoiced.size === 0 && report.storeTax === report.hubTax && report.storeTotal === report.hubPaymentTotal;
  return {
    ...report,
    agrees:
      report.orders === store.complete.orders &&
      report.storeTotal === report.hubOrderTotal &&
      report.storeTax === ordered.tax.toString() &&
      wrongInvoices === 0 &&
      paid.plus(invoiced.open).toString() === report.hubInvoiceTotal &&
      report.ledgerBalanced &&
      (!mustBePaid || isPaid),
  };
}

interface Totals {
  readonly gross: Amount;
  readonly tax: Amount;
}

/** Of the orders that are complete: those of status Incomplete are no orders yet. */
interface StoreTotals {
  readonly complete: {
    readonly orders: number;
    readonly byCurrency: Readonly<Record<string, { readonly totalIncTax: string; readonly totalTax: string }>>;
  };
}

function sumOf({ complete }: StoreTotals, field: 'totalIncTax' | 'totalTax'): string {
  const sums = new Sums();
  for (const [currency, totals] of Object.entries(complete.byCurrency)) sums.add({ amount: totals[field], currency });
  return sums.toString();
}

async function count<T>(hub: HubClient, path: string, visit?: (record: T) => void): Promise<number> {
  let records = 0;
  for await (const record of hub.all<T>(path)) {
    records++;
    visit?.(record);
  }
  return records;
}

async function ask<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}
