import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { Outbox, type EventType } from '../../../platform/outbox/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { DueAnswerStore, type DueTicket } from '../infrastructure/due-answer.store.js';
import { TicketStore } from '../infrastructure/ticket.store.js';

const BATCH = 500;

/**
 * Says which answers are nearly due and which are late (D12), each once for each due time: an event for many tickets at once, and a
 * line in each ticket's history. What moves the due time makes it a new one.
 */
@Injectable()
export class WarnOfAnswers {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly due: DueAnswerStore,
    private readonly tickets: TicketStore,
    private readonly outbox: Outbox,
  ) {}

  async run(now: Date, signal?: AbortSignal): Promise<void> {
    for (const what of ['near', 'missed'] as const) {
      while (!signal?.aborted && (await this.batch(what, now)) === BATCH);
    }
  }

  private batch(what: 'near' | 'missed', now: Date): Promise<number> {
    const kind = what === 'near' ? 'answer-due-soon' : 'answer-overdue';
    const type: EventType = `support.${kind}.v1`;
    return this.database.transaction(async (tx) => {
      const owed = await this.due.noteDue(tx, what, now, BATCH);
      if (owed.length === 0) return 0;
      await this.tickets.noteEach(
        tx,
        owed.map(({ ticketId, dueAt }) => ({ ticketId, kind, actorName: 'system', detail: { dueAt } })),
      );
      await this.outbox.append(tx, [{ id: newId(), type, payload: { tickets: owed satisfies DueTicket[] } }]);
      return owed.length;
    });
  }
}
