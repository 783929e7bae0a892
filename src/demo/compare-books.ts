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
  readonly hubInvoiceTotal: string;
  readonly hubTax: string;
  readonly hubPaymentTotal: string;
  readonly ledgerBalanced: boolean;
  readonly companyId: string;
  readonly remoteRequests: number;
  readonly agrees: boolean;
}

/** Adds up the hub's documents one by one, as an auditor would, and holds them against what the store says of itself. */
export async function compareBooks(hub: HubClient, sandbox: Sandbox, instanceId: string): Promise<BooksReport> {
  const requests = await ask<{ total: number }>(`${sandbox.url}/_sandbox/requests`);
  const store = await ask<StoreTotals>(`${sandbox.url}/_sandbox/stores/${sandbox.storeHash}/totals`);
  const orders = await count(hub, `/api/v1/sale-orders?instanceId=${instanceId}`);
  const deliveries = await count(hub, '/api/v1/deliveries');
  const gross = new Sums();
  const tax = new Sums();
  const invoices = await count<{ gross: Amount; tax: Amount }>(hub, '/api/v1/invoices', (invoice) => {
    gross.add(invoice.gross);
    tax.add(invoice.tax);
  });
  const paid = new Sums();
  const payments = await count<{ amount: Amount }>(hub, '/api/v1/payments', (payment) => paid.add(payment.amount));
  const { companyId } = await hub.get<{ companyId: string }>(`/api/v1/instances/${instanceId}`);
  const balance = await hub.get<{ debit: Amount; credit: Amount }>(
    `/api/v1/reports/trial-balance?companyId=${companyId}`,
  );
  const report = {
    orders,
    deliveries,
    invoices,
    payments,
    storeTotal: sumOf(store, 'totalIncTax'),
    storeTax: sumOf(store, 'totalTax'),
    hubInvoiceTotal: gross.toString(),
    hubTax: tax.toString(),
    hubPaymentTotal: paid.toString(),
    ledgerBalanced: balance.debit.amount === balance.credit.amount,
    companyId,
    remoteRequests: requests.total,
  };
  return {
    ...report,
    agrees:
      report.orders === store.complete.orders &&
      report.storeTotal === report.hubInvoiceTotal &&
      report.storeTax === report.hubTax &&
      report.storeTotal === report.hubPaymentTotal &&
      report.ledgerBalanced,
  };
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
