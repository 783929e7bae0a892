import { invoiceOfOrder, type InvoiceDraft, type PaymentDraft } from '../../../modules/accounting/contract/index.js';
import type { ContactDraft } from '../../../modules/contacts/contract/index.js';
import type { DeliveryDraft } from '../../../modules/inventory/contract/index.js';
import {
  gatewayCode,
  gatewayName,
  type RemoteOrder,
  type RemoteOrderLine,
} from '../../../modules/marketplace-base/contract/index.js';
import type { SaleOrderDraft, SaleOrderLineDraft } from '../../../modules/sales/contract/index.js';
import { calendarDay } from '../../../shared-kernel/index.js';
import { chooseTax } from './choose-tax.js';
import { choosePriceList } from './choose-price-list.js';
import { decideSteps, type Remark } from './decide-steps.js';
import { decomposeOrder } from './decompose-order.js';
import type { DecomposedOrder, DocumentLine } from './decompose-order.types.js';
import { fingerprintOf, fingerprintText } from './fingerprint.js';
import { taxKey, type ImportContext, type Needs } from './import-context.js';
import { companyRate } from './company-rate.js';
import { planContacts } from './plan-contacts.js';
import { placeOf, planDeliveries, type DeliverableLine } from './plan-deliveries.js';
import { planPayments } from './plan-documents.js';
import { resolveLine, type LineFailure } from './resolve-line.js';

/** The rows one new order calls for. Contact ids may turn out to be others' (the contact stood already): the writer replaces them. */
export interface OrderPlan {
  readonly contacts: readonly ContactDraft[];
  readonly order: SaleOrderDraft;
  readonly deliveries: readonly DeliveryDraft[];
  readonly invoice: InvoiceDraft | null;
  readonly payments: readonly PaymentDraft[];
  readonly remarks: readonly Remark[];
}

export type PlannedOrder = { readonly plan: OrderPlan } | { readonly failure: LineFailure } | { readonly needed: true };

/** What a new order becomes (design.md §4.3). Pure: ids come from `newId`, everything else from the arguments. */
export function planOrder(
  remote: RemoteOrder,
  context: ImportContext,
  needs: Needs,
  newId: () => string,
): PlannedOrder {
  const sums = decomposeOrder(remote);
  if (!sums.ok) return { failure: { code: sums.code, message: sums.message, facts: sums.facts } };
  const rate = companyRate(remote, context);
  if (typeof rate !== 'string') return { failure: rate };

  const steps = decideSteps(remote, context);
  if (!steps)
    needs.gateways.set(gatewayCode(remote.gateway), {
      code: gatewayCode(remote.gateway),
      name: gatewayName(remote.gateway),
    });
  const priceList = choosePriceList(remote.currency, steps?.mapping ?? null, context);
  if ('missing' in priceList) needs.priceListCurrencies.add(priceList.missing);
  const lines = planLines(remote, sums, context, needs, newId);
  if ('failure' in lines) return lines;
  if (!steps || 'missing' in priceList || 'needed' in lines) return { needed: true };

  const contacts = planContacts(remote, context, newId);
  const place = placeOf(remote.consignments[0] ?? null, context);
  const order: SaleOrderDraft = {
    id: newId(),
    number: context.instance.useMarketplaceOrderNumber ? remote.remoteId : null,
    source: { instanceId: context.instance.id, remoteId: remote.remoteId },
    companyId: context.instance.companyId,
    contactId: contacts.billingId,
    deliveryContactId: firstOf(contacts.deliveryIds) ?? null,
    priceListId: priceList.id,
    warehouseId: place.warehouseId,
    currency: remote.currency,
    state: steps.state,
    orderedAt: remote.createdAt,
    net: sums.net,
    tax: sums.tax,
    gross: sums.gross,
    pricesIncludeTax: sums.side === 'inc',
    sourceStatus: remote.statusLabel,
    sourcePaymentStatus: remote.paymentStatus,
    sourceGateway: remote.gateway,
    sourceFingerprint: fingerprintText(fingerprintOf(remote)),
    sourceModifiedAt: remote.modifiedAt,
    note: remote.customerMessage,
    lines: lines.drafts,
  };
  const day = calendarDay(remote.createdAt, context.instance.timeZone);
  const invoice = steps.createsInvoice
    ? invoiceOfOrder(order, { rate, day, termDays: steps.paymentTermDays }, newId)
    : null;
  return {
    plan: {
      contacts: contacts.drafts,
      order,
      deliveries:
        steps.state === 'confirmed'
          ? planDeliveries(
              remote,
              order.id,
              lines.deliverable,
              (consignment) => contacts.deliveryIds.get(consignment) ?? contacts.billingId,
              context,
              steps.validatesDelivery,
              newId,
            )
          : [],
      invoice,
      payments:
        invoice && steps.registersPayment
          ? planPayments(invoice, sums.tenders, steps, day, paymentReference(remote), newId)
          : [],
      remarks: [...steps.remarks, ...roundingRemark(remote, sums)],
    },
  };
}

