import type { Role } from '../../src/modules/access/index.js';
import { Desk, until } from './back-office-desk.js';
import { wholeHub, type WholeHub } from './whole-hub.js';

export interface Order {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly note: string;
}

export interface Delivery {
  readonly id: string;
  readonly state: string;
}

export const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Two mugs at 10.00 before 10 % tax: 22.00. */
export const aLine = (variantId: string | null, over: object = {}) => ({
  variantId,
  name: 'Enamel mug',
  quantity: 2,
  unitPrice: usd('10'),
  taxRate: '10',
  ...over,
});

/** A small merchant's hub as it is after its first start, with a customer, and what its people do again and again. */
export class Shop {
  private sequence = 0;

  private constructor(
    private readonly hub: WholeHub,
    readonly desks: Readonly<Record<Role, Desk>>,
    readonly companyId: string,
    readonly warehouseId: string,
    private readonly locationId: string,
    private readonly bankId: string,
    readonly contactId: string,
  ) {}

  static async open(): Promise<Shop> {
    const hub = await wholeHub('web,worker');
    const keys = Object.entries(await hub.keys()).map(([role, key]) => [role, new Desk(hub.app, key)]);
    const desks = Object.fromEntries(keys) as Record<Role, Desk>;
    const { operator, accountant } = desks;
    const company = await accountant.only<{ id: string }>('companies');
    const warehouse = await operator.only<{ id: string }>('warehouses');
    const location = await operator.only<{ id: string }>(`stock-locations?warehouseId=${warehouse.id}`);
    const journals = await accountant.list<{ id: string; kind: string }>('journals');
    const bank = journals.find(({ kind }) => kind === 'bank')?.id ?? '';
    const contact = await operator.post<{ id: string }>('contacts', { kind: 'person', name: 'Ada Lovelace' });
    return new Shop(hub, desks, company.id, warehouse.id, location.id, bank, contact.id);
  }

  get clerk(): Desk {
    return this.desks.operator;
  }

  get bookkeeper(): Desk {
    return this.desks.accountant;
  }

  /** What its log says must not have happened. */
  get errors(): readonly string[] {
    return this.hub.errors;
  }

  close(): Promise<void> {
    return this.hub.close();
  }

  /** A product of one variant, so many pieces of which were counted. */
  async variant(onHand: number): Promise<string> {
    const sku = `SKU-${++this.sequence}`;
    const product = await this.clerk.post<{ variants: { id: string }[] }>('products', {
      name: sku,
      variants: [{ sku }],
    });
    const variantId = product.variants[0]?.id ?? '';
    if (onHand > 0) await this.adjust('count', variantId, onHand);
    return variantId;
  }

  async adjust(mode: 'count' | 'change', variantId: string, quantity: number): Promise<void> {
    const draft = { locationId: this.locationId, mode, lines: [{ variantId, quantity }] };
    const { id } = await this.clerk.post<{ id: string }>('adjustments', draft);
    await this.clerk.post(`adjustments/${id}/validate`);
  }

  order(lines: readonly object[], over: object = {}): object {
    const { companyId, contactId, warehouseId } = this;
    return { companyId, contactId, warehouseId, currency: 'USD', lines, ...over };
  }

  quote(lines: readonly object[], over: object = {}): Promise<Order> {
    return this.clerk.post('sale-orders', this.order(lines, over));
  }

  async confirmed(lines: readonly object[]): Promise<Order> {
    const { id } = await this.quote(lines);
    return this.clerk.post(`sale-orders/${id}/confirm`);
  }

  /** The delivery of an order once it is there and in that state. */
  deliveryOf(orderId: string, state: string): Promise<Delivery> {
    return until(async () => (await this.clerk.list<Delivery>(`deliveries?orderId=${orderId}&state=${state}`))[0]);
  }

  /** On hand and reserved. */
  async stockOf(variantId: string): Promise<[onHand: number, reserved: number]> {
    const level = await this.clerk.only<{ onHand: number; reserved: number }>(`stock-levels?variantId=${variantId}`);
    return [level.onHand, level.reserved];
  }

  async timelineOf(orderId: string): Promise<string[]> {
    return (await this.clerk.list<{ code: string }>(`sale-orders/${orderId}/timeline`)).map(({ code }) => code);
  }

  payment(amount: string): object {
    return { journalId: this.bankId, amount: usd(amount), paidOn: '2026-11-20', reference: 'Wire' };
  }
}
