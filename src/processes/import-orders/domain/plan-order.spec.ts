import { gatewayCode, type RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import {
  aGiftCertificateLine,
  anAddress,
  anImportContext,
  aRemoteConsignment,
  aRemoteLine,
  aRemoteOrder,
  aVariant,
  aWorkflowRow,
  CARD,
  gbp,
  someRules,
  taxed,
} from '../testing/index.js';
import { noNeeds, type ImportContext } from './import-context.js';
import { planOrder, type OrderPlan } from './plan-order.js';

const captured = { gateway: 'Credit Card', paymentStatus: 'captured' };

let counter = 0;
const newId = () => `id-${++counter}`;

function planned(order: RemoteOrder, context: ImportContext = anImportContext()): OrderPlan {
  const result = planOrder(order, context, noNeeds(), newId);
  if (!('plan' in result)) throw new Error(JSON.stringify(result));
  return result.plan;
}

function failureOf(order: RemoteOrder, context: ImportContext = anImportContext()): { code: string; message: string } {
  const result = planOrder(order, context, noNeeds(), newId);
  if (!('failure' in result)) throw new Error('The order was planned.');
  return result.failure;
}

describe('planOrder', () => {
  it('makes a confirmed order, a waiting delivery, an invoice and a payment of what the shopper paid (A11.10)', () => {
    const plan = planned(aRemoteOrder(captured));
    expect(plan.order.state).toBe('confirmed');
    expect(plan.deliveries.map((delivery) => delivery.state)).toEqual(['waiting']);
    expect(plan.invoice?.gross.amount).toBe(plan.order.gross.amount);
    expect(plan.payments.map((payment) => payment.amount.amount)).toEqual([plan.order.gross.amount]);
    expect(plan.payments[0]?.allocations).toEqual([{ invoiceId: plan.invoice?.id, amount: plan.order.gross }]);
    expect(plan.payments[0]?.journalId).toBe(CARD.journalId);
  });

  it('leaves a quotation and says which workflow row is missing, ready to be posted (A11.13, Z9)', () => {
    const plan = planned(aRemoteOrder({ ...captured, paymentStatus: 'held for review' }));
    expect(plan.order.state).toBe('quotation');
    expect([plan.deliveries, plan.invoice, plan.payments]).toEqual([[], null, []]);
    expect(plan.remarks).toMatchObject([
      {
        level: 'error',
        code: 'orders.workflow-missing',
        facts: { configureWorkflow: { body: { gatewayId: CARD.id, paymentStatus: 'held for review' } } },
      },
    ]);
  });

  it('asks for a gateway it has never seen instead of failing (A11.12)', () => {
    const needs = noNeeds();
    const order = aRemoteOrder({ ...captured, gateway: '  Pay   Later ' });
    expect(planOrder(order, anImportContext(), needs, newId)).toEqual({ needed: true });
    expect([...needs.gateways.values()]).toEqual([{ code: 'pay later', name: 'Pay Later' }]);
    expect(gatewayCode('')).toBe('none');
  });

  it('prefers the row of the gateway to the row for any gateway (A11.8)', () => {
    const any = aWorkflowRow({ id: 'any', gatewayId: null, createsInvoice: false, registersPayment: false });
    const own = planned(
      aRemoteOrder(captured),
      anImportContext({ rules: someRules({ workflows: [any, aWorkflowRow()] }) }),
    );
    expect(own.invoice).not.toBeNull();
    const fallen = planned(aRemoteOrder(captured), anImportContext({ rules: someRules({ workflows: [any] }) }));
    expect([fallen.order.state, fallen.invoice]).toEqual(['confirmed', null]);
  });

  it('takes store credit and gift certificates as payments, the rest from the gateway (A13.1)', () => {
    const order = aRemoteOrder({ ...captured, totals: { storeCredit: gbp('2'), giftCertificates: gbp('3') } });
    const plan = planned(order);
    const rest = order.totals.total.minus(gbp('5')).amount;
    expect(Object.fromEntries(plan.payments.map((payment) => [payment.kind, payment.amount.amount]))).toEqual({
      gateway: rest,
      'store-credit': '2.0000',
      'gift-certificate': '3.0000',
    });
    expect(new Set(plan.payments.map((payment) => payment.sourceKey)).size).toBe(3);
  });

  it('makes one delivery for each shipping address, each to its own contact (A16.2, A20.5)', () => {
    const other = anAddress({ firstName: 'Rui', street1: '2 Hill Street' });
    const plan = planned(
      aRemoteOrder({
        ...captured,
        lines: [aRemoteLine(), aRemoteLine({ remoteId: '2', consignmentRemoteId: '2991' })],
        consignments: [aRemoteConsignment(), aRemoteConsignment({ remoteId: '2991', address: other })],
      }),
    );
    expect(plan.deliveries).toHaveLength(2);
    expect(new Set(plan.deliveries.map((delivery) => delivery.contactId)).size).toBe(2);
    expect(plan.contacts.map((contact) => contact.kind).sort()).toEqual(['delivery', 'person']);
    expect(plan.contacts.find((contact) => contact.kind === 'delivery')?.parentId).toBe(plan.order.contactId);
  });

  it('splits a partly shipped consignment into what left and what waits (A16.1)', () => {
    const plan = planned(aRemoteOrder({ ...captured, lines: [aRemoteLine({ quantity: 5, quantityShipped: 2 })] }));
    expect(plan.deliveries.map((delivery) => [delivery.state, delivery.lines.map((line) => line.quantity)])).toEqual([
      ['done', [2]],
      ['waiting', [3]],
    ]);
  });

  it('does not send what was refunded before it shipped', () => {
    const plan = planned(
      aRemoteOrder({ ...captured, lines: [aRemoteLine({ quantity: 5, quantityShipped: 2, quantityRefunded: 1 })] }),
    );
    expect(plan.deliveries.map((delivery) => delivery.lines.map((line) => line.quantity))).toEqual([[2], [2]]);
  });

  it('invoices digital lines and never delivers them', () => {
    const plan = planned(
      aRemoteOrder({ ...captured, lines: [aRemoteLine({ kind: 'digital', consignmentRemoteId: null })] }),
    );
    expect(plan.deliveries).toEqual([]);
    expect(plan.invoice?.lines.some((line) => line.kind === 'goods')).toBe(true);
  });

  it('fails an order with a gift certificate while the fallback product is missing, and names the setting (A14.1, A14.3)', () => {
    const order = aRemoteOrder({ ...captured, lines: [aGiftCertificateLine()], consignments: [] });
    expect(failureOf(order)).toMatchObject({
      code: 'orders.gift-certificate-product-missing',
      message: expect.stringContaining('Gift Certificate Product') as string,
    });
    const plan = planned(order, anImportContext({ instance: { giftCertificateVariantId: 'fallback' } }));
    expect(plan.invoice?.lines.map((line) => [line.kind, line.variantId])).toEqual([['gift-certificate', 'fallback']]);
  });

  it('sells a custom item as the custom product under its own name (A14.2)', () => {
    const order = aRemoteOrder({
      ...captured,
      lines: [aRemoteLine({ productRemoteId: null, variantRemoteId: null, name: 'Engraving' })],
    });
    expect(failureOf(order).code).toBe('orders.custom-product-missing');
    const plan = planned(order, anImportContext({ instance: { customVariantId: 'fallback' } }));
    expect(plan.order.lines[0]).toMatchObject({ variantId: 'fallback', name: 'Engraving' });
  });

  it('asks for products it does not know, and fails with the reason once they cannot be had (A3.11, A4.10)', () => {
    const needs = noNeeds();
    const order = aRemoteOrder({
      ...captured,
      lines: [aRemoteLine({ productRemoteId: '9', variantRemoteId: '90', sku: 'X-1' })],
    });
    const unknown = anImportContext({ variantsOfItems: new Map() });
    expect(planOrder(order, unknown, needs, newId)).toEqual({ needed: true });
    expect([...(needs.products.get('9')?.variants ?? [])]).toEqual([['90', { sku: 'X-1', name: 'Harbour Desk Lamp' }]]);
    const gone = anImportContext({
      variantsOfItems: new Map(),
      unavailableProducts: new Map([['9', 'creation is off.']]),
    });
    expect(failureOf(order, gone).message).toContain('X-1');
  });

  it('asks for a tax that nobody has yet, and fails with the reason when it cannot be used (A12.3)', () => {
    const needs = noNeeds();
    const none = anImportContext({ taxes: [] });
    expect(planOrder(aRemoteOrder(captured), none, needs, newId)).toEqual({ needed: true });
    const [[key, wanted]] = [...needs.taxes] as [[string, object]];
    expect(wanted).toEqual({ rate: '20.0000', priceInclude: true });
    const off = anImportContext({ taxes: [], unavailableTaxes: new Map([[key, 'the tax "VAT" is switched off.']]) });
    expect(failureOf(aRemoteOrder(captured), off)).toMatchObject({
      code: 'orders.tax-unavailable',
      message: expect.stringContaining('the tax "VAT" is switched off.'),
    });
  });

  it('picks the price list by the ladder: mapping, its currency, the instance, the order currency (B19, A21.1)', () => {
    const priceLists = [
      { id: 'gbp', name: 'GBP', currency: 'GBP', isDefault: false },
      { id: 'own', name: 'Own', currency: 'GBP', isDefault: false },
      { id: 'eur', name: 'EUR', currency: 'EUR', isDefault: false },
    ];
    const mapping = { gatewayId: CARD.id, journalId: null, priceListId: null, currency: null, isDefault: false };
    const chosen = (paymentMapping: object, priceListId: string | null) =>
      planned(
        aRemoteOrder(captured),
        anImportContext({
          priceLists,
          instance: { priceListId },
          rules: someRules({ paymentMappings: [{ ...mapping, ...paymentMapping }] }),
        }),
      ).order.priceListId;
    expect(chosen({ priceListId: 'pinned' }, 'own')).toBe('pinned');
    expect(chosen({ currency: 'EUR' }, 'own')).toBe('eur');
    expect(chosen({}, 'own')).toBe('own');
    expect(chosen({}, null)).toBe('gbp');
    const needs = noNeeds();
    expect(planOrder(aRemoteOrder(captured), anImportContext({ priceLists: [] }), needs, newId)).toEqual({
      needed: true,
    });
    expect([...needs.priceListCurrencies]).toEqual(['GBP']);
  });

  it('uses the payment mapping of the gateway, else the default one, else the gateway journal (B18)', () => {
    const row = { gatewayId: null, journalId: 'default', priceListId: null, currency: null, isDefault: true };
    const journal = (paymentMappings: (typeof row | (Omit<typeof row, 'gatewayId'> & { gatewayId: string }))[]) =>
      planned(aRemoteOrder(captured), anImportContext({ rules: someRules({ paymentMappings }) })).payments[0]
        ?.journalId;
    expect(journal([])).toBe(CARD.journalId);
    expect(journal([row])).toBe('default');
    expect(journal([row, { ...row, gatewayId: CARD.id, journalId: 'card', isDefault: false }])).toBe('card');
  });

  it('gives an order without any customer data to the default customer (A20.7), others a contact of their own', () => {
    const nobody = anAddress({
      firstName: '',
      lastName: '',
      company: '',
      street1: '',
      street2: '',
      city: '',
      state: '',
      postalCode: '',
      countryCode: '',
      phone: '',
      email: '',
    });
    const order = aRemoteOrder({
      ...captured,
      billing: nobody,
      consignments: [aRemoteConsignment({ address: nobody })],
    });
    const plan = planned(order, anImportContext({ instance: { defaultContactId: 'default-customer' } }));
    expect([plan.order.contactId, plan.contacts]).toEqual(['default-customer', []]);
    expect(planned(order).contacts.map((contact) => contact.name)).toEqual(['Guest customer']);
  });

  it('takes an order whose country code is none, and leaves the country open', () => {
    const countries = ['gb', 'UKX', ''].map((countryCode) => {
      const billing = anAddress({ countryCode });
      const order = aRemoteOrder({ ...captured, billing, consignments: [aRemoteConsignment({ address: billing })] });
      return planned(order).contacts[0]?.countryCode;
    });
    expect(countries).toEqual(['GB', '', '']);
  });

  it('puts the person under the company when the instance says so and the address has one (A20.4)', () => {
    const order = aRemoteOrder({ ...captured, billing: anAddress({ company: 'Harbour Ltd' }) });
    expect(planned(order).contacts.filter((contact) => contact.kind === 'company')).toEqual([]);
    const { contacts } = planned(order, anImportContext({ instance: { createCompanyContact: true } }));
    const company = contacts.find((contact) => contact.kind === 'company');
    expect(company?.name).toBe('Harbour Ltd');
    expect(contacts.find((contact) => contact.kind === 'person')?.parentId).toBe(company?.id);
  });

  it('keeps a cancelled order without documents (B13)', () => {
    const order = aRemoteOrder({ ...captured, statusId: '5' });
    const plan = planned(order, anImportContext({ rules: someRules({ stages: new Map([['5', 'cancelled']]) }) }));
    expect([plan.order.state, plan.invoice, plan.deliveries]).toEqual(['cancelled', null, []]);
  });

  it('fixes the rate of the order on its documents, and fails with what to do when there is none', () => {
    const line = aRemoteLine({
      unitPrice: taxed('12', '10', 'EUR'),
      total: taxed('12', '10', 'EUR'),
      wrapping: taxed('0', '0', 'EUR'),
    });
    const zero = taxed('0', '0', 'EUR');
    const consignments = [aRemoteConsignment({ shipping: zero, handling: zero })];
    const order = aRemoteOrder({
      ...captured,
      currency: 'EUR',
      storeCurrency: 'GBP',
      storeToOrderRate: '1.1500000000',
      lines: [line],
      consignments,
    });
    const priceLists = [{ id: 'eur', name: 'EUR', currency: 'EUR', isDefault: false }];
    expect(planned(order, anImportContext({ priceLists })).invoice?.rate).toBe('1.1500000000');
    const usd = anImportContext({ priceLists, instance: { companyCurrency: 'USD' } });
    expect(failureOf(order, usd).code).toBe('orders.exchange-rate-missing');
    expect(planned(order, { ...usd, companyRates: new Map([['EUR', '0.9200000000']]) }).invoice?.rate).toBe(
      '0.9200000000',
    );
  });

  it('dates documents by the calendar of the store', () => {
    const order = aRemoteOrder({ ...captured, createdAt: '2026-01-01T03:30:00.000Z' });
    expect(planned(order, anImportContext({ instance: { timeZone: 'America/New_York' } })).invoice?.invoicedOn).toBe(
      '2025-12-31',
    );
  });

  it('sends pickups from the location the customer picked (A9.2)', () => {
    const locations = new Map([
      ['1', { remoteId: '1', isDefault: true, warehouseId: 'main', stockLocationId: 'main-stock' }],
      ['7', { remoteId: '7', isDefault: false, warehouseId: 'shop', stockLocationId: 'shop-stock' }],
    ]);
    const pickup = aRemoteConsignment({ kind: 'pickup', address: null, locationRemoteId: '7' });
    const plan = planned(
      aRemoteOrder({ ...captured, consignments: [pickup] }),
      anImportContext({ rules: someRules({ locations }) }),
    );
    expect(plan.deliveries[0]).toMatchObject({ warehouseId: 'shop', locationId: 'shop-stock' });
    expect(
      planned(aRemoteOrder(captured), anImportContext({ rules: someRules({ locations }) })).deliveries[0]?.warehouseId,
    ).toBe('main');
  });

  it('leaves service products out of deliveries', () => {
    const services = new Map([['905', aVariant({ kind: 'service' })]]);
    const line = aRemoteLine({ variantRemoteId: '905' });
    expect(
      planned(aRemoteOrder({ ...captured, lines: [line] }), anImportContext({ variantsOfItems: services })).deliveries,
    ).toEqual([]);
  });
});
