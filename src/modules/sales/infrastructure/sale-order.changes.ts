import type { Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { OrderState } from '../domain/order-state.js';
import type { OrderAttention, OrderNote, SourceState } from '../domain/sale-order.js';
import { SaleOrderNoteRow } from './sale-order-note.entity.js';

/** Every change of an order counts its version on. */
const CHANGED = 'version = o.version + 1, updated_at = now()';

/** The rows are locked by the caller. */
export async function setState(
  tx: Tx,
  ids: readonly string[],
  state: OrderState,
  cancelReason: string | null,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(
    `UPDATE sales.sale_order o SET state = $2, cancel_reason = $3, ${CHANGED} WHERE o.id = ANY($1::uuid[])`,
    [ids, state, cancelReason],
  );
}

/** Gives back the orders that took their state: those whose version is still the one that was read. */
export async function writeSourceStates(tx: Tx, states: readonly SourceState[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE sales.sale_order o SET source_status = u.status, source_payment_status = u.payment, source_gateway = u.gateway,
        source_fingerprint = u.fingerprint, source_modified_at = u.modified, ${CHANGED}
      FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
        AS u(id, version, status, payment, gateway, fingerprint, modified)
      WHERE o.id = u.id AND o.version = u.version RETURNING o.id`,
    [
      states.map((state) => state.orderId),
      states.map((state) => state.version),
      states.map((state) => state.sourceStatus),
      states.map((state) => state.sourcePaymentStatus),
      states.map((state) => state.sourceGateway),
      states.map((state) => state.sourceFingerprint),
      states.map((state) => state.sourceModifiedAt),
    ],
  );
  return new Set(rows.map((row) => row.id));
}

/** Writes only what differs, so that the same report twice changes nothing. */
export async function writeAttention(tx: Tx, changes: readonly OrderAttention[]): Promise<void> {
  await tx.execute(
    `UPDATE sales.sale_order o SET attention_code = u.code, attention = u.message, ${CHANGED}
      FROM unnest($1::uuid[], $2::text[], $3::text[]) AS u(id, code, message)
      WHERE o.id = u.id AND (o.attention_code, o.attention) IS DISTINCT FROM (u.code, u.message)`,
    [
      changes.map((change) => change.orderId),
      changes.map((change) => change.attention?.code ?? null),
      changes.map((change) => change.attention?.message ?? null),
    ],
  );
}

export async function insertNotes(tx: Tx, notes: readonly OrderNote[]): Promise<void> {
  await tx.insert(
    SaleOrderNoteRow,
    notes.map((note) => ({ id: newId(), ...note })),
  );
}
