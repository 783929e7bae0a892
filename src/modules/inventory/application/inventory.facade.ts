import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type {
  CreatedDeliveries,
  DeliveryDraft,
  DeliveryValidation,
  OrderDelivery,
  PackageDraft,
  StockLevel,
  ValidatedDeliveries,
  Warehouse,
} from '../contract/index.js';
import { deliveriesOfOrders, ordersOfDeliveries, type Reader } from '../infrastructure/delivery.repository.js';
import { PackageRow } from '../infrastructure/package.entity.js';
import { readLevels, readWarehouses } from '../infrastructure/inventory.queries.js';
import { AdjustStock, type AdjustmentDraft } from './adjust-stock.js';
import { CancelDeliveries } from './cancel-deliveries.js';
import { CreateDeliveries } from './create-deliveries.js';
import { ReserveDeliveries } from './reserve-deliveries.js';
import { ValidateDeliveries } from './validate-deliveries.js';

/** What other modules may do with stock and deliveries. Everything that writes takes lists and the caller's transaction. */
@Injectable()
export class InventoryFacade {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CreateDeliveries) private readonly creation: CreateDeliveries,
    @Inject(ReserveDeliveries) private readonly reservation: ReserveDeliveries,
    @Inject(ValidateDeliveries) private readonly validation: ValidateDeliveries,
    @Inject(CancelDeliveries) private readonly cancellation: CancelDeliveries,
    @Inject(AdjustStock) private readonly adjustments: AdjustStock,
  ) {}

  /**
   * Writes deliveries. What is done lowers the stock, below zero if need be (the shortages are told); what waits becomes ready
   * where all of it is free. From here to the end of the transaction others wait for the same stock: call it late.
   */
  createDeliveries(tx: Tx, drafts: readonly DeliveryDraft[]): Promise<CreatedDeliveries> {
    return this.creation.run(tx, drafts);
  }

  /** @returns the ids that became ready, each reserved whole */
  reserve(tx: Tx, deliveryIds: readonly string[]): Promise<string[]> {
    return this.reservation.run(tx, deliveryIds);
  }

  /** Goods leave; what is left behind becomes a new delivery. */
  validate(tx: Tx, validations: readonly DeliveryValidation[]): Promise<ValidatedDeliveries> {
    return this.validation.run(tx, validations);
  }

  /** @returns the ids that were cancelled; what is done stays done */
  cancel(tx: Tx, deliveryIds: readonly string[]): Promise<string[]> {
    return this.cancellation.run(tx, deliveryIds);
  }

  /** Corrects stock in one step. @returns the adjustment's id */
  async adjust(tx: Tx, draft: Omit<AdjustmentDraft, 'id'> & { readonly doneAt: string }): Promise<string> {
    const { doneAt, ...adjustment } = draft;
    const id = newId();
    await this.adjustments.create(tx, { id, ...adjustment });
    await this.adjustments.validate(tx, id, doneAt);
    return id;
  }

  /** A parcel whose carrier and tracking number its delivery has already is left as it is. */
  async addPackages(tx: Tx, packages: readonly PackageDraft[]): Promise<void> {
    await tx.insert(PackageRow, packages, { onConflict: 'nothing' });
  }

  /** Levels of these variants at all locations; a variant never stocked has none. */
  levels(variantIds: readonly string[], reader: Reader = this.database): Promise<StockLevel[]> {
    return readLevels(reader, variantIds);
  }

  /** The default one first. */
  warehouses(): Promise<Warehouse[]> {
    return readWarehouses(this.database);
  }

  /** Id → number of the deliveries that exist. */
  async deliveryNumbers(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ id: string; number: string }>(
      'SELECT id, number FROM inventory.delivery WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, number }) => [id, number]));
  }

  /** Number of a delivery → id of its order; numbers that nobody has are missing. */
  ordersOfDeliveries(numbers: readonly string[]): Promise<Map<string, string>> {
    return ordersOfDeliveries(this.database, [...new Set(numbers)]);
  }

  /** Order id → its deliveries with lines and packages, oldest first. */
  async deliveriesOfOrders(
    orderIds: readonly string[],
    reader: Reader = this.database,
  ): Promise<Map<string, OrderDelivery[]>> {
    const byOrder = new Map<string, OrderDelivery[]>(orderIds.map((id) => [id, []]));
    for (const delivery of await deliveriesOfOrders(reader, orderIds)) byOrder.get(delivery.orderId)?.push(delivery);
    return byOrder;
  }
}
