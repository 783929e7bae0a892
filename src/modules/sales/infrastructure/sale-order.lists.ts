import { defineList } from '../../../platform/http/index.js';
import type { MoneyText } from '../../../shared-kernel/index.js';
import { ORDER_STATES, type OrderState } from '../domain/order-state.js';

export interface SaleOrderView {
  readonly id: string;
  readonly number: string;
  readonly state: OrderState;
  readonly companyId: string;
  readonly contactId: string;
  readonly deliveryContactId: string | null;
  readonly priceListId: string | null;
  readonly warehouseId: string;
  readonly orderedAt: string;
  readonly net: MoneyText;
  readonly tax: MoneyText;
  readonly gross: MoneyText;
  readonly pricesIncludeTax: boolean;
  readonly instanceId: string | null;
  readonly remoteId: string | null;
  readonly sourceStatus: string | null;
  readonly sourcePaymentStatus: string | null;
  readonly sourceGateway: string | null;
  readonly sourceModifiedAt: string | null;
  readonly note: string;
  /** Set together: why somebody must look at the order. */
  readonly attentionCode: string | null;
  readonly attention: string | null;
  readonly cancelReason: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const saleOrderList = defineList<SaleOrderView>({
  name: 'sale-orders',
  from: 'sales.sale_order o',
  columns: {
    id: 'o.id',
    number: 'o.number',
    state: 'o.state',
    companyId: 'o.company_id',
    contactId: 'o.contact_id',
    deliveryContactId: 'o.delivery_contact_id',
    priceListId: 'o.price_list_id',
    warehouseId: 'o.warehouse_id',
    orderedAt: { instant: 'o.ordered_at' },
    net: { money: ['o.net', 'o.currency'] },
    tax: { money: ['o.tax', 'o.currency'] },
    gross: { money: ['o.gross', 'o.currency'] },
    pricesIncludeTax: 'o.prices_include_tax',
    instanceId: 'o.source_instance_id',
    remoteId: 'o.source_remote_id',
    sourceStatus: 'o.source_status',
    sourcePaymentStatus: 'o.source_payment_status',
    sourceGateway: 'o.source_gateway',
    sourceModifiedAt: { instant: 'o.source_modified_at' },
    note: 'o.note',
    attentionCode: 'o.attention_code',
    attention: 'o.attention',
    cancelReason: 'o.cancel_reason',
    version: 'o.version',
    createdAt: { instant: 'o.created_at' },
    updatedAt: { instant: 'o.updated_at' },
  },
  filters: {
    id: { column: 'o.id', type: 'uuid' },
    state: { column: 'o.state', type: 'text', enum: ORDER_STATES },
    number: { column: 'o.number', type: 'text', match: 'prefix' },
    contactId: { column: 'o.contact_id', type: 'uuid' },
    companyId: { column: 'o.company_id', type: 'uuid' },
    instanceId: { column: 'o.source_instance_id', type: 'uuid' },
    remoteId: { column: 'o.source_remote_id', type: 'text' },
    orderedAt: { column: 'o.ordered_at', type: 'instant', range: true },
    gross: { column: 'o.gross', type: 'decimal', range: true },
    sourceStatus: { column: 'o.source_status', type: 'text' },
    sourcePaymentStatus: { column: 'o.source_payment_status', type: 'text' },
    needsAttention: { column: '(o.attention_code IS NOT NULL)', type: 'boolean' },
  },
  sorts: {
    orderedAt: { column: 'o.ordered_at', type: 'instant' },
    number: { column: 'o.number', type: 'text' },
    gross: { column: 'o.gross', type: 'decimal' },
  },
  defaultSort: '-orderedAt',
  tieBreak: 'o.id',
  instanceColumn: 'o.source_instance_id',
});

export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly code: string;
  readonly message: string;
  readonly facts: unknown;
  readonly correlationId: string | null;
}

export const timelineList = defineList<TimelineEntry>({
  name: 'sale-order-timeline',
  // An imported order begins with where it came from, which stands on the order itself.
  from: `(SELECT id, order_id, at, code, message, facts, correlation_id FROM sales.sale_order_note
      UNION ALL
      SELECT id, id, created_at, 'sales.imported', 'Imported: order ' || source_remote_id || ' of the store.',
        jsonb_build_object('instanceId', source_instance_id, 'remoteId', source_remote_id), NULL
      FROM sales.sale_order WHERE source_remote_id IS NOT NULL) n`,
  columns: {
    id: 'n.id',
    at: { instant: 'n.at' },
    code: 'n.code',
    message: 'n.message',
    facts: 'n.facts',
    correlationId: 'n.correlation_id',
  },
  sorts: { at: { column: 'n.at', type: 'instant' } },
  defaultSort: 'at',
  tieBreak: 'n.id',
  // The order itself is looked up first, with the caller's access.
  instanceColumn: null,
  scopes: { orderId: { column: 'n.order_id', type: 'uuid' } },
});
