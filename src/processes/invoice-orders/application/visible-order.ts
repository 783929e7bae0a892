import { Injectable } from '@nestjs/common';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { SaleOrder } from '../../../modules/sales/contract/index.js';
import type { Access } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';

/** An order the caller may see; one of another instance looks like none. */
@Injectable()
export class VisibleOrder {
  constructor(private readonly sales: SalesFacade) {}

  async read(id: string, access: Pick<Access, 'requireInstance'>): Promise<SaleOrder> {
    const order = (await this.sales.orders([id])).get(id);
    if (!order) throw new DomainError('not-found', 'sales.order-not-found', 'There is no such order.', { id });
    access.requireInstance(order.source?.instanceId ?? null, 'order');
    return order;
  }
}
