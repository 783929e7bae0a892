import { Injectable } from '@nestjs/common';
import { InventoryFacade } from '../../../modules/inventory/index.js';
import type { OrderDelivery } from '../../../modules/inventory/contract/index.js';
import { InstanceInsight } from '../../../modules/marketplace-base/index.js';
import type { RecordLogFacts } from '../../../modules/marketplace-base/contract/index.js';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { OrderNote, SaleOrder } from '../../../modules/sales/contract/index.js';
import type { EvidenceRecord } from '../../../modules/support-tickets/index.js';
import { redactor } from '../../../platform/logging/index.js';

const MOST_NOTES = 50;
const MOST_RECORDS = 40;

export interface Mentioned {
  readonly ticketId: string;
  readonly instanceIds: readonly string[];
  readonly references: readonly string[];
}

/** Orders and deliveries that reports mention, within the stores they name and nowhere else; one query for each kind of record. */
@Injectable()
export class FindRecords {
  constructor(
    private readonly sales: SalesFacade,
    private readonly inventory: InventoryFacade,
    private readonly insight: InstanceInsight,
  ) {}

  /** By ticket; at most 40 each. What nobody knows is left out. */
  async find(mentioned: readonly Mentioned[]): Promise<Map<string, EvidenceRecord[]>> {
    const names = pairs(mentioned);
    if (names.length === 0) return new Map();
    const orders = await this.ordersOf(names);
    const ids = [...new Set([...orders.values()].flat().map(({ id }) => id))];
    const notes = await this.sales.timelines(ids, MOST_NOTES);
    const deliveries = await this.inventory.deliveriesOfOrders(ids);
    const log = byKey(
      await this.insight.recordLog(names.map(({ instanceId, name }) => ({ instanceId, remoteId: name }))),
    );
    return new Map(
      mentioned.map((each) => {
        const keys = pairs([each]).map(keyOf);
        const known = new Map(keys.flatMap((key) => orders.get(key) ?? []).map((order) => [order.id, order]));
        const records = [
          ...[...known.values()].flatMap((order) => [
            orderRecord(order, notes.get(order.id) ?? []),
            ...(deliveries.get(order.id) ?? []).map((delivery) => deliveryRecord(delivery, order)),
          ]),
          ...keys.flatMap((key) => log.get(key) ?? []).map(logRecord),
        ];
        return [each.ticketId, redactor.value(records.slice(0, MOST_RECORDS)) as EvidenceRecord[]];
      }),
    );
  }

  /** By what they are called: an order by its number or remote id, or the number of one of its deliveries. */
  private async ordersOf(names: readonly Name[]): Promise<Map<string, SaleOrder[]>> {
    const orders = new Map<string, SaleOrder[]>();
    const add = (key: string, order: SaleOrder): unknown => orders.set(key, [...(orders.get(key) ?? []), order]);
    for (const { order, ...name } of await this.sales.findNamed(names)) add(keyOf(name), order);
    const delivered = await this.inventory.ordersOfDeliveries(names.map(({ name }) => name));
    if (delivered.size === 0) return orders;
    const owners = await this.sales.orders([...delivered.values()]);
    for (const name of names) {
      const order = owners.get(delivered.get(name.name) ?? '');
      if (order?.source?.instanceId === name.instanceId) add(keyOf(name), order);
    }
    return orders;
  }
}

interface Name {
  readonly instanceId: string;
  readonly name: string;
}

function keyOf({ instanceId, name }: Name): string {
  return `${instanceId} ${name}`;
}

/** Every number of a report may be of every store that it names. */
function pairs(mentioned: readonly Mentioned[]): Name[] {
  const all = mentioned.flatMap(({ instanceIds, references }) =>
    instanceIds.flatMap((instanceId) => references.map((name) => ({ instanceId, name }))),
  );
  return [...new Map(all.map((name) => [keyOf(name), name])).values()];
}

function byKey(entries: readonly RecordLogFacts[]): Map<string, RecordLogFacts[]> {
  const found = new Map<string, RecordLogFacts[]>();
  for (const entry of entries) {
    const key = keyOf({ instanceId: entry.instanceId, name: entry.remoteId });
    found.set(key, [...(found.get(key) ?? []), entry]);
  }
  return found;
}

function orderRecord(order: SaleOrder, notes: readonly Pick<OrderNote, 'at' | 'code' | 'message'>[]): EvidenceRecord {
  const { id, number, state, orderedAt, gross, source, sourceStatus, sourcePaymentStatus, attention } = order;
  return {
    kind: 'sale-order',
    id,
    label: number,
    instanceId: source?.instanceId ?? '',
    facts: {
      remoteId: source?.remoteId ?? null,
      state,
      orderedAt,
      gross: gross.toJSON(),
      remoteStatus: sourceStatus,
      paymentStatus: sourcePaymentStatus,
      attention,
    },
    timeline: [
      { at: orderedAt, code: 'orders.placed', message: 'The order was placed.' },
      ...notes.map(({ at, code, message }) => ({ at, code, message })),
    ],
  };
}

/** What becomes of a delivery stands on its order's timeline; of itself it knows when it was done. */
function deliveryRecord(delivery: OrderDelivery, order: SaleOrder): EvidenceRecord {
  const { id, number, state, method, part, doneAt, lines, packages } = delivery;
  return {
    kind: 'delivery',
    id,
    label: number,
    instanceId: order.source?.instanceId ?? '',
    facts: {
      order: order.number,
      state,
      method,
      part,
      pieces: lines.reduce((pieces, { quantity }) => pieces + quantity, 0),
      packages: packages.map(({ carrier, trackingNumber }) => ({ carrier, trackingNumber })),
    },
    timeline: doneAt === null ? [] : [{ at: doneAt, code: 'deliveries.done', message: `Delivery ${number} was done.` }],
  };
}

function logRecord({ id, instanceId, remoteId, level, code, message, at }: RecordLogFacts): EvidenceRecord {
  return {
    kind: 'log-entry',
    id,
    label: `${remoteId} ${code}`,
    instanceId,
    facts: { remoteId, level },
    timeline: [{ at, code, message }],
  };
}
