import type { OrderModel } from '../../generator/orders/order-model.js';
import { parseAmount } from '../../generator/money.js';
import { seededUuid } from '../../generator/rng.js';
import type { Json } from '../json.js';
import type { ChangedOrder } from './changed-orders.js';
import { MergedSequence, lowerBound } from './merged-sequence.js';
import type { OrderBook } from './order-book.js';
import type { OrderQuery, SortField } from './order-query.js';

export interface OrderPage {
  total: number;
  ids: number[];
}

const KEPT_LISTS = 4;

/**
 * Which orders a list shows, page by page. Ids and dates are arithmetic; other filters walk the orders once and keep the ids of the
 * last few lists asked for.
 */
export class OrderLists {
  private readonly walked = new Map<string, readonly number[]>();
  private holesVersion = -1;
  private holes: readonly number[] = [];

  constructor(private readonly book: OrderBook) {}

  page(query: OrderQuery, offset: number, limit: number): OrderPage {
    const source = needsWalk(query) ? this.walk(query) : this.sequence(query);
    const ids: number[] = [];
    const end = Math.min(source.length, offset + limit);
    for (let i = offset; i < end; i += 1) {
      const position = query.descending ? source.length - 1 - i : i;
      ids.push(
        Array.isArray(source)
          ? (source[position] as number)
          : this.idAt(source as MergedSequence<ChangedOrder>, position),
      );
    }
    return { total: source.length, ids };
  }

  /** Every matching id in rising order of the list. */
  *ids(query: OrderQuery): Generator<number> {
    const sequence = this.sequence(query);
    for (let i = 0; i < sequence.length; i += 1) yield this.idAt(sequence, i);
  }

  private idAt(sequence: MergedSequence<ChangedOrder>, position: number): number {
    const found = sequence.at(position);
    return 'entry' in found ? found.entry.id : this.book.firstId + found.number;
  }

  /** Filters on id and dates only. */
  private sequence(query: OrderQuery): MergedSequence<ChangedOrder> {
    const { book } = this;
    const { firstId, times, count } = book;
    let low = Math.max(0, (query.minId ?? firstId) - firstId);
    let high = Math.min(count - 1, (query.maxId ?? Infinity) - firstId);
    if (query.isDeleted) high = -1;
    if (query.minModified !== undefined) low = Math.max(low, times.firstModifiedFrom(query.minModified));
    if (query.maxModified !== undefined) high = Math.min(high, times.firstModifiedFrom(query.maxModified + 1) - 1);
    if (query.minCreated !== undefined) low = Math.max(low, times.firstCreatedFrom(query.minCreated));
    if (query.maxCreated !== undefined) high = Math.min(high, times.firstCreatedFrom(query.maxCreated + 1) - 1);
    const byDate = query.sort === 'date_modified';
    const changed = book.changed.byDate().filter((entry) => matchesDates(entry, query));
    if (!byDate) changed.sort((a, b) => a.id - b.id);
    const rank = byDate
      ? (entry: ChangedOrder): number => {
          const later = times.firstModifiedFrom(entry.modifiedAt);
          const same = later < count && times.modifiedAt(later) === entry.modifiedAt && later + firstId < entry.id;
          return same ? later + 1 : later;
        }
      : (entry: ChangedOrder): number => entry.id - firstId;
    return new MergedSequence(low, high, this.holesOfBase(), changed, rank);
  }

  private holesOfBase(): readonly number[] {
    const { changed, firstId, count } = this.book;
    if (this.holesVersion !== changed.version) {
      const ids = changed.sortedIds();
      this.holes = ids.slice(0, lowerBound(ids, firstId + count)).map((id) => id - firstId);
      this.holesVersion = changed.version;
    }
    return this.holes;
  }

