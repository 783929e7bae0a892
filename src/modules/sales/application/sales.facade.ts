import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { orderNumber } from '../domain/order-number.js';
import { checkMove, type OrderState } from '../domain/order-state.js';
import type {
  KnownOrder,
  OrderAttention,
  OrderNote,
  SaleOrder,
  SaleOrderDraft,
  SaleOrderLine,
  SourceState,
} from '../domain/sale-order.js';
import { checkTotals } from '../domain/totals.js';
import { insertNotes, setState, writeAttention, writeSourceStates } from '../infrastructure/sale-order.changes.js';
import { drawNumbers, insertOrders } from '../infrastructure/sale-order.insert.js';
import {
  linesOf,
  lockOrders,
  notesOf,
  ordersByIds,
  ordersBySource,
  ordersNamed,
  type Queryable,
} from '../infrastructure/sale-order.repository.js';

/** The door of the sales module for processes. Every method takes a list and costs a handful of statements. */
@Injectable()
export class SalesFacade {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Writes orders with their lines; gives back the number of each. Refuses an order whose lines do not add up to it
   * (`sales.totals-do-not-add-up`), whose source is known (`sales.order-known`) or whose own number is taken (`sales.number-taken`).
   */
  async createOrders(tx: Tx, drafts: readonly SaleOrderDraft[]): Promise<Map<string, string>> {
    for (const draft of drafts) checkTotals(draft);
    const drawn = await drawNumbers(tx, drafts.filter((draft) => draft.number === null).length);
    let next = 0;
    const numbered = drafts.map((draft) => ({
      ...draft,
      number: draft.number ?? orderNumber(drawn[next++] as number),
    }));
    // Workers that meet over the same store's orders take the unique index in one order; one fails, none waits in a circle.
    const ordered = [...numbered].sort((a, b) => (sourceKey(a) < sourceKey(b) ? -1 : 1));
    await insertOrders(tx, ordered);
    return new Map(numbered.map((order) => [order.id, order.number]));
  }

  /** Orders of one instance that stand already, by remote id. */
  findBySource(
    instanceId: string,
    remoteIds: readonly string[],
    on: Queryable = this.database,
  ): Promise<Map<string, KnownOrder>> {
    return ordersBySource(on, instanceId, [...new Set(remoteIds)]);
  }

  /** Orders of an instance by what people call them: their number here, or their id on the remote side. */
  findNamed(
    names: readonly { readonly instanceId: string; readonly name: string }[],
  ): Promise<{ instanceId: string; name: string; order: SaleOrder }[]> {
    return ordersNamed(this.database, names);
  }

  /** The latest entries of each order's timeline, oldest first; an order without any is missing from the map. */
  timelines(orderIds: readonly string[], most: number): Promise<Map<string, Omit<OrderNote, 'correlationId'>[]>> {
    return notesOf(this.database, [...new Set(orderIds)], most);
  }

  /** Orders by id; ids that do not exist are missing from the map. */
  orders(ids: readonly string[], on: Queryable = this.database): Promise<Map<string, SaleOrder>> {
    return ordersByIds(on, [...new Set(ids)]);
  }

  /** Orders by id, held until the transaction ends: nobody confirms, cancels or invoices them meanwhile. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Map<string, SaleOrder>> {
    const wanted = [...new Set(ids)];
    await lockOrders(tx, wanted);
    return ordersByIds(tx, wanted);
  }

  /** Lines of each order, by position; an order that does not exist has none. */
  lines(orderIds: readonly string[], on: Queryable = this.database): Promise<Map<string, SaleOrderLine[]>> {
    return linesOf(on, [...new Set(orderIds)]);
  }

  /** Writes what the source says now. Gives back the ids that took it; the others changed since they were read: read again. */
  async updateSourceState(tx: Tx, states: readonly SourceState[]): Promise<Set<string>> {
    if (states.length === 0) return new Set();
    await lockOrders(
      tx,
      states.map((state) => state.orderId),
    );
    return writeSourceStates(tx, states);
  }

  /** Quotations become confirmed; confirmed ones stay. Gives back the ids that really changed. */
  confirm(tx: Tx, ids: readonly string[]): Promise<string[]> {
    return this.move(tx, ids, 'confirmed', null);
  }

  /** Everything delivered and settled. */
  complete(tx: Tx, ids: readonly string[]): Promise<string[]> {
    return this.move(tx, ids, 'done', null);
  }

  /** Refuses orders that are done; cancelled ones stay as they are. What hangs on the orders is the caller's business. */
  cancel(tx: Tx, ids: readonly string[], reason: string): Promise<string[]> {
    return this.move(tx, ids, 'cancelled', reason);
  }

  /** Says on the orders themselves that somebody must look at them; null takes it back. */
  async setAttention(tx: Tx, changes: readonly OrderAttention[]): Promise<void> {
    if (changes.length === 0) return;
    await lockOrders(
      tx,
      changes.map((change) => change.orderId),
    );
    await writeAttention(tx, changes);
  }

  /** Adds to the timelines of orders. */
  note(tx: Tx, notes: readonly OrderNote[]): Promise<void> {
    return insertNotes(tx, notes);
  }

  private async move(tx: Tx, ids: readonly string[], to: OrderState, reason: string | null): Promise<string[]> {
    const wanted = [...new Set(ids)];
    const locked = await lockOrders(tx, wanted);
    if (locked.length !== wanted.length) {
      const known = new Set(locked.map((order) => order.id));
      const missing = wanted.filter((id) => !known.has(id));
      throw new DomainError('not-found', 'sales.order-not-found', 'There is no such order.', { orderIds: missing });
    }
    const moving = locked.filter((order) => order.state !== to);
    for (const order of moving) checkMove(order.state, to);
    const moved = moving.map((order) => order.id);
    await setState(tx, moved, to, reason);
    return moved;
  }
}

function sourceKey({ source, id }: SaleOrderDraft): string {
  return source ? `${source.instanceId} ${source.remoteId}` : id;
}
