import { setTimeout as wait } from 'node:timers/promises';
import { within } from '../async/index.js';
import type { Database, Tx } from '../database/index.js';
import { withCorrelation, type Log } from '../logging/index.js';
import { newId } from '../../shared-kernel/index.js';
import { rememberHandled, takeDelivery, type Delivery } from './delivery.js';
import { eventVersion, type EventHandler, type EventType, type StoredEvent } from './event.js';
import { retryDelayMs } from './retry.js';

export interface RelayOptions {
  /** Whether this process handles events (the `worker` role); one that does not leaves them to the others' sweep. */
  readonly relays: boolean;
  /** How often to look for events whose kick was lost and for retries that are due. */
  readonly sweepMs?: number;
  /** Deliveries at the same time in this process; each holds one connection, and one handler never takes more than one. */
  readonly lanes?: number;
}

const FAN_OUT_BATCH = 500;
/** After a look events gather so long before the next: one statement and one commit for all of them, not for each. */
const GATHER_MS = 50;
const MAX_ERROR_CHARACTERS = 1_000;

interface Subscription {
  readonly type: EventType;
  readonly handle: EventHandler<unknown>;
}

/**
 * Turns new events into one delivery for each handler, then works the deliveries off. Both are rows taken with SKIP LOCKED, so
 * any number of processes share the work and a killed one holds nothing back.
 */
