import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { currentActor } from '../../../platform/http/index.js';
import { currentCorrelationId } from '../../../platform/logging/index.js';
import { insertNotes } from '../infrastructure/sale-order.changes.js';

/** What people do to orders, on the orders' timelines, with who did it. */
@Injectable()
export class Timeline {
  async add(
    tx: Tx,
    orderIds: readonly string[],
    code: string,
    message: string,
    now: Date,
    facts: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const { kind, name } = currentActor();
    const correlationId = currentCorrelationId() ?? null;
    const entry = { at: now.toISOString(), code, message, facts: { ...facts, by: `${kind} ${name}` }, correlationId };
    await insertNotes(
      tx,
      orderIds.map((orderId) => ({ orderId, ...entry })),
    );
  }
}
