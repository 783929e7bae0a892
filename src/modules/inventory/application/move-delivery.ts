import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail, type Access } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { DeliveryValidation, OrderDelivery, PackageDraft } from '../contract/index.js';
import { moveDelivery, type DeliveryState } from '../domain/delivery-state.js';
import { readDeliveries } from '../infrastructure/delivery.repository.js';
import { readLevels } from '../infrastructure/inventory.queries.js';
import { PackageRow } from '../infrastructure/package.entity.js';
import { CancelDeliveries } from './cancel-deliveries.js';
import { ReserveDeliveries } from './reserve-deliveries.js';
import { ValidateDeliveries } from './validate-deliveries.js';

type Limits = Pick<Access, 'requireInstance'>;

/** What a person does with one delivery. Other than a process, he is told why something is not possible. */
@Injectable()
export class MoveDelivery {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly reservation: ReserveDeliveries,
    private readonly validation: ValidateDeliveries,
    private readonly cancellation: CancelDeliveries,
    private readonly audit: AuditTrail,
  ) {}

  async ready(id: string, access: Limits): Promise<void> {
    await this.move(id, 'ready', access, async (tx, delivery) => {
      const reserved = await this.reservation.run(tx, [id]);
      if (reserved.length === 0) throw await this.shortage(tx, delivery);
    });
  }

  async validate(validation: DeliveryValidation, access: Limits): Promise<void> {
    await this.move(validation.deliveryId, 'done', access, async (tx, delivery) => {
      const { deliveries } = await this.validation.run(tx, [validation]);
      if (deliveries[0]?.outcome === 'short') throw await this.shortage(tx, delivery);
    });
  }

  async cancel(id: string, access: Limits): Promise<void> {
    await this.move(id, 'cancelled', access, (tx) => this.cancellation.run(tx, [id]));
  }

  async addPackage(draft: PackageDraft, access: Limits): Promise<void> {
    await this.database.transaction(async (tx) => {
      const delivery = await read(tx, draft.deliveryId, access);
      if (delivery.state === 'cancelled') {
        throw new DomainError('rule-broken', 'inventory.delivery-cancelled', 'A cancelled delivery has no packages.');
      }
      await tx.insert(PackageRow, [draft]);
      const { id: _, deliveryId, ...after } = draft;
      await this.audit.record(tx, [{ action: 'delivery.packed', recordType: 'delivery', recordId: deliveryId, after }]);
    });
  }

  private async move(
    id: string,
    to: DeliveryState,
    access: Limits,
    work: (tx: Tx, delivery: OrderDelivery) => Promise<unknown>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.execute('SELECT 1 FROM inventory.delivery WHERE id = $1 FOR NO KEY UPDATE', [id]);
      const delivery = await read(tx, id, access);
      moveDelivery(delivery.state, to);
      await work(tx, delivery);
      const entry = { action: `delivery.${to}`, recordType: 'delivery', recordId: id };
      await this.audit.record(tx, [{ ...entry, before: { state: delivery.state }, after: { state: to } }]);
    });
  }

  private async shortage(tx: Tx, delivery: OrderDelivery): Promise<DomainError> {
    const levels = await readLevels(
      tx,
      delivery.lines.map((line) => line.variantId),
    );
    const lines = delivery.lines.map(({ id, variantId, quantity }) => {
      const level = levels.find((each) => each.variantId === variantId && each.locationId === delivery.locationId);
      return { lineId: id, variantId, needed: quantity, free: level ? level.onHand - level.reserved : 0 };
    });
    return new DomainError(
      'rule-broken',
      'inventory.not-enough-stock',
      `There is not enough free stock for ${delivery.number}. Add stock, or ship what is there.`,
      { deliveryId: delivery.id, lines },
    );
  }
}

export async function read(tx: Pick<Tx, 'query'>, id: string, access: Limits): Promise<OrderDelivery> {
  const [delivery] = await readDeliveries(tx, [id]);
  if (!delivery)
    throw new DomainError('not-found', 'inventory.delivery-not-found', 'There is no such delivery.', { id });
  access.requireInstance(delivery.source?.instanceId ?? null, 'delivery');
  return delivery;
}
