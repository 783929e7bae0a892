import { invoiceOfOrder, type InvoiceDraft, type PaymentDraft } from '../../../modules/accounting/contract/index.js';
import type { DeliveryDraft } from '../../../modules/inventory/contract/index.js';
import type { RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import type { KnownOrder, SaleOrderLineDraft } from '../../../modules/sales/contract/index.js';
import { calendarDay, Money } from '../../../shared-kernel/index.js';
import { companyRate } from './company-rate.js';
import { decideSteps, type Remark, type Steps } from './decide-steps.js';
import { decomposeOrder } from './decompose-order.js';
import { fingerprintOf, fingerprintText, parseFingerprint } from './fingerprint.js';
import type { ImportContext } from './import-context.js';
import { planDeliveries } from './plan-deliveries.js';
import { planPayments } from './plan-documents.js';
import { paymentReference } from './plan-order.js';
import type { LineFailure } from './resolve-line.js';

/** Why a person is called to an order. Neither is called twice for the same; both stay until somebody settles them. */
const EDITED = 'orders.edited-in-store';
const CANCELLED_LATE = 'orders.cancelled-after-posting';

/** An order already in the books, with what hangs on it. */
export interface StandingOrder {
  readonly order: KnownOrder;
  readonly lines: readonly SaleOrderLineDraft[];
  readonly deliveryContactId: string | null;
  readonly goodsVariantIds: ReadonlySet<string>;
  readonly invoices: readonly { readonly id: string; readonly open: Money }[];
  readonly deliveries: readonly { readonly id: string; readonly state: string }[];
}

/** What the store's newer state calls for; null fields change nothing. Posted documents are never rewritten. */
export interface ChangePlan {
  readonly orderId: string;
  readonly version: number;
  readonly sourceStatus: string;
  readonly sourcePaymentStatus: string;
  readonly sourceGateway: string;
  readonly sourceFingerprint: string;
  readonly sourceModifiedAt: string;
  readonly confirms: boolean;
  readonly cancels: boolean;
  readonly deliveries: readonly DeliveryDraft[];
  readonly invoice: InvoiceDraft | null;
  readonly payments: readonly PaymentDraft[];
  /** A contradiction that a person has to look at. */
  readonly attention: { readonly code: string; readonly message: string } | null;
  readonly remarks: readonly Remark[];
}

export type PlannedChange =
  | { readonly plan: ChangePlan }
  | { readonly failure: LineFailure }
  | { readonly unchanged: true }
  | { readonly needed: true };

/** The change path (design.md §4): the same state twice changes nothing. */
export function planChange(
  remote: RemoteOrder,
  standing: StandingOrder,
  context: ImportContext,
  newId: () => string,
): PlannedChange {
  const { order } = standing;
  const now = fingerprintOf(remote);
  const before = parseFingerprint(order.sourceFingerprint) ?? now;
  const steps = decideSteps(remote, context);
  if (!steps) return { needed: true };
  const base: ChangePlan = {
    orderId: order.id,
    version: order.version,
    sourceStatus: remote.statusLabel,
    sourcePaymentStatus: remote.paymentStatus,
    sourceGateway: remote.gateway,
    sourceFingerprint: fingerprintText(now),
    sourceModifiedAt: remote.modifiedAt,
    confirms: false,
    cancels: false,
    deliveries: [],
    invoice: null,
    payments: [],
    attention: null,
    remarks: [
      ...statusRemarks(remote, order),
      ...progressRemarks(remote, before.progress, now.progress),
      ...placeRemarks(remote, before.places, now.places),
    ],
  };
  // An order that is off is off, whatever else was changed on it before.
  if (steps.state === 'cancelled') return settled(cancelled(base, remote, standing), order);
  if (before.content !== now.content) return { plan: edited(base, remote, order) };
  // Its documents and the store tell of different goods: nothing is applied until a person has settled it.
  if (order.attentionCode === EDITED) return settled(base, order);
  const planned = applySteps(base, remote, standing, context, steps, newId);
  if ('failure' in planned) return planned;
  return settled(planned.plan, order);
}

function settled(plan: ChangePlan, order: KnownOrder): PlannedChange {
  return isUnchanged(plan, order) ? { unchanged: true } : { plan };
}

function applySteps(
  base: ChangePlan,
  remote: RemoteOrder,
  standing: StandingOrder,
  context: ImportContext,
  steps: Steps,
  newId: () => string,
): { readonly plan: ChangePlan } | { readonly failure: LineFailure } {
  const { order } = standing;
  if (order.state === 'cancelled') return { plan: base };
  const rate = companyRate(remote, context);
  if (typeof rate !== 'string') return { failure: rate };
  const sums = decomposeOrder(remote);
  if (!sums.ok) return { failure: { code: sums.code, message: sums.message, facts: sums.facts } };

  const mustInvoice = steps.createsInvoice && standing.invoices.length === 0;
  if (mustInvoice && !comesTo(standing.lines, sums)) return { failure: totalsDiffer(remote, standing) };
  const confirms = order.state === 'quotation' && steps.state === 'confirmed';
  const day = calendarDay(remote.createdAt, context.instance.timeZone);
  const invoiceable = { ...order, net: sums.net, tax: sums.tax, gross: sums.gross, lines: standing.lines };
  const invoice = mustInvoice
    ? invoiceOfOrder(invoiceable, { rate, day, termDays: steps.paymentTermDays }, newId)
    : null;
  return {
    plan: {
      ...base,
      confirms,
      deliveries: confirms ? deliveriesOf(remote, standing, context, steps, newId) : [],
      invoice,
      payments: steps.registersPayment
        ? paymentsOf(remote, standing, invoice, rate, sums.tenders, steps, context, newId)
        : [],
      remarks: [...base.remarks, ...(order.sourcePaymentStatus === remote.paymentStatus ? [] : steps.remarks)],
    },
  };
}

function comesTo(lines: readonly SaleOrderLineDraft[], sums: { readonly gross: Money; readonly tax: Money }): boolean {
  const sum = (amounts: readonly Money[]) => Money.sum(amounts, sums.gross.currency);
  return sum(lines.map((line) => line.gross)).equals(sums.gross) && sum(lines.map((line) => line.tax)).equals(sums.tax);
}

/** Settled while the order still says something else than the store: an invoice of either would contradict the other. */
function totalsDiffer(remote: RemoteOrder, { order }: StandingOrder): LineFailure {
  return {
    code: 'orders.totals-differ',
    message: `Order ${remote.remoteId} comes to ${remote.totals.total.amount} ${remote.currency} in the store and to ${order.gross.amount} here (${order.number}), or their taxes differ, so no invoice can be made. Change the lines here until both agree, then press Retry.`,
    facts: { number: order.number, storeTotal: remote.totals.total.amount, gross: order.gross.amount },
  };
}

function deliveriesOf(
  remote: RemoteOrder,
  standing: StandingOrder,
  context: ImportContext,
  steps: Steps,
  newId: () => string,
): DeliveryDraft[] {
  const own = new Map(standing.lines.map((line) => [line.sourceLineId, line]));
  const deliverable = remote.lines.flatMap((source) => {
    const line = own.get(source.remoteId);
    if (source.kind !== 'physical' || source.consignmentRemoteId === null || !line?.variantId) return [];
    if (!standing.goodsVariantIds.has(line.variantId)) return [];
    return [
      {
        orderLineId: line.id,
        variantId: line.variantId,
        name: line.name,
        consignmentRemoteId: source.consignmentRemoteId,
        quantity: source.quantity,
        shipped: source.quantityShipped,
        refunded: source.quantityRefunded,
      },
    ];
  });
  const contact = standing.deliveryContactId ?? standing.order.contactId;
  return planDeliveries(remote, standing.order.id, deliverable, () => contact, context, steps.validatesDelivery, newId);
}

/** Tenders not registered yet, against what is still open on the invoice. */
function paymentsOf(
  remote: RemoteOrder,
  standing: StandingOrder,
  invoice: InvoiceDraft | null,
  rate: string,
  tenders: Parameters<typeof planPayments>[1],
  steps: Steps,
  context: ImportContext,
  newId: () => string,
): PaymentDraft[] {
  // The day the money was seen, which for a payment captured later is the day of the change.
  const day = calendarDay(remote.modifiedAt, context.instance.timeZone);
  if (invoice) return planPayments(invoice, tenders, steps, day, paymentReference(remote), newId);
  const [open] = standing.invoices.filter((candidate) => candidate.open.isPositive);
  if (!open) return [];
  const { id: orderId, companyId, contactId, currency } = standing.order;
  let left = open.open;
  const within = tenders.map((tender) => {
    const amount = tender.amount.min(left);
    left = left.minus(amount);
    return { ...tender, amount };
  });
  return planPayments(
    { id: open.id, orderId, companyId, contactId, currency, rate },
    within.filter((tender) => tender.amount.isPositive),
    steps,
    day,
    paymentReference(remote),
    newId,
  );
}

function cancelled(base: ChangePlan, remote: RemoteOrder, standing: StandingOrder): ChangePlan {
  if (standing.order.state === 'cancelled') return base;
  const shipped = standing.deliveries.some((delivery) => delivery.state === 'done');
  if (standing.invoices.length === 0 && !shipped) return { ...base, cancels: true };
  if (standing.order.attentionCode === CANCELLED_LATE) return base;
  return attend(
    base,
    CANCELLED_LATE,
    `The store cancelled order ${remote.remoteId} after ${shipped ? 'goods left' : 'its invoice was posted'}. Nothing was rewritten: reverse the invoice with a credit note${shipped ? ' and take the goods back' : ''}, then cancel and settle the order.`,
  );
}

function edited(base: ChangePlan, remote: RemoteOrder, order: KnownOrder): ChangePlan {
  return attend(
    base,
    EDITED,
    `Order ${remote.remoteId} was edited in the store after it was imported as ${order.number} (the store's total is now ${remote.totals.total.amount} ${remote.currency}, here it is ${order.gross.amount}). Nothing was rewritten, and nothing more is applied to it: compare both, mend the difference by hand, then settle the order.`,
  );
}

function attend(base: ChangePlan, code: string, message: string): ChangePlan {
  return {
    ...base,
    attention: { code, message },
    remarks: [...base.remarks, { level: 'error', code, message, facts: {} }],
  };
}

function statusRemarks(remote: RemoteOrder, order: KnownOrder): Remark[] {
  const changes = [
    ['status', order.sourceStatus, remote.statusLabel],
    ['payment status', order.sourcePaymentStatus, remote.paymentStatus],
  ] as const;
  return changes
    .filter(([, before, now]) => before !== now)
    .map(([what, before, now]) => ({
      level: 'success',
      code: `orders.${what.replace(' ', '-')}-changed`,
      message: `Order ${remote.remoteId}: the store changed its ${what} from "${before ?? ''}" to "${now}".`,
      facts: { before, now },
    }));
}

/** Shipments and refunds made in the store are not followed yet: said, never lost. */
function progressRemarks(remote: RemoteOrder, before: string, now: string): Remark[] {
  if (before === now) return [];
  return [
    {
      level: 'error',
      code: 'orders.shipped-or-refunded-in-store',
      message: `Order ${remote.remoteId}: pieces were shipped or refunded in the store after the import. Update its deliveries and credit notes here by hand.`,
      facts: { before, now },
    },
  ];
}

/** Documents keep the address they were made with; whoever has not sent the parcel yet wants to know. */
function placeRemarks(remote: RemoteOrder, before: string, now: string): Remark[] {
  if (before === now) return [];
  return [
    {
      level: 'error',
      code: 'orders.address-changed-in-store',
      message: `Order ${remote.remoteId}: an address was changed in the store after the import. Compare it with the contacts of the order and of its open deliveries.`,
      facts: {},
    },
  ];
}

function isUnchanged(plan: ChangePlan, order: KnownOrder): boolean {
  return (
    plan.sourceStatus === order.sourceStatus &&
    plan.sourcePaymentStatus === order.sourcePaymentStatus &&
    plan.sourceGateway === order.sourceGateway &&
    plan.sourceFingerprint === order.sourceFingerprint &&
    !plan.confirms &&
    !plan.cancels &&
    plan.invoice === null &&
    plan.payments.length === 0 &&
    plan.attention === null
  );
}
