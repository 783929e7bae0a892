import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import type { Access } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { SaleOrderLine } from '../domain/sale-order.js';
import { saleOrderList, type SaleOrderView } from '../infrastructure/sale-order.lists.js';
import { linesOf } from '../infrastructure/sale-order.repository.js';

export type SaleOrderDetails = SaleOrderView & { readonly lines: readonly Omit<SaleOrderLine, 'orderId'>[] };

/** One order, looking as it does in the list, with its lines. An order of another instance looks like none. */
@Injectable()
export class ReadOrder {
  constructor(@Inject(Database) private readonly database: Database) {}

  async header(id: string, access: Pick<Access, 'instanceIds'>): Promise<SaleOrderView> {
    const { data } = await saleOrderList.run(this.database, saleOrderList.parse({ id }), access);
    const [order] = data;
    if (order) return order;
    throw new DomainError('not-found', 'sales.order-not-found', 'There is no such order.', { id });
  }

  async run(id: string, access: Pick<Access, 'instanceIds'>): Promise<SaleOrderDetails> {
    const order = await this.header(id, access);
    const lines = (await linesOf(this.database, [id])).get(id) ?? [];
    return { ...order, lines: lines.map(({ orderId: _, ...line }) => line) };
  }
}
