export { ORDERS_CANCELLED, ORDERS_CONFIRMED } from '../domain/sale-order.js';
export type {
  KnownOrder,
  LineKind,
  OrderAttention,
  OrderNote,
  OrdersMoved,
  SaleOrder,
  SaleOrderDraft,
  SaleOrderLine,
  SaleOrderLineDraft,
  Source,
  SourceState,
} from '../domain/sale-order.js';
