import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { Gateway, Location, OrderRules, OrderStage, PaymentMapping, WorkflowRow } from '../contract/index.js';
import { OrderStatusMappingRow } from './workflow.entity.js';

@Injectable()
export class OrderRulesRepository {
  constructor(private readonly database: Database) {}

  async load(instanceId: string): Promise<OrderRules> {
    const [gateways, workflows, paymentMappings, stages, locations] = await Promise.all([
      this.database.query<Gateway>(
        'SELECT id, code, name, journal_id AS "journalId" FROM marketplace.gateway WHERE instance_id = $1',
        [instanceId],
      ),
      this.database.query<WorkflowRow>(
        `SELECT id, gateway_id AS "gatewayId", payment_status AS "paymentStatus", confirms_order AS "confirmsOrder",
           validates_delivery AS "validatesDelivery", creates_invoice AS "createsInvoice", registers_payment AS "registersPayment",
           journal_id AS "journalId", payment_term_days AS "paymentTermDays"
         FROM marketplace.financial_workflow WHERE instance_id = $1`,
        [instanceId],
      ),
      this.database.query<PaymentMapping>(
        `SELECT gateway_id AS "gatewayId", journal_id AS "journalId", price_list_id AS "priceListId", currency, is_default AS "isDefault"
         FROM marketplace.payment_mapping WHERE instance_id = $1`,
        [instanceId],
      ),
      this.database.query<{ statusId: string; stage: OrderStage }>(
        'SELECT status_remote_id AS "statusId", stage FROM marketplace.order_status_mapping WHERE instance_id = $1',
        [instanceId],
      ),
      this.database.query<Location>(
        `SELECT remote_id AS "remoteId", is_default AS "isDefault", warehouse_id AS "warehouseId", stock_location_id AS "stockLocationId"
         FROM marketplace.location WHERE instance_id = $1 AND active`,
        [instanceId],
      ),
    ]);
    return {
      gateways: new Map(gateways.map((gateway) => [gateway.code, gateway])),
      workflows,
      paymentMappings,
      stages: new Map(stages.map((row) => [row.statusId, row.stage])),
      locations: new Map(locations.map((location) => [location.remoteId, location])),
    };
  }

  /** Mappings that stand are a person's choice and are left alone. */
  async addStages(tx: Tx, instanceId: string, statusIds: readonly string[], stage: OrderStage): Promise<void> {
    await tx.insert(
      OrderStatusMappingRow,
      statusIds.map((statusRemoteId) => ({ id: newId(), instanceId, statusRemoteId, stage })),
      { onConflict: 'nothing' },
    );
  }
}
