import type { MasterDataKind, RemoteMasterData } from '../../marketplace-base/contract/index.js';
import type { Json } from './fields.js';

/** Where each kind is read. V2 lists are bare arrays, V3 ones come in pages that name the next. */
export const MASTER_DATA_SOURCES = {
  'order-statuses': { path: '/v2/order_statuses', query: {} },
  channels: { path: '/v3/channels', query: { limit: '50' } },
  locations: { path: '/v3/inventory/locations', query: { limit: '250' } },
  'tax-classes': { path: '/v2/tax_classes', query: { limit: '250' } },
  categories: { path: '/v3/catalog/trees/categories', query: { limit: '250' } },
  brands: { path: '/v3/catalog/brands', query: { limit: '250' } },
} as const satisfies Record<MasterDataKind, { path: string; query: Readonly<Record<string, string>> }>;

type Mapper<K extends MasterDataKind> = (row: Json) => RemoteMasterData[K];

export const MASTER_DATA_MAPPERS: { readonly [K in MasterDataKind]: Mapper<K> } = {
  'order-statuses': (row) => ({
    remoteId: idText(row['id']),
    name: text(row['name']) || text(row['system_label']),
    customLabel: text(row['custom_label']),
    position: typeof row['order'] === 'number' ? row['order'] : 0,
  }),
  channels: (row) => ({
    remoteId: idText(row['id']),
    name: text(row['name']),
    type: text(row['type']),
    platform: text(row['platform']),
    status: text(row['status']),
  }),
  locations: (row) => ({
    remoteId: idText(row['id']),
    code: text(row['code']),
    name: text(row['label']) || text(row['code']),
    isDefault: typeof row['is_default'] === 'boolean' ? row['is_default'] : idText(row['id']) === DEFAULT_LOCATION,
    active: row['enabled'] !== false,
  }),
  'tax-classes': (row) => ({ remoteId: idText(row['id']), name: text(row['name']) }),
  categories: (row) => ({
    remoteId: idText(row['category_id']),
    parentRemoteId: idText(row['parent_id']) === '0' ? null : idText(row['parent_id']) || null,
    name: text(row['name']),
    visible: row['is_visible'] !== false,
  }),
  brands: (row) => ({ remoteId: idText(row['id']), name: text(row['name']) }),
};

/** The store's first location; rows do not say which is the default one (sheet 8.3). */
const DEFAULT_LOCATION = '1';

/** Class 0 exists in every store and is in no list (sheet 17). */
export const DEFAULT_TAX_CLASS: RemoteMasterData['tax-classes'] = { remoteId: '0', name: 'Default Tax Class' };

function idText(value: unknown): string {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value);
  return typeof value === 'string' && /^\d{1,19}$/.test(value) ? value : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
