import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { isSecretOf } from '../../../platform/secrets/index.js';
import type { Assessment } from '../domain/report.js';
import { assessmentFor, forReporter, isForSecret, type ReportersAssessment } from '../domain/reporter-view.js';
import type { TicketState } from '../domain/ticket-state.js';
import { AttachmentStore } from '../infrastructure/attachment.store.js';
import { EvidenceStore } from '../infrastructure/evidence.store.js';
import { TicketStore, type StoredMessage, type StoredTicket } from '../infrastructure/ticket.store.js';
import { noSuchTicket } from '../domain/ticket-errors.js';
import { Suggest, type Suggestions } from './suggest.js';
import { lineOf, type AttachmentLine } from './read-attachment.js';

/** What the reporter may see of the ticket: nothing that staff wrote for itself, and nothing the hub found out about a store. */
export interface FollowedTicket extends ReportersAssessment {
  readonly number: string;
  readonly product: string;
  readonly subject: string;
  readonly state: TicketState;
  /** Number of the reporter's own ticket that goes on in place of this one; null: none does. */
  readonly mergedInto: string | null;
  readonly openedAt: string;
  /** null: the next word is yours, or nothing more is owed. */
  readonly respondBy: string | null;
  /** What to try until then, by what is known now. */
  readonly suggestions: Suggestions;
  readonly messages: readonly { author: 'reporter' | 'staff'; authorName: string; body: string; at: string }[];
  /** The reporter's own, and those of answers. */
  readonly attachments: readonly AttachmentLine[];
}

@Injectable()
export class FollowTicket {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly suggest: Suggest,
    private readonly evidence: EvidenceStore,
    private readonly files: AttachmentStore,
  ) {}

  /** @throws DomainError `not-found`, the same for a wrong number and a wrong secret */
  async ticket(number: string, secret: string): Promise<StoredTicket> {
    const ticket = await this.store.byNumber(this.database, number);
    if (!ticket || !isSecretOf(secret, ticket.secretHash)) throw noSuchTicket();
    return ticket;
  }

  async read(number: string, secret: string): Promise<FollowedTicket> {
    const ticket = await this.ticket(number, secret);
    const [decision] = await this.store.decisions(this.database, ticket.id);
    const messages = await this.store.messages(this.database, [ticket.id]);
    const attachments = await this.files.ofTickets(this.database, [ticket.id]);
    return {
      number: ticket.number,
      product: ticket.product,
      subject: ticket.subject,
      state: ticket.state,
      mergedInto: ticket.mergedInto,
      openedAt: ticket.openedAt.toISOString(),
      respondBy: ticket.pausedAt ? null : (ticket.dueAt?.toISOString() ?? null),
      suggestions: await this.suggest.forReporter(ticket.product, ticket.report, ticket.id),
      ...forReporter(await this.assessment(ticket), ticket.purchaseId !== null, decision ?? null),
      messages: messages
        .filter(({ isInternal }) => !isInternal)
        .map((message) => (isForSecret(message, ticket.channel) ? message : unshown(message, ticket)))
        .map(({ author, authorName, body, at }) => ({ author, authorName, body, at: at.toISOString() })),
      attachments: attachments.filter((file) => isForSecret(file, ticket.channel)).map(lineOf),
    };
  }

  /** A stranger's evidence is not even read. */
  private async assessment(ticket: StoredTicket): Promise<Assessment> {
    if (ticket.proof === null) return ticket.assessment;
    const evidence = (await this.evidence.latest(this.database, [ticket.id])).get(ticket.id);
    return assessmentFor(ticket, ticket.proof, evidence ?? null);
  }
}

/** That there was an answer is told, and nothing of it. */
function unshown(message: StoredMessage, { reporterName }: StoredTicket): StoredMessage {
  return { ...message, authorName: reporterName, body: '(Answered by e-mail. What was written is not shown here.)' };
}
