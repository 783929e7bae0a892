import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { PricedOrder } from '../domain/price-lines.js';
import type { SaleOrder } from '../domain/sale-order.js';
import { SaleOrderLineRow } from './sale-order-line.entity.js';
import { SaleOrderRow } from './sale-order.entity.js';
import { lineRow } from './sale-order.insert.js';
import { lockOrders, ordersByIds } from './sale-order.repository.js';

export type HeaderChange = Partial<
  Pick<
    SaleOrderRow,
    'contactId' | 'deliveryContactId' | 'priceListId' | 'warehouseId' | 'orderedAt' | 'note' | 'pricesIncludeTax'
  >
>;

/** One order at a time, as people edit them. */
@Injectable()
export class SaleOrderStore {
  /** Locks the order until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<SaleOrder> {
    await lockOrders(tx, [id]);
    const order = (await ordersByIds(tx, [id])).get(id);
    if (order) return order;
    throw new DomainError('not-found', 'sales.order-not-found', 'There is no such order.', { id });
  }

  /** @param version the one that was read; another one in the database is a conflict */
  async change(tx: Tx, id: string, version: number, change: HeaderChange, priced: PricedOrder | null): Promise<void> {
    const totals = priced && { net: priced.net.amount, tax: priced.tax.amount, gross: priced.gross.amount };
    const changed = await tx.update(
      SaleOrderRow,
      { id, version },
      { ...change, ...totals, version: version + 1, updatedAt: () => 'now()' },
    );
    if (changed !== 1) {
      throw new DomainError(
        'conflict',
        'sales.order-changed',
        'Somebody changed this order since you read it. Read it again and repeat your change.',
        { id, version },
      );
    }
    if (!priced) return;
    await tx.execute('DELETE FROM sales.sale_order_line WHERE order_id = $1', [id]);
    await tx.insert(
      SaleOrderLineRow,
      priced.lines.map((line) => lineRow(id, line)),
    );
  }
}