  private walk(query: OrderQuery): readonly number[] {
    const { descending: _direction, ...rest } = query;
    const key = `${this.book.changed.version} ${JSON.stringify(rest)}`;
    const known = this.walked.get(key);
    if (known) return known;
    const ids: number[] = [];
    for (const id of this.ids(query)) if (this.matches(id, query)) ids.push(id);
    if (query.sort) this.sortBy(query.sort, ids);
    this.walked.set(key, ids);
    for (const old of this.walked.keys()) if (this.walked.size > KEPT_LISTS) this.walked.delete(old);
    return ids;
  }

  private matches(id: number, query: OrderQuery): boolean {
    if (this.book.changed.get(id)) return matchesHeader(this.book.document(id)?.header ?? {}, query);
    if (query.statusId !== undefined && this.book.shapes.statesOf(id - this.book.firstId)[0] !== query.statusId)
      return false;
    if (query.customerId !== undefined || query.email !== undefined) {
      const buyer = this.book.buyerOfUntouched(id);
      if (!equals(query.customerId, buyer.id) || !equals(query.email, buyer.addresses[0]?.email)) return false;
    }
    return !needsModel(query) || matchesModel(this.book.model(id), query);
  }

  private sortBy(field: SortField, ids: number[]): void {
    if (field === 'id' || field === 'date_created' || field === 'date_modified') return;
    const keys = new Map(ids.map((id) => [id, this.book.document(id)?.header[field]]));
    ids.sort((a, b) => compare(keys.get(a), keys.get(b)) || a - b);
  }
}

const WALKED_SORTS: readonly (SortField | undefined)[] = ['customer_id', 'status_id', 'channel_id', 'external_id'];

function needsWalk(query: OrderQuery): boolean {
  return query.statusId !== undefined || needsModel(query) || WALKED_SORTS.includes(query.sort);
}

function needsModel(query: OrderQuery): boolean {
  const { paymentMethod, customerId, email, cartId, channelId, externalOrderId, minTotal, maxTotal } = query;
  return [paymentMethod, customerId, email, cartId, channelId, externalOrderId, minTotal, maxTotal].some(
    (value) => value !== undefined,
  );
}

function matchesDates(entry: ChangedOrder, query: OrderQuery): boolean {
  return (
    entry.deleted === (query.isDeleted ?? false) &&
    entry.id >= (query.minId ?? 0) &&
    entry.id <= (query.maxId ?? Infinity) &&
    entry.modifiedAt >= (query.minModified ?? -Infinity) &&
    entry.modifiedAt <= (query.maxModified ?? Infinity) &&
    entry.createdAt >= (query.minCreated ?? -Infinity) &&
    entry.createdAt <= (query.maxCreated ?? Infinity)
  );
}

function matchesModel(order: OrderModel, query: OrderQuery): boolean {
  return (
    equals(query.paymentMethod, order.paymentMethod) &&
    equals(query.customerId, order.buyer.id) &&
    equals(query.email, order.billing.email) &&
    equals(query.channelId, order.channelId) &&
    equals(query.cartId, seededUuid(order.seed)) &&
    equals(query.externalOrderId, '') &&
    order.total.inc >= (query.minTotal ?? -Infinity) &&
    order.total.inc <= (query.maxTotal ?? Infinity)
  );
}

function matchesHeader(header: Json, query: OrderQuery): boolean {
  const total = parseAmount(header.total_inc_tax) ?? 0;
  const billing = (header.billing_address ?? {}) as Json;
  return (
    equals(query.statusId, header.status_id) &&
    equals(query.paymentMethod, header.payment_method) &&
    equals(query.customerId, header.customer_id) &&
    equals(query.email, billing.email) &&
    equals(query.channelId, header.channel_id) &&
    equals(query.cartId, header.cart_id) &&
    equals(query.externalOrderId, header.external_order_id) &&
    total >= (query.minTotal ?? -Infinity) &&
    total <= (query.maxTotal ?? Infinity)
  );
}

function equals(wanted: unknown, actual: unknown): boolean {
  return wanted === undefined || wanted === actual;
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '') < String(b ?? '') ? -1 : 1;
}
