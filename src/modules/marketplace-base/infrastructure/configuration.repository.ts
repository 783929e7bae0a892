import { Injectable } from '@nestjs/common';
import type { RowClass, Tx } from '../../../platform/database/index.js';
import { LocationRow } from './master-data.entity.js';
import { FinancialWorkflowRow, GatewayRow, OrderStatusMappingRow, PaymentMappingRow } from './workflow.entity.js';

interface Table {
  readonly row: RowClass<object>;
  readonly name: string;
  /** Property → column, of what people may set. */
  readonly columns: Readonly<Record<string, string>>;
}

const TABLES = {
  gateway: { row: GatewayRow, name: 'marketplace.gateway', columns: { name: 'name', journalId: 'journal_id' } },
  'financial-workflow': {
    row: FinancialWorkflowRow,
    name: 'marketplace.financial_workflow',
    columns: {
      gatewayId: 'gateway_id',
      paymentStatus: 'payment_status',
      confirmsOrder: 'confirms_order',
      validatesDelivery: 'validates_delivery',
      createsInvoice: 'creates_invoice',
      registersPayment: 'registers_payment',
      journalId: 'journal_id',
      paymentTermDays: 'payment_term_days',
    },
  },
  'payment-mapping': {
    row: PaymentMappingRow,
    name: 'marketplace.payment_mapping',
    columns: {
      gatewayId: 'gateway_id',
      journalId: 'journal_id',
      priceListId: 'price_list_id',
      currency: 'currency',
      isDefault: 'is_default',
    },
  },
  'order-status-mapping': {
    row: OrderStatusMappingRow,
    name: 'marketplace.order_status_mapping',
    columns: { statusRemoteId: 'status_remote_id', stage: 'stage' },
  },
  location: {
    row: LocationRow,
    name: 'marketplace.location',
    columns: { warehouseId: 'warehouse_id', stockLocationId: 'stock_location_id', syncsStock: 'syncs_stock' },
  },
} as const satisfies Record<string, Table>;

export type ConfigurationKind = keyof typeof TABLES;
export type ConfigurationValues = Readonly<Record<string, unknown>>;
export type StoredConfiguration = ConfigurationValues & { readonly version: number };

export interface StandingMapping {
  readonly id: string;
  readonly gatewayId: string | null;
  readonly isDefault: boolean;
}

/** The rows with which people say what an instance's orders become. They are few, and all are handled alike. */
@Injectable()
export class ConfigurationRepository {
  async insert(
    tx: Tx,
    kind: ConfigurationKind,
    id: string,
    instanceId: string,
    values: ConfigurationValues,
  ): Promise<void> {
    await tx.insert(TABLES[kind].row as RowClass<{ id: string; instanceId: string }>, [{ id, instanceId, ...values }]);
  }

  async lock(tx: Tx, kind: ConfigurationKind, instanceId: string, id: string): Promise<StoredConfiguration | null> {
    const { name, columns }: Table = TABLES[kind];
    const selected = Object.entries(columns).map(([property, column]) => `${column} AS "${property}"`);
    const [row] = await tx.query<StoredConfiguration>(
      `SELECT ${selected.join(', ')}, version FROM ${name} WHERE instance_id = $1 AND id = $2 FOR UPDATE`,
      [instanceId, id],
    );
    return row ?? null;
  }

  async update(tx: Tx, kind: ConfigurationKind, id: string, values: ConfigurationValues): Promise<void> {
    const { name, columns }: Table = TABLES[kind];
    const entries = Object.entries(columns);
    const set = entries.map(([, column], index) => `${column} = $${index + 2}`);
    await tx.execute(`UPDATE ${name} SET ${set.join(', ')}, version = version + 1 WHERE id = $1`, [
      id,
      ...entries.map(([property]) => values[property]),
    ]);
  }

  async delete(tx: Tx, kind: ConfigurationKind, id: string): Promise<void> {
    await tx.execute(`DELETE FROM ${TABLES[kind].name} WHERE id = $1`, [id]);
  }

  async hasGateway(tx: Tx, instanceId: string, gatewayId: string): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM marketplace.gateway WHERE instance_id = $1 AND id = $2 FOR SHARE', [
      instanceId,
      gatewayId,
    ]);
    return rows.length > 0;
  }

  /** Payment mappings are changed one after the other: which is the default depends on all of them. */
  async lockPaymentMappings(tx: Tx, instanceId: string): Promise<StandingMapping[]> {
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 4))', [instanceId]);
    return tx.query<StandingMapping>(
      'SELECT id, gateway_id AS "gatewayId", is_default AS "isDefault" FROM marketplace.payment_mapping WHERE instance_id = $1',
      [instanceId],
    );
  }

  async clearDefault(tx: Tx, instanceId: string): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.payment_mapping SET is_default = false, version = version + 1 WHERE instance_id = $1 AND is_default`,
      [instanceId],
    );
  }
}
