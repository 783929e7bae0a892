import { Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import { ContactsFacade } from '../../../modules/contacts/index.js';
import { InventoryFacade } from '../../../modules/inventory/index.js';
import type { Shortage } from '../../../modules/inventory/contract/index.js';
import { SalesFacade } from '../../../modules/sales/index.js';
import { giveWay } from '../../../platform/async/index.js';
import { Database, type Tx } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { OrderPlan } from '../domain/plan-order.js';

/**
 * Writes the plans of a whole batch in a handful of statements (design.md, idea 1). What other workers wait for comes last: deliveries
 * take their stock, then documents their numbers, which nobody else draws before this transaction ends.
 */
@Injectable()
export class WriteOrders {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactsFacade,
    private readonly sales: SalesFacade,
    private readonly inventory: InventoryFacade,
    private readonly accounting: AccountingFacade,
    private readonly outbox: Outbox,
  ) {}

  /** @returns variants of which more has left than was there */
  async execute(tx: Tx, instanceId: string, plans: readonly OrderPlan[]): Promise<readonly Shortage[]> {
    if (plans.length === 0) return [];
    const standing = await this.standingContacts(plans);
    const contact = (id: string) => standing.get(id) ?? id;
    await giveWay();
    const numbers = await this.sales.createOrders(
      tx,
      plans.map(({ order }) => ({
        ...order,
        contactId: contact(order.contactId),
        deliveryContactId: order.deliveryContactId && contact(order.deliveryContactId),
      })),
    );
    await this.outbox.append(tx, [
      {
        id: newId(),
        type: 'marketplace.orders-imported.v1',
        payload: { instanceId, orderIds: plans.map((plan) => plan.order.id) },
      },
    ]);
    await giveWay();
    const number = (orderId: string | null) => (orderId === null ? '' : (numbers.get(orderId) ?? ''));
    const { shortages } = await this.inventory.createDeliveries(
      tx,
      plans.flatMap(({ deliveries }) =>
        deliveries.map((delivery) => ({ ...delivery, contactId: contact(delivery.contactId) })),
      ),
    );
    await giveWay();
    await this.accounting.postDocuments(tx, {
      invoices: plans.flatMap(({ invoice }) =>
        invoice ? [{ ...invoice, contactId: contact(invoice.contactId), reference: number(invoice.orderId) }] : [],
      ),
      payments: plans.flatMap(({ payments }) =>
        payments.map((payment) => ({ ...payment, contactId: contact(payment.contactId) })),
      ),
    });
    return shortages;
  }

  /**
   * Contacts are made in a transaction of their own, committed at once: workers share customers, and one that waited for the other's
   * whole batch would not work beside it. A contact without an order harms nobody; the next order of that customer finds it.
   */
  private async standingContacts(plans: readonly OrderPlan[]): Promise<Map<string, string>> {
    const drafts = plans.flatMap((plan) => plan.contacts);
    const known = await this.contacts.findByMatchKeys(drafts.map((draft) => draft.matchKey));
    const standing = new Map<string, string>();
    for (const { id, matchKey } of drafts) {
      const contactId = known.get(matchKey);
      if (contactId !== undefined) standing.set(id, contactId);
      else return this.database.transaction((own) => this.contacts.ensure(own, drafts));
    }
    return standing;
  }
}
