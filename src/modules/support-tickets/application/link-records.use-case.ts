import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { currentActor } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { LinkKind } from '../domain/ticket-link.js';
import { TicketStore } from '../infrastructure/ticket.store.js';
import { LinkTargets } from './link-targets.js';

/** Ties a ticket to what it is about: log entries, failed lines, orders, deliveries, instances, other tickets. */
@Injectable()
export class LinkRecords implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly targets: LinkTargets,
  ) {}

  onModuleInit(): void {
    this.targets.register('ticket', (ids) => this.store.numbers(this.database, ids));
  }

  /** A link that stands already stays as it is. */
  async add(ticketId: string, kind: LinkKind, recordId: string): Promise<void> {
    const addedBy = currentActor().name;
    const label = (await this.targets.labels(kind, [recordId])).get(recordId);
    if (label === undefined || recordId === ticketId) {
      const message = `There is no ${kind.replace('-', ' ')} with this id to link to.`;
      throw new DomainError('rule-broken', 'support.nothing-to-link', message, { kind, recordId });
    }
    await this.database.transaction(async (tx) => {
      await this.store.lock(tx, ticketId);
      if ((await this.store.link(tx, [{ ticketId, kind, recordId, label, addedBy }])) === 0) return;
      await this.store.note(tx, ticketId, [{ kind: 'linked', actorName: addedBy, detail: { kind, recordId, label } }]);
    });
  }

  async remove(ticketId: string, linkId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.store.lock(tx, ticketId);
      if (!(await this.store.unlink(tx, ticketId, linkId))) {
        throw new DomainError('not-found', 'support.no-such-link', 'The ticket has no such link.', { linkId });
      }
      await this.store.note(tx, ticketId, [{ kind: 'unlinked', actorName: currentActor().name, detail: { linkId } }]);
    });
  }
}
