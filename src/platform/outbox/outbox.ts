import type { Database, Tx } from '../database/index.js';
import { currentCorrelationId } from '../logging/index.js';
import { eventVersion, type EventDraft, type EventHandler, type EventType, type ParkedDelivery } from './event.js';
import { OutboxEventRow } from './infrastructure/outbox-event.entity.js';
import { ParkedDeliveries } from './parked-deliveries.js';
import type { OutboxRelay } from './relay.js';

/** The only way one module tells another that something happened (design.md §5). */
export class Outbox {
  private readonly parked: ParkedDeliveries;

  constructor(
    database: Database,
    private readonly relay: OutboxRelay,
  ) {
    this.parked = new ParkedDeliveries(database);
  }

  /** Stores the events in the transaction of the change, one statement for all of them, and relays them once it has committed. */
  async append(tx: Tx, events: readonly EventDraft[]): Promise<void> {
    if (events.length === 0) return;
    const correlationId = currentCorrelationId() ?? null;
    const now = new Date();
    await tx.insert(
      OutboxEventRow,
      events.map((event) => ({
        id: event.id,
        type: event.type,
        version: eventVersion(event.type),
        payload: event.payload,
        occurredAt: event.occurredAt ?? now,
        correlationId: event.correlationId === undefined ? correlationId : event.correlationId,
      })),
    );
    tx.afterCommit(() => this.relay.kick());
  }

  /**
   * Called while modules start. `handler` names the reaction (`sales.confirm-on-import`) and is what is remembered: renaming it
   * makes it a new one. Events of a type nobody handles are kept for the retention time and go.
   */
  on<P extends object>(type: EventType, handler: string, handle: EventHandler<P>): void {
    this.relay.register(type, handler, handle);
  }

  /** Deliveries that were tried as often as allowed, oldest event first. */
  listParked(limit = 100): Promise<ParkedDelivery[]> {
    return this.parked.list(limit);
  }

  /** Puts parked deliveries back to be tried at once: those of one event and handler, or all. @returns how many */
  async retryParked(which?: { readonly eventId: string; readonly handler: string }): Promise<number> {
    const count = await this.parked.retry(which);
    this.relay.sweep();
    return count;
  }
}
