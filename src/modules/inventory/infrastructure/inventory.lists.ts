import { defineList } from '../../../platform/http/index.js';
import type { StockLevel } from '../contract/index.js';
import { ADJUSTMENT_STATES, type AdjustmentState } from '../domain/adjustment-state.js';
import { DELIVERY_STATES, type DeliveryState } from '../domain/delivery-state.js';

/** Ids are made in the order of creation (UUIDv7), so the primary key serves this order and no second index is needed. */
const byCreation = (alias: string) => ({ column: `${alias}.id`, type: 'uuid' }) as const;

interface Edited {
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const edited = (alias: string) =>
  ({
    version: `${alias}.version`,
    createdAt: { instant: `${alias}.created_at` },
    updatedAt: { instant: `${alias}.updated_at` },
  }) as const;

export interface WarehouseView extends Edited {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly isActive: boolean;
  /** Its own stock location. */
  readonly locationId: string;
}

export const warehouseList = defineList<WarehouseView>({
  name: 'warehouses',
  from: 'inventory.warehouse w JOIN inventory.stock_location l ON l.warehouse_id = w.id AND l.is_main',
  columns: {
    id: 'w.id',
    code: 'w.code',
    name: 'w.name',
    isDefault: 'w.is_default',
    isActive: 'w.is_active',
    locationId: 'l.id',
    ...edited('w'),
  },
  filters: {
    id: { column: 'w.id', type: 'uuid' },
    isActive: { column: 'w.is_active', type: 'boolean' },
    isDefault: { column: 'w.is_default', type: 'boolean' },
  },
  sorts: { code: { column: 'w.code', type: 'text' }, createdAt: byCreation('w') },
  defaultSort: 'code',
  tieBreak: 'w.id',
  instanceColumn: null,
});

export interface StockLocationView extends Edited {
  readonly id: string;
  readonly warehouseId: string;
  readonly name: string;
  /** The warehouse's own: where goods leave from when nothing else is said. */
  readonly isMain: boolean;
  readonly isActive: boolean;
}

export const stockLocationList = defineList<StockLocationView>({
  name: 'stock-locations',
  from: 'inventory.stock_location l',
  columns: {
    id: 'l.id',
    warehouseId: 'l.warehouse_id',
    name: 'l.name',
    isMain: 'l.is_main',
    isActive: 'l.is_active',
    ...edited('l'),
  },
  filters: {
    id: { column: 'l.id', type: 'uuid' },
    warehouseId: { column: 'l.warehouse_id', type: 'uuid' },
    isActive: { column: 'l.is_active', type: 'boolean' },
  },
  sorts: { createdAt: byCreation('l'), name: { column: 'l.name', type: 'text' } },
  defaultSort: 'createdAt',
  tieBreak: 'l.id',
  instanceColumn: null,
});

export type StockLevelView = StockLevel & {
  /** On hand less reserved; below zero when more was promised, or has left, than was there. */
  readonly free: number;
  readonly updatedAt: string;
};

export const stockLevelList = defineList<StockLevelView>({
  name: 'stock-levels',
  from: 'inventory.stock_level s',
  columns: {
    locationId: 's.location_id',
    variantId: 's.variant_id',
    onHand: 's.on_hand',
    reserved: 's.reserved',
    free: 's.on_hand - s.reserved',
    updatedAt: { instant: 's.updated_at' },
  },
  filters: {
    locationId: { column: 's.location_id', type: 'uuid' },
    variantId: { column: 's.variant_id', type: 'uuid' },
  },
  // A variant has one level at a location: together they are unique.
  sorts: { variantId: { column: 's.variant_id', type: 'uuid' } },
  defaultSort: 'variantId',
  tieBreak: 's.location_id',
  instanceColumn: null,
});

export interface StockMoveView {
  readonly id: string;
  readonly locationId: string;
  readonly variantId: string;
  /** Positive came in, negative went out. */
  readonly quantity: number;
  readonly reason: 'delivery' | 'adjustment';
  /** The delivery or adjustment that moved it. */
  readonly documentId: string;
  readonly movedAt: string;
  readonly createdAt: string;
}

export const stockMoveList = defineList<StockMoveView>({
  name: 'stock-moves',
  from: 'inventory.stock_move m',
  columns: {
    id: 'm.id',
    locationId: 'm.location_id',
    variantId: 'm.variant_id',
    quantity: 'm.quantity',
    reason: 'm.reason',
    documentId: 'm.document_id',
    movedAt: { instant: 'm.moved_at' },
    createdAt: { instant: 'm.created_at' },
  },
  filters: {
    variantId: { column: 'm.variant_id', type: 'uuid' },
    documentId: { column: 'm.document_id', type: 'uuid' },
  },
  sorts: { createdAt: byCreation('m') },
  defaultSort: '-createdAt',
  tieBreak: 'm.id',
  instanceColumn: null,
});

export interface AdjustmentView extends Edited {
  readonly id: string;
  readonly number: string;
  readonly locationId: string;
  readonly state: AdjustmentState;
  readonly mode: 'count' | 'change';
  readonly note: string;
  readonly doneAt: string | null;
}

export const adjustmentList = defineList<AdjustmentView>({
  name: 'adjustments',
  from: 'inventory.adjustment a',
  columns: {
    id: 'a.id',
    number: 'a.number',
    locationId: 'a.location_id',
    state: 'a.state',
    mode: 'a.mode',
    note: 'a.note',
    doneAt: { instant: 'a.done_at' },
    ...edited('a'),
  },
  filters: {
    id: { column: 'a.id', type: 'uuid' },
    locationId: { column: 'a.location_id', type: 'uuid' },
    state: { column: 'a.state', type: 'text', enum: ADJUSTMENT_STATES },
  },
  sorts: { createdAt: byCreation('a') },
  defaultSort: '-createdAt',
  tieBreak: 'a.id',
  instanceColumn: null,
});

export interface DeliveryView extends Edited {
  readonly id: string;
  readonly number: string;
  readonly state: DeliveryState;
  readonly orderId: string;
  readonly contactId: string;
  readonly warehouseId: string;
  readonly locationId: string;
  readonly instanceId: string | null;
  /** The consignment on the remote side. */
  readonly remoteId: string | null;
  readonly part: number;
  readonly method: string;
  readonly doneAt: string | null;
}

export const deliveryList = defineList<DeliveryView>({
  name: 'deliveries',
  from: 'inventory.delivery d',
  columns: {
    id: 'd.id',
    number: 'd.number',
    state: 'd.state',
    orderId: 'd.order_id',
    contactId: 'd.contact_id',
    warehouseId: 'd.warehouse_id',
    locationId: 'd.location_id',
    instanceId: 'd.source_instance_id',
    remoteId: 'd.source_remote_id',
    part: 'd.part',
    method: 'd.method',
    doneAt: { instant: 'd.done_at' },
    ...edited('d'),
  },
  filters: {
    id: { column: 'd.id', type: 'uuid' },
    number: { column: 'd.number', type: 'text', match: 'prefix' },
    state: { column: 'd.state', type: 'text', enum: DELIVERY_STATES },
    orderId: { column: 'd.order_id', type: 'uuid' },
    warehouseId: { column: 'd.warehouse_id', type: 'uuid' },
    instanceId: { column: 'd.source_instance_id', type: 'uuid' },
  },
  sorts: { createdAt: byCreation('d') },
  defaultSort: '-createdAt',
  tieBreak: 'd.id',
  instanceColumn: 'd.source_instance_id',
});
