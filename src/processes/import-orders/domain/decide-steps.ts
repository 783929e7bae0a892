import {
  gatewayCode,
  paymentMappingFor,
  workflowFor,
  type PaymentMapping,
  type RemoteOrder,
} from '../../../modules/marketplace-base/contract/index.js';
import type { ImportContext } from './import-context.js';

/** What an order's gateway, payment status and status call for (A11.8 to A11.14, B13). */
export interface Steps {
  readonly state: 'quotation' | 'confirmed' | 'cancelled';
  readonly validatesDelivery: boolean;
  readonly createsInvoice: boolean;
  readonly registersPayment: boolean;
  readonly paymentTermDays: number;
  /** Journal a gateway payment lands in. */
  readonly journalId: string;
  readonly mapping: PaymentMapping | null;
  readonly remarks: readonly Remark[];
}

export interface Remark {
  readonly level: 'success' | 'error';
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** @returns null when the order's gateway is not known yet */
export function decideSteps(order: RemoteOrder, context: ImportContext): Steps | null {
  const gateway = context.rules.gateways.get(gatewayCode(order.gateway));
  if (!gateway) return null;
  const row = workflowFor(context.rules, gateway.id, order.paymentStatus);
  const mapping = paymentMappingFor(context.rules, gateway.id);
  const stage = context.rules.stages.get(order.statusId) ?? null;
  const base = {
    journalId: row?.journalId ?? mapping?.journalId ?? gateway.journalId,
    mapping,
    paymentTermDays: row?.paymentTermDays ?? 0,
  };
  const nothing = { validatesDelivery: false, createsInvoice: false, registersPayment: false };
  if (stage === 'cancelled') return { ...base, ...nothing, state: 'cancelled', remarks: [] };
  if (!row) {
    const remarks = [workflowMissing(order, gateway, context)];
    return { ...base, ...nothing, state: stage === 'confirmed' ? 'confirmed' : 'quotation', remarks };
  }
  const confirms = row.confirmsOrder || stage === 'confirmed';
  const remarks = stage === 'quotation' && row.confirmsOrder ? [stagesDisagree(order, gateway.name)] : [];
  return {
    ...base,
    state: confirms ? 'confirmed' : 'quotation',
    validatesDelivery: row.validatesDelivery,
    createsInvoice: row.createsInvoice,
    registersPayment: row.registersPayment,
    remarks,
  };
}

/** A11.13, Z9: a new order comes in as a quotation, a known one stays as it is; the log entry carries what a new row has to say. */
function workflowMissing(order: RemoteOrder, gateway: { id: string; name: string }, context: ImportContext): Remark {
  const status = order.paymentStatus === '' ? 'no payment status' : `payment status "${order.paymentStatus}"`;
  return {
    level: 'error',
    code: 'orders.workflow-missing',
    message: `Order ${order.remoteId} goes no further: there is no financial workflow row for gateway "${gateway.name}" with ${status}. Add the row, then import the order again by its id.`,
    facts: {
      configureWorkflow: {
        method: 'POST',
        path: `/api/v1/instances/${context.instance.id}/financial-workflows`,
        body: {
          gatewayId: gateway.id,
          paymentStatus: order.paymentStatus,
          confirmsOrder: true,
          validatesDelivery: false,
          createsInvoice: true,
          registersPayment: true,
        },
      },
    },
  };
}

/** Z12: the workflow wins; people hear of it. */
function stagesDisagree(order: RemoteOrder, gateway: string): Remark {
  return {
    level: 'success',
    code: 'orders.stage-and-workflow-disagree',
    message: `Order ${order.remoteId}: its status is mapped to quotation, the workflow row of gateway "${gateway}" confirms it. The workflow was followed.`,
    facts: { statusId: order.statusId, paymentStatus: order.paymentStatus },
  };
}