export class OutboxRelay {
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly busy = new Set<string>();
  private readonly lanes = new Set<Promise<void>>();
  private taking: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private fanning: Promise<void> | undefined;
  private fanAgain = false;
  private open = false;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
    private readonly options: RelayOptions,
  ) {}

  register<P extends object>(type: EventType, handler: string, handle: EventHandler<P>): void {
    eventVersion(type);
    if (this.subscriptions.has(handler)) throw new Error(`The event handler ${handler} is registered twice.`);
    this.subscriptions.set(handler, { type, handle: handle as EventHandler<unknown> });
  }

  start(): void {
    if (!this.options.relays) return;
    this.open = true;
    this.timer = setInterval(() => this.sweep(), this.options.sweepMs ?? 2_000);
    this.sweep();
  }

  /** Running handlers finish, for at most `graceMs`; what waits stays in its rows. */
  stop(graceMs: number): Promise<void> {
    this.stopping ??= this.shutDown(graceMs);
    return this.stopping;
  }

  private async shutDown(graceMs: number): Promise<void> {
    this.open = false;
    clearInterval(this.timer);
    if (!(await within(this.idle(), graceMs))) {
      this.log.warn('event handlers still running at shutdown are left: their events are delivered again', { graceMs });
    }
  }

  private async idle(): Promise<void> {
    await this.fanning;
    while (this.lanes.size > 0) await Promise.all(this.lanes);
  }

  /** Looks for new events and for deliveries that wait. */
  sweep(): void {
    this.addLane();
    this.kick();
  }

  /** Looks for new events now; any number of calls while it is looking make it look once more. */
  kick(): void {
    if (!this.open) return;
    this.fanAgain = true;
    this.fanning ??= this.fanOutAll().finally(() => {
      this.fanning = undefined;
      if (this.fanAgain) this.kick();
    });
  }

  private async fanOutAll(): Promise<void> {
    try {
      while (this.fanAgain && this.open) {
        this.fanAgain = false;
        const { relayed, deliveries } = await this.fanOut();
        if (deliveries > 0) this.addLane();
        if (relayed === FAN_OUT_BATCH) this.fanAgain = true;
        else await wait(GATHER_MS);
      }
    } catch (error) {
      this.fanAgain = false;
      this.log.warn('events not relayed: the next sweep tries again', { error });
    }
  }

  private async fanOut(): Promise<{ relayed: number; deliveries: number }> {
    const handlers = [...this.subscriptions.keys()];
    const types = [...this.subscriptions.values()].map((subscription) => subscription.type);
    const [row] = await this.database.query<{ relayed: number; deliveries: number }>(
      `WITH claimed AS (
         SELECT id, type FROM platform.outbox_event WHERE relayed_at IS NULL ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED
       ), marked AS (
         UPDATE platform.outbox_event SET relayed_at = now() WHERE id IN (SELECT id FROM claimed) RETURNING id
       ), noted AS (
         INSERT INTO platform.handled_event (handler, event_id)
         SELECT s.handler, c.id FROM claimed c JOIN unnest($1::text[], $2::text[]) AS s(handler, type) ON s.type = c.type
         ON CONFLICT DO NOTHING RETURNING 1
       )
       SELECT (SELECT count(*)::int FROM marked) AS relayed, (SELECT count(*)::int FROM noted) AS deliveries`,
      [handlers, types, FAN_OUT_BATCH],
    );
    return row ?? { relayed: 0, deliveries: 0 };
  }

  private addLane(): void {
    if (this.subscriptions.size === 0) return;
    if (!this.open || this.lanes.size >= (this.options.lanes ?? 3)) return;
    const lane = this.workLane().finally(() => this.lanes.delete(lane));
    this.lanes.add(lane);
  }

  private async workLane(): Promise<void> {
    while (this.open) {
      try {
        if ((await this.deliverNext()) === 'nothing') return;
      } catch (error) {
        this.log.warn('event delivery interrupted: the next sweep tries again', { error });
        return;
      }
    }
  }

  private async deliverNext(): Promise<'nothing' | 'handled' | 'failed'> {
    let taken: Delivery | null = null;
    let handlerFailed = false;
    try {
      return await this.database.transaction(async (tx) => {
        if (taken) this.busy.delete(taken.handler);
        taken = await this.take(tx);
        if (!taken) return 'nothing';
        // There may be more: one lane at a time, each finding work adds the next.
        this.addLane();
        handlerFailed = true;
        await this.handle(taken, tx);
        await rememberHandled(tx, taken);
        return 'handled';
      });
    } catch (error) {
      if (!taken || !handlerFailed) throw error;
      // Still busy: another lane would find the delivery as it was before this try.
      await this.noteFailure(taken, error);
      return 'failed';
    } finally {
      if (taken) this.busy.delete((taken as Delivery).handler);
    }
  }

  /** One lane at a time, or two could take the same handler before either has said so. */
  private take(tx: Tx): Promise<Delivery | null> {
    const turn = this.taking.then(async () => {
      const handlers = [...this.subscriptions.keys()].filter((handler) => !this.busy.has(handler));
      const delivery = handlers.length > 0 ? await takeDelivery(tx, handlers) : null;
      if (delivery) this.busy.add(delivery.handler);
      return delivery;
    });
    this.taking = turn.catch(() => undefined);
    return turn;
  }

  private async handle(delivery: Delivery, tx: Tx): Promise<void> {
    const subscription = this.subscriptions.get(delivery.handler) as Subscription;
    const event: StoredEvent = delivery.event;
    await withCorrelation(event.correlationId ?? newId(), () => subscription.handle(event, tx));
  }

  private async noteFailure(delivery: Delivery, error: unknown): Promise<void> {
    const failures = delivery.attempts + 1;
    const delayMs = retryDelayMs(failures, Math.random());
    const fields = {
      handler: delivery.handler,
      eventId: delivery.event.id,
      type: delivery.event.type,
      failures,
      error,
    };
    if (delayMs === null) this.log.error('event parked: its handler failed too often', fields);
    else this.log.warn('event handler failed and is tried again', { ...fields, delayMs });
    const text = error instanceof Error ? error.message : String(error);
    await this.database.query(
      `UPDATE platform.handled_event
          SET attempts = $3, error = $4, state = CASE WHEN $5::int IS NULL THEN 'parked' ELSE 'waiting' END,
              next_try_at = now() + make_interval(secs => coalesce($5::int, 0) / 1000.0)
        WHERE handler = $1 AND event_id = $2 AND state = 'waiting'`,
      [delivery.handler, delivery.event.id, failures, text.slice(0, MAX_ERROR_CHARACTERS), delayMs],
    );
  }
}
