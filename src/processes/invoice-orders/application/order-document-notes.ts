import { Injectable } from '@nestjs/common';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { currentActor } from '../../../platform/http/index.js';
import { currentCorrelationId } from '../../../platform/logging/index.js';

/** Documents of an order on its timeline, with who made them. */
@Injectable()
export class OrderDocumentNotes {
  constructor(private readonly sales: SalesFacade) {}

  async add(
    tx: Tx,
    orderId: string,
    code: string,
    message: string,
    facts: Readonly<Record<string, unknown>>,
    now: Date = new Date(),
  ): Promise<void> {
    const { kind, name } = currentActor();
    const correlationId = currentCorrelationId() ?? null;
    const by = `${kind} ${name}`;
    await this.sales.note(tx, [
      { orderId, at: now.toISOString(), code, message, facts: { ...facts, by }, correlationId },
    ]);
  }
}
