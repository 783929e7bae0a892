import { parseDate } from '../../generator/dates.js';
import type { Json } from '../json.js';
import type { OrderBook } from './order-book.js';

export interface RefundQuery {
  orderIds?: readonly number[];
  ids?: readonly number[];
  createdMin?: number;
  createdMax?: number;
  transactionId?: string;
}

interface RefundRef {
  id: number;
  orderId: number;
}

/** All refunds of a store by id: those of generated orders by arithmetic (one each, with the order's number), made ones from the changes. */
export class RefundLists {
  private known: { key: string; refs: readonly RefundRef[] } = { key: '', refs: [] };

  constructor(private readonly book: OrderBook) {}

  page(query: RefundQuery, offset: number, limit: number): { total: number; rows: Json[] } {
    const refs = this.refs(query);
    const rows = refs.slice(offset, offset + limit).map(({ id, orderId }) => this.read(id, orderId));
    return { total: refs.length, rows };
  }

  private read(id: number, orderId: number): Json {
    return this.book.document(orderId)?.refunds.find((refund) => refund.id === id) ?? {};
  }

  private refs(query: RefundQuery): readonly RefundRef[] {
    const key = `${this.book.changed.version} ${JSON.stringify(query)}`;
    if (this.known.key !== key) this.known = { key, refs: this.collect(query) };
    return this.known.refs;
  }

  private collect(query: RefundQuery): RefundRef[] {
    const { book } = this;
    const refs: RefundRef[] = [];
    const wanted = query.ids && new Set(query.ids);
    const ofOrder = (orderId: number): void => {
      for (const refund of book.document(orderId)?.refunds ?? []) {
        const created = parseDate(String(refund.created)) ?? 0;
        if (created < (query.createdMin ?? -Infinity) || created > (query.createdMax ?? Infinity)) continue;
        if (wanted && !wanted.has(Number(refund.id))) continue;
        const payments = Array.isArray(refund.payments) ? (refund.payments as Json[]) : [];
        if (
          query.transactionId !== undefined &&
          !payments.some((payment) => payment.transaction_id === query.transactionId)
        )
          continue;
        refs.push({ id: Number(refund.id), orderId });
      }
    };
    if (query.orderIds) {
      for (const orderId of new Set(query.orderIds)) if (book.has(orderId)) ofOrder(orderId);
      return refs.sort((a, b) => a.id - b.id);
    }
    // Refunds of untouched orders carry no transaction and are dated as their order.
    if (query.transactionId === undefined) {
      const first = query.createdMin === undefined ? 0 : book.times.firstModifiedFrom(query.createdMin);
      const end =
        query.createdMax === undefined
          ? book.count
          : Math.min(book.count, book.times.firstModifiedFrom(query.createdMax + 1));
      for (let n = first; n < end; n += 1) {
        const [statusId] = book.shapes.statesOf(n);
        const id = book.firstId + n;
        if ((statusId === 4 || statusId === 14) && !book.changed.get(id) && (!wanted || wanted.has(id)))
          refs.push({ id, orderId: id });
      }
    }
    for (const orderId of book.changed.sortedIds()) ofOrder(orderId);
    return refs.sort((a, b) => a.id - b.id);
  }
}
