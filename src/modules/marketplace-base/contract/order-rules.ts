/** Everything an instance's people configured that decides what an order becomes. */
export interface OrderRules {
  /** By `gatewayCode`. */
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly workflows: readonly WorkflowRow[];
  readonly paymentMappings: readonly PaymentMapping[];
  /** B13: stage by remote status id. */
  readonly stages: ReadonlyMap<string, OrderStage>;
  /** By remote id; only active ones. */
  readonly locations: ReadonlyMap<string, Location>;
}

export interface Gateway {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly journalId: string;
}

export type OrderStage = 'quotation' | 'confirmed' | 'cancelled';

export interface WorkflowRow {
  readonly id: string;
  /** Null: any gateway that has no row of its own for the status. */
  readonly gatewayId: string | null;
  readonly paymentStatus: string;
  readonly confirmsOrder: boolean;
  readonly validatesDelivery: boolean;
  readonly createsInvoice: boolean;
  readonly registersPayment: boolean;
  readonly journalId: string | null;
  readonly paymentTermDays: number;
}

export interface PaymentMapping {
  readonly gatewayId: string | null;
  readonly journalId: string | null;
  readonly priceListId: string | null;
  readonly currency: string | null;
  readonly isDefault: boolean;
}

export interface Location {
  readonly remoteId: string;
  readonly isDefault: boolean;
  readonly warehouseId: string | null;
  readonly stockLocationId: string | null;
}

/** Identity of a gateway: the payment method's name without regard to case and spacing; orders without one share "none". */
export function gatewayCode(paymentMethod: string): string {
  return paymentMethod.trim().replace(/\s+/g, ' ').toLowerCase() || 'none';
}

export function gatewayName(paymentMethod: string): string {
  return paymentMethod.trim().replace(/\s+/g, ' ') || 'No payment method';
}

/** The row for gateway x payment status (A11.8); a row for any gateway stands in when the gateway has none. */
export function workflowFor(rules: OrderRules, gatewayId: string, paymentStatus: string): WorkflowRow | null {
  const ofStatus = rules.workflows.filter((row) => row.paymentStatus === paymentStatus);
  return ofStatus.find((row) => row.gatewayId === gatewayId) ?? ofStatus.find((row) => row.gatewayId === null) ?? null;
}

/** B18: the gateway's own row, else the default row that catches unknown methods. */
export function paymentMappingFor(rules: OrderRules, gatewayId: string): PaymentMapping | null {
  return (
    rules.paymentMappings.find((row) => row.gatewayId === gatewayId) ??
    rules.paymentMappings.find((row) => row.isDefault) ??
    null
  );
}
