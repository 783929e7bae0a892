import { defineList } from '../../../platform/http/index.js';

export interface InstanceView {
  id: string;
  name: string;
  connector: string;
  state: 'draft' | 'confirmed';
  companyId: string;
  warehouseId: string;
  /** The one that was set, else the store's, else UTC. */
  timeZone: string;
  connectionStatus: 'unknown' | 'ok' | 'failed';
  connectionCheckedAt: string | null;
  connectionProblems: { code: string; message: string; endpoint: string }[];
  store: Record<string, unknown> | null;
  confirmedAt: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

export const instanceList = defineList<InstanceView>({
  name: 'instances',
  from: 'marketplace.instance i',
  columns: {
    id: 'i.id',
    name: 'i.name',
    connector: 'i.connector',
    state: 'i.state',
    companyId: 'i.company_id',
    warehouseId: 'i.warehouse_id',
    timeZone: `coalesce(i.time_zone, i.store->>'timeZone', 'UTC')`,
    connectionStatus: 'i.connection_status',
    connectionCheckedAt: { instant: 'i.connection_checked_at' },
    connectionProblems: 'i.connection_problems',
    store: 'i.store',
    confirmedAt: { instant: 'i.confirmed_at' },
    version: 'i.version',
    createdAt: { instant: 'i.created_at' },
    updatedAt: { instant: 'i.updated_at' },
  },
  filters: {
    id: { column: 'i.id', type: 'uuid' },
    name: { column: 'i.name', type: 'text', match: 'contains' },
    connector: { column: 'i.connector', type: 'text' },
    state: { column: 'i.state', type: 'text', enum: ['draft', 'confirmed'] },
    connectionStatus: { column: 'i.connection_status', type: 'text', enum: ['unknown', 'ok', 'failed'] },
  },
  sorts: { name: { column: 'i.name', type: 'text' }, createdAt: { column: 'i.created_at', type: 'instant' } },
  defaultSort: 'name',
  tieBreak: 'i.id',
  instanceColumn: 'i.id',
});