export function paymentReference(remote: RemoteOrder): string {
  return remote.paymentReference ?? '';
}

type PlannedLines =
  | { readonly drafts: SaleOrderLineDraft[]; readonly deliverable: DeliverableLine[] }
  | { readonly failure: LineFailure }
  | { readonly needed: true };

function planLines(
  remote: RemoteOrder,
  sums: DecomposedOrder,
  context: ImportContext,
  needs: Needs,
  newId: () => string,
): PlannedLines {
  const remoteLines = new Map<string, RemoteOrderLine>();
  for (const line of remote.lines) remoteLines.set(line.remoteId, line);
  const drafts: SaleOrderLineDraft[] = [];
  const deliverable: DeliverableLine[] = [];
  let needed = false;
  for (const line of sums.lines) {
    const source =
      line.kind === 'goods' || line.kind === 'gift-certificate' ? remoteLines.get(line.remoteLineId ?? '') : undefined;
    const resolved = source ? resolveLine(source, context, needs) : null;
    if (resolved && 'failure' in resolved) return resolved;
    const tax = taxOf(line, sums.side === 'inc', context, needs);
    if ('failure' in tax) return tax;
    if ((resolved && 'needed' in resolved) || 'needed' in tax) {
      needed = true;
      continue;
    }
    const variant = resolved?.variant ?? null;
    const draft: SaleOrderLineDraft = {
      id: newId(),
      position: drafts.length + 1,
      kind: line.kind,
      variantId: variant?.variantId ?? null,
      sourceLineId: line.remoteLineId,
      name: line.name,
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discount: line.discount,
      net: line.net,
      tax: line.tax,
      gross: line.gross,
      taxId: tax.id,
    };
    drafts.push(draft);
    if (source && source.kind === 'physical' && source.consignmentRemoteId !== null && variant?.kind === 'goods') {
      deliverable.push({
        orderLineId: draft.id,
        variantId: variant.variantId,
        name: draft.name,
        consignmentRemoteId: source.consignmentRemoteId,
        quantity: source.quantity,
        shipped: source.quantityShipped,
        refunded: source.quantityRefunded,
      });
    }
  }
  return needed ? { needed: true } : { drafts, deliverable };
}

type ChosenTax = { readonly id: string | null } | { readonly failure: LineFailure } | { readonly needed: true };

function taxOf(line: DocumentLine, priceInclude: boolean, context: ImportContext, needs: Needs): ChosenTax {
  if (line.taxRate === null || line.tax.isZero) return { id: null };
  const known = chooseTax(context.taxes, line.taxRate, priceInclude, line.unitPrice);
  if (known) return { id: known.id };
  const key = taxKey(line.taxRate, priceInclude);
  const reason = context.unavailableTaxes.get(key);
  if (reason !== undefined) {
    const facts = { taxRate: line.taxRate, priceInclude };
    return {
      failure: {
        code: 'orders.tax-unavailable',
        message: `"${line.name}" is taxed at ${line.taxRate} %: ${reason}`,
        facts,
      },
    };
  }
  needs.taxes.set(key, { rate: line.taxRate, priceInclude });
  return { needed: true };
}

function roundingRemark(remote: RemoteOrder, sums: DecomposedOrder): Remark[] {
  if (sums.rounding.isZero) return [];
  return [
    {
      level: 'success',
      code: 'orders.rounding-line',
      message: `Order ${remote.remoteId}: the store's own amounts differ from its total by ${sums.rounding.amount} ${remote.currency}; a rounding line carries it.`,
      facts: { rounding: sums.rounding.amount, currency: remote.currency },
    },
  ];
}

function firstOf<T>(map: ReadonlyMap<string, T>): T | undefined {
  return map.values().next().value;
}
