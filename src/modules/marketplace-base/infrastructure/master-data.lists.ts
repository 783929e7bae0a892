import { defineList } from '../../../platform/http/index.js';

const of = (alias: string) =>
  ({
    tieBreak: `${alias}.id`,
    instanceColumn: `${alias}.instance_id`,
    scopes: { instanceId: { column: `${alias}.instance_id`, type: 'uuid' } },
  }) as const;

const filters = {
  id: { column: 't.id', type: 'uuid' },
  remoteId: { column: 't.remote_id', type: 'text' },
  active: { column: 't.active', type: 'boolean' },
  name: { column: 't.name', type: 'text', match: 'contains' },
} as const;

const byName = { name: { column: 't.name', type: 'text' }, remoteId: { column: 't.remote_id', type: 'text' } } as const;

interface Common {
  id: string;
  remoteId: string;
  name: string;
  /** False: the store no longer has it (A2.3), or has switched it off. */
  active: boolean;
}

const common = { id: 't.id', remoteId: 't.remote_id', name: 't.name', active: 't.active' } as const;

export interface OrderStatusView extends Common {
  customLabel: string;
  position: number;
}

export const orderStatusList = defineList<OrderStatusView>({
  name: 'order-statuses',
  from: 'marketplace.order_status t',
  columns: { ...common, customLabel: 't.custom_label', position: 't.position' },
  filters,
  sorts: { ...byName, position: { column: 't.position', type: 'integer' } },
  defaultSort: 'position',
  ...of('t'),
});

export interface ChannelView extends Common {
  type: string;
  platform: string;
  status: string;
}

export const channelList = defineList<ChannelView>({
  name: 'channels',
  from: 'marketplace.channel t',
  columns: { ...common, type: 't.type', platform: 't.platform', status: 't.status' },
  filters,
  sorts: byName,
  defaultSort: 'name',
  ...of('t'),
});

export interface LocationView extends Common {
  code: string;
  isDefault: boolean;
  /** Null: the instance's warehouse (A9.2). */
  warehouseId: string | null;
  stockLocationId: string | null;
  /** Enable Import/Export Stock? (A9.5) */
  syncsStock: boolean;
  version: number;
}

export const locationList = defineList<LocationView>({
  name: 'locations',
  from: 'marketplace.location t',
  columns: {
    ...common,
    code: 't.code',
    isDefault: 't.is_default',
    warehouseId: 't.warehouse_id',
    stockLocationId: 't.stock_location_id',
    syncsStock: 't.syncs_stock',
    version: 't.version',
  },
  filters: { ...filters, isDefault: { column: 't.is_default', type: 'boolean' } },
  sorts: byName,
  defaultSort: 'name',
  ...of('t'),
});

export const taxClassList = defineList<Common>({
  name: 'tax-classes',
  from: 'marketplace.tax_class t',
  columns: common,
  filters,
  sorts: byName,
  defaultSort: 'name',
  ...of('t'),
});

export interface CategoryView extends Common {
  parentRemoteId: string | null;
  visible: boolean;
}

export const categoryList = defineList<CategoryView>({
  name: 'categories',
  from: 'marketplace.remote_category t',
  columns: { ...common, parentRemoteId: 't.parent_remote_id', visible: 't.visible' },
  filters: {
    ...filters,
    parentRemoteId: { column: 't.parent_remote_id', type: 'text' },
    visible: { column: 't.visible', type: 'boolean' },
  },
  sorts: byName,
  defaultSort: 'name',
  ...of('t'),
});

export const brandList = defineList<Common>({
  name: 'brands',
  from: 'marketplace.remote_brand t',
  columns: common,
  filters,
  sorts: byName,
  defaultSort: 'name',
  ...of('t'),
});

export type TaxClassView = Common;
export type BrandView = Common;
