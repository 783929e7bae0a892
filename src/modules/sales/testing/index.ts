import { Money, newId } from '../../../shared-kernel/index.js';
import type { SaleOrderDraft, SaleOrderLineDraft } from '../contract/index.js';

const usd = (amount: string): Money => Money.of(amount, 'USD');

/** Two mugs at 10.00 before 10 % tax. */
export function anOrderLine(over: Partial<SaleOrderLineDraft> = {}): SaleOrderLineDraft {
  return {
    id: newId(),
    position: 1,
    kind: 'goods',
    variantId: newId(),
    sourceLineId: null,
    name: 'Mug',
    sku: 'MUG',
    quantity: 2,
    unitPrice: usd('10'),
    discount: usd('0'),
    net: usd('20'),
    tax: usd('2'),
    gross: usd('22'),
    taxId: null,
    taxRate: '10.0000',
    ...over,
  };
}

/** 20.00 + 2.00 tax = 22.00 USD, of a company of its own. */
export function anOrder(over: Partial<SaleOrderDraft> = {}): SaleOrderDraft {
  return {
    id: newId(),
    number: null,
    source: null,
    companyId: newId(),
    contactId: newId(),
    deliveryContactId: null,
    priceListId: null,
    warehouseId: newId(),
    currency: 'USD',
    state: 'confirmed',
    orderedAt: '2026-11-20T09:00:00.000Z',
    net: usd('20'),
    tax: usd('2'),
    gross: usd('22'),
    pricesIncludeTax: false,
    sourceStatus: null,
    sourcePaymentStatus: null,
    sourceGateway: null,
    sourceFingerprint: null,
    sourceModifiedAt: null,
    note: '',
    lines: [anOrderLine()],
    ...over,
  };
}
