import { defineList } from '../../../platform/http/index.js';

const ofInstance = (alias: string) =>
  ({
    tieBreak: `${alias}.id`,
    instanceColumn: `${alias}.instance_id`,
    scopes: { instanceId: { column: `${alias}.instance_id`, type: 'uuid' } },
  }) as const;

export interface GatewayView {
  id: string;
  code: string;
  name: string;
  journalId: string;
  version: number;
}

export const gatewayList = defineList<GatewayView>({
  name: 'gateways',
  from: 'marketplace.gateway g',
  columns: { id: 'g.id', code: 'g.code', name: 'g.name', journalId: 'g.journal_id', version: 'g.version' },
  filters: {
    id: { column: 'g.id', type: 'uuid' },
    code: { column: 'g.code', type: 'text', lowercase: true },
  },
  sorts: { name: { column: 'g.name', type: 'text' }, code: { column: 'g.code', type: 'text' } },
  defaultSort: 'name',
  ...ofInstance('g'),
});

export interface WorkflowView {
  id: string;
  /** Null: any gateway that has no row of its own for the status. */
  gatewayId: string | null;
  gateway: string | null;
  paymentStatus: string;
  confirmsOrder: boolean;
  validatesDelivery: boolean;
  createsInvoice: boolean;
  registersPayment: boolean;
  journalId: string | null;
  paymentTermDays: number;
  version: number;
}

export const workflowList = defineList<WorkflowView>({
  name: 'financial-workflows',
  from: 'marketplace.financial_workflow w LEFT JOIN marketplace.gateway g ON g.id = w.gateway_id',
  columns: {
    id: 'w.id',
    gatewayId: 'w.gateway_id',
    gateway: 'g.name',
    paymentStatus: 'w.payment_status',
    confirmsOrder: 'w.confirms_order',
    validatesDelivery: 'w.validates_delivery',
    createsInvoice: 'w.creates_invoice',
    registersPayment: 'w.registers_payment',
    journalId: 'w.journal_id',
    paymentTermDays: 'w.payment_term_days',
    version: 'w.version',
  },
  filters: {
    id: { column: 'w.id', type: 'uuid' },
    gatewayId: { column: 'w.gateway_id', type: 'uuid' },
    isForAnyGateway: { column: '(w.gateway_id IS NULL)', type: 'boolean' },
    paymentStatus: { column: 'w.payment_status', type: 'text' },
  },
  sorts: { paymentStatus: { column: 'w.payment_status', type: 'text' } },
  defaultSort: 'paymentStatus',
  ...ofInstance('w'),
});

export interface PaymentMappingView {
  id: string;
  gatewayId: string | null;
  gateway: string | null;
  /** Null: the gateway's own clearing journal. */
  journalId: string | null;
  priceListId: string | null;
  currency: string | null;
  isDefault: boolean;
  version: number;
}

export const paymentMappingList = defineList<PaymentMappingView>({
  name: 'payment-mappings',
  from: 'marketplace.payment_mapping m LEFT JOIN marketplace.gateway g ON g.id = m.gateway_id',
  columns: {
    id: 'm.id',
    gatewayId: 'm.gateway_id',
    gateway: 'g.name',
    journalId: 'm.journal_id',
    priceListId: 'm.price_list_id',
    currency: 'm.currency',
    isDefault: 'm.is_default',
    version: 'm.version',
  },
  filters: {
    id: { column: 'm.id', type: 'uuid' },
    gatewayId: { column: 'm.gateway_id', type: 'uuid' },
    isDefault: { column: 'm.is_default', type: 'boolean' },
  },
  sorts: { id: { column: 'm.id', type: 'uuid' } },
  defaultSort: 'id',
  ...ofInstance('m'),
});

export interface StatusMappingView {
  id: string;
  statusRemoteId: string;
  /** As the store calls it; null when its statuses were not imported. */
  status: string | null;
  stage: 'quotation' | 'confirmed' | 'cancelled';
  version: number;
}

export const statusMappingList = defineList<StatusMappingView>({
  name: 'order-status-mappings',
  from: `marketplace.order_status_mapping m LEFT JOIN marketplace.order_status s
    ON s.instance_id = m.instance_id AND s.remote_id = m.status_remote_id`,
  columns: {
    id: 'm.id',
    statusRemoteId: 'm.status_remote_id',
    status: `coalesce(nullif(s.custom_label, ''), s.name)`,
    stage: 'm.stage',
    version: 'm.version',
  },
  filters: {
    id: { column: 'm.id', type: 'uuid' },
    statusRemoteId: { column: 'm.status_remote_id', type: 'text' },
    stage: { column: 'm.stage', type: 'text', enum: ['quotation', 'confirmed', 'cancelled'] },
  },
  sorts: { statusRemoteId: { column: 'm.status_remote_id', type: 'text' } },
  defaultSort: 'statusRemoteId',
  ...ofInstance('m'),
});

export interface ScheduledActionView {
  id: string;
  action: string;
  intervalMinutes: number;
  active: boolean;
  nextRunAt: string | null;
  lastRunAt: string | null;
  lastJobId: string | null;
  lastMessage: string | null;
  version: number;
}

export const scheduledActionList = defineList<ScheduledActionView>({
  name: 'scheduled-actions',
  from: 'marketplace.scheduled_action a',
  columns: {
    id: 'a.id',
    action: 'a.action',
    intervalMinutes: 'a.interval_minutes',
    active: 'a.active',
    nextRunAt: { instant: 'a.next_run_at' },
    lastRunAt: { instant: 'a.last_run_at' },
    lastJobId: 'a.last_job_id',
    lastMessage: 'a.last_message',
    version: 'a.version',
  },
  filters: {
    id: { column: 'a.id', type: 'uuid' },
    action: { column: 'a.action', type: 'text' },
    active: { column: 'a.active', type: 'boolean' },
  },
  sorts: { action: { column: 'a.action', type: 'text' } },
  defaultSort: 'action',
  ...ofInstance('a'),
});
