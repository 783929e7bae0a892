import type { RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import {
  anAddress,
  anImportContext,
  aRemoteLine,
  aRemoteOrder,
  aWorkflowRow,
  CARD,
  gbp,
  someRules,
  taxed,
} from '../testing/index.js';
import { noNeeds, type ImportContext } from './import-context.js';
import { planChange, type ChangePlan, type StandingOrder } from './plan-change.js';
import { planOrder } from './plan-order.js';

let counter = 0;
const newId = () => `id-${++counter}`;

/** Authorized orders wait for their money; captured ones are invoiced and paid. */
const context = anImportContext({
  rules: someRules({
    workflows: [
      aWorkflowRow(),
      aWorkflowRow({ id: 'waiting', paymentStatus: 'authorized', createsInvoice: false, registersPayment: false }),
      aWorkflowRow({
        id: 'not-yet',
        paymentStatus: 'held for review',
        confirmsOrder: false,
        createsInvoice: false,
        registersPayment: false,
      }),
    ],
    stages: new Map([['5', 'cancelled']]),
  }),
});

const authorized = aRemoteOrder({ gateway: 'Credit Card', paymentStatus: 'authorized' });
const captured: RemoteOrder = { ...authorized, paymentStatus: 'captured', modifiedAt: '2026-11-06T23:30:00.000Z' };

/** The books after the import of `remote`, as the change path reads them. */
function standing(remote: RemoteOrder, changed: Partial<StandingOrder['order']> = {}): StandingOrder {
  const result = planOrder(remote, context, noNeeds(), newId);
  if (!('plan' in result)) throw new Error(JSON.stringify(result));
  const { order, invoice, payments, deliveries } = result.plan;
  const paid = payments.reduce((sum, payment) => sum.plus(payment.amount), gbp('0'));
  return {
    order: {
      ...order,
      number: 'S00001',
      version: 3,
      source: { instanceId: 'instance', remoteId: remote.remoteId },
      attentionCode: null,
      ...changed,
    },
    lines: order.lines,
    deliveryContactId: order.deliveryContactId,
    goodsVariantIds: new Set(['variant']),
    invoices: invoice ? [{ id: invoice.id, open: invoice.gross.minus(paid) }] : [],
    deliveries: deliveries.map(({ id, state }) => ({ id, state })),
  };
}

function changeOf(remote: RemoteOrder, before: StandingOrder, rules: ImportContext = context): ChangePlan {
  const planned = planChange(remote, before, rules, newId);
  if (!('plan' in planned)) throw new Error(JSON.stringify(planned));
  return planned.plan;
}

describe('planChange', () => {
  it.each([
    ['authorized', authorized],
    ['captured', captured],
  ])('changes nothing when an order that is %s is read again', (_, remote) => {
    expect(planChange(remote, standing(remote), context, newId)).toEqual({ unchanged: true });
  });

  it('runs the row that now applies when the payment was captured later: invoice and payment, on the day it was seen', () => {
    const before = standing(authorized);
    const plan = changeOf(captured, before);
    expect(plan).toMatchObject({
      orderId: before.order.id,
      version: 3,
      sourcePaymentStatus: 'captured',
      confirms: false,
    });
    expect(plan.invoice?.gross.amount).toBe('12.0000');
    expect(plan.invoice?.lines.map((line) => line.orderLineId)).toEqual(before.lines.map((line) => line.id));
    expect(plan.payments.map(({ amount, journalId, paidOn }) => [amount.amount, journalId, paidOn])).toEqual([
      ['12.0000', CARD.journalId, '2026-11-06'],
    ]);
    expect(plan.deliveries).toEqual([]);
    expect(plan.remarks.map((remark) => remark.code)).toEqual(['orders.payment-status-changed']);
  });

  it('counts that day in the time zone of the instance', () => {
    const sydney = anImportContext({ rules: context.rules, instance: { timeZone: 'Australia/Sydney' } });
    expect(changeOf(captured, standing(authorized), sydney).payments[0]?.paidOn).toBe('2026-11-07');
  });

  it('confirms a quotation, and plans the deliveries it did not have', () => {
    const held = { ...authorized, paymentStatus: 'held for review' };
    const plan = changeOf(captured, standing(held));
    expect(plan.confirms).toBe(true);
    expect(plan.deliveries.map((delivery) => [delivery.state, delivery.lines.map((line) => line.quantity)])).toEqual([
      ['waiting', [1]],
    ]);
  });

  it('plans no delivery for goods that are no goods here', () => {
    const before = {
      ...standing({ ...authorized, paymentStatus: 'held for review' }),
      goodsVariantIds: new Set<string>(),
    };
    expect(changeOf(captured, before).deliveries).toEqual([]);
  });

  it('pays no more than what is open on the invoice, whatever was paid by hand', () => {
    const before = standing(captured);
    const [invoice] = before.invoices;
    const partly = { ...before, invoices: [{ id: invoice?.id ?? '', open: gbp('2.50') }] };
    const again = { ...captured, statusId: '10', statusLabel: 'Completed' };
    const plan = changeOf(again, partly);
    expect(plan.invoice).toBeNull();
    expect(plan.payments.map((payment) => payment.amount.amount)).toEqual(['2.5000']);
    expect(plan.payments[0]?.allocations).toEqual([{ invoiceId: invoice?.id, amount: gbp('2.50') }]);
  });

  it('cancels an order that was neither invoiced nor sent (B13)', () => {
    const plan = changeOf({ ...authorized, statusId: '5', statusLabel: 'Cancelled' }, standing(authorized));
    expect(plan).toMatchObject({ cancels: true, attention: null, invoice: null, payments: [] });
  });

  it.each<[string, (before: StandingOrder) => StandingOrder, string]>([
    ['invoiced', (before) => before, 'its invoice was posted'],
    ['sent', (before) => ({ ...before, invoices: [], deliveries: [{ id: 'd', state: 'done' }] }), 'goods left'],
  ])('asks a person about a cancelled order that was %s, and rewrites nothing', (_, turn, why) => {
    const plan = changeOf({ ...captured, statusId: '5', statusLabel: 'Cancelled' }, turn(standing(captured)));
    expect(plan).toMatchObject({ cancels: false, invoice: null, payments: [], deliveries: [] });
    expect(plan.attention).toMatchObject({ code: 'orders.cancelled-after-posting' });
    expect(plan.attention?.message).toContain(why);
  });

  it('leaves an order alone that a person cancelled here', () => {
    const plan = changeOf(captured, standing(authorized, { state: 'cancelled' }));
    expect(plan).toMatchObject({ confirms: false, invoice: null, payments: [], sourcePaymentStatus: 'captured' });
  });

  it('asks a person about an order edited in the store, once, and applies nothing to it until it is settled', () => {
    const before = standing(captured);
    const edited: RemoteOrder = {
      ...captured,
      lines: [aRemoteLine({ quantity: 2 })],
      totals: { ...captured.totals, subtotal: taxed('24', '20'), total: gbp('24'), totalTax: gbp('4') },
    };
    const plan = changeOf(edited, before);
    expect(plan.attention).toMatchObject({ code: 'orders.edited-in-store' });
    expect(plan.attention?.message).toContain('24.0000 GBP, here it is 12.0000');
    expect(plan).toMatchObject({ invoice: null, payments: [], deliveries: [] });

    const called = standing(captured, {
      sourceFingerprint: plan.sourceFingerprint,
      attentionCode: 'orders.edited-in-store',
    });
    expect(planChange(edited, called, context, newId)).toEqual({ unchanged: true });
    const unpaid = { ...called, invoices: [] };
    expect(changeOf({ ...edited, statusLabel: 'Packed' }, unpaid)).toMatchObject({
      sourceStatus: 'Packed',
      invoice: null,
      payments: [],
      attention: null,
    });
    const again: RemoteOrder = { ...edited, lines: [aRemoteLine({ quantity: 3 })] };
    expect(changeOf(again, called).attention).toMatchObject({ code: 'orders.edited-in-store' });
  });

  it('makes no invoice of a settled order that still says something else than the store', () => {
    const edited: RemoteOrder = {
      ...captured,
      lines: [aRemoteLine({ quantity: 2 })],
      totals: { ...captured.totals, subtotal: taxed('24', '20'), total: gbp('24'), totalTax: gbp('4') },
    };
    const { sourceFingerprint } = changeOf(edited, standing(authorized));
    const settled = standing(authorized, { sourceFingerprint });
    expect(planChange(edited, settled, context, newId)).toMatchObject({
      failure: {
        code: 'orders.totals-differ',
        message: expect.stringContaining('24.0000 GBP in the store and to 12.0000'),
      },
    });
    const mended = standing({ ...edited, paymentStatus: 'authorized' }, { sourceFingerprint });
    expect(changeOf(edited, mended).invoice?.gross.amount).toBe('24.0000');
  });

  it('asks only once about an order cancelled too late', () => {
    const off: RemoteOrder = { ...captured, statusId: '5', statusLabel: 'Cancelled' };
    const plan = changeOf(off, standing(captured));
    const called = standing(captured, {
      sourceStatus: plan.sourceStatus,
      sourceFingerprint: plan.sourceFingerprint,
      attentionCode: 'orders.cancelled-after-posting',
    });
    expect(planChange(off, called, context, newId)).toEqual({ unchanged: true });
  });

  it('follows a cancellation although the order was edited before it', () => {
    const turned: RemoteOrder = {
      ...authorized,
      statusId: '5',
      statusLabel: 'Cancelled',
      lines: [aRemoteLine({ quantity: 2 })],
      totals: { ...authorized.totals, subtotal: taxed('24', '20'), total: gbp('24'), totalTax: gbp('4') },
    };
    expect(changeOf(turned, standing(authorized))).toMatchObject({ cancels: true, attention: null });
  });

  it('goes on with an order whose address was corrected, and says so once', () => {
    const moved: RemoteOrder = { ...captured, billing: anAddress({ street1: '10 Shore Place' }) };
    const before = standing(authorized);
    const plan = changeOf(moved, before);
    expect(plan.invoice?.gross.amount).toBe('12.0000');
    expect(plan.attention).toBeNull();
    expect(plan.remarks.map((remark) => remark.code)).toContain('orders.address-changed-in-store');
    const after = standing(captured, { sourceFingerprint: plan.sourceFingerprint });
    expect(planChange(moved, after, context, newId)).toEqual({ unchanged: true });
  });

  it('says that pieces were shipped in the store, once', () => {
    const shipped: RemoteOrder = { ...captured, lines: [aRemoteLine({ quantityShipped: 1 })], itemsShipped: 1 };
    const before = standing(captured);
    const plan = changeOf(shipped, before);
    expect(plan.remarks.map((remark) => remark.code)).toEqual(['orders.shipped-or-refunded-in-store']);
    const after = { ...before, order: { ...before.order, sourceFingerprint: plan.sourceFingerprint } };
    expect(planChange(shipped, after, context, newId)).toEqual({ unchanged: true });
  });

  it('asks for a gateway it has never seen', () => {
    expect(planChange({ ...captured, gateway: 'Cash' }, standing(captured), context, newId)).toEqual({ needed: true });
  });

  it('fails with a sentence when the amounts no longer add up', () => {
    const before = standing(captured);
    const planned = planChange(
      { ...captured, totals: { ...captured.totals, storeCredit: gbp('99') } },
      { ...before, invoices: [] },
      context,
      newId,
    );
    expect(planned).toMatchObject({ failure: { code: 'orders.tenders-exceed-total' } });
  });
});
