import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/index.js';
import { Mailer } from '../../../../platform/mail/index.js';
import { isMailable, mailboxKey } from '../../domain/mail/addresses.js';
import { whyHeld } from '../../domain/mail/automatic-mail.js';
import { acknowledgement, answerMail, type MailDraft } from '../../domain/mail/compose-mail.js';
import { referencesFor } from '../../domain/mail/mail-ids.js';
import { MailStore } from '../../infrastructure/mail.store.js';
import { TicketStore, type StoredTicket } from '../../infrastructure/ticket.store.js';
import { PolicyBook } from '../policy-book.js';

/** What a mail is: an answer to the reporter's own mail or form, news of a machine, or a person's words (RFC 3834). */
type MailKind = 'auto-replied' | 'auto-generated' | 'personal';

/**
 * Turns what happened to a ticket into mails to its reporter (D11): rows, written in the transaction of the event's handling and sent
 * by SendMails. Each ticket is acknowledged once, each message carried once.
 */
@Injectable()
export class WriteMails {
  constructor(
    private readonly store: TicketStore,
    private readonly mails: MailStore,
    private readonly book: PolicyBook,
    @Optional() @Inject(Mailer) private readonly mailer?: Mailer,
  ) {}

  get isOn(): boolean {
    return this.mailer?.isOn === true;
  }

  /** That a report came. Not when the ticket has moved on since: then whoever reads it has heard more. */
  async acknowledge(tx: Tx, ticketId: string): Promise<void> {
    const ticket = await this.store.byId(tx, ticketId);
    if (!ticket || (ticket.state !== 'open' && ticket.state !== 'needs-info' && ticket.state !== 'new')) return;
    const { policy, title } = await this.book.version(ticket.product, ticket.policyVersion);
    const respondBy = ticket.pausedAt === null ? ticket.dueAt : null;
    const draft = acknowledgement(ticket.number, title, policy, ticket.assessment.missing, respondBy);
    await this.write(tx, ticket, ticketId, 'auto-replied', draft);
  }

  /** What staff, or the hub in its name, says for the reporter to read. */
  async carry(tx: Tx, ticketId: string, messageId: string): Promise<void> {
    const ticket = await this.store.byId(tx, ticketId);
    const message = ticket && (await this.store.messages(tx, [ticketId])).find(({ id }) => id === messageId);
    if (!ticket || !message || message.author !== 'staff' || message.isInternal) return;
    const about = message.isAutomatic ? null : ticket.subject;
    const draft = answerMail(ticket.number, about, message.body, ticket.channel);
    await this.write(tx, ticket, messageId, message.isAutomatic ? 'auto-generated' : 'personal', draft);
  }

  private async write(tx: Tx, ticket: StoredTicket, causeId: string, kind: MailKind, draft: MailDraft): Promise<void> {
    const from = this.mailer?.from ?? null;
    if (from === null || (await this.mails.isWritten(tx, causeId))) return;
    // Tags are free: counted by address, ada+1@…, ada+2@… would be as many mails as anybody likes for one person.
    const recipientKey = mailboxKey(ticket.reporterEmail);
    const held = await this.whyHeld(tx, ticket.reporterEmail, recipientKey, from, kind);
    const ids = await this.mails.idsOf(tx, ticket.id);
    await this.mails.write(tx, {
      ticketId: ticket.id,
      causeId,
      messageId: this.mails.newMailId(ticket.number, from),
      recipient: ticket.reporterEmail,
      recipientKey,
      isAutomatic: kind !== 'personal',
      subject: draft.subject,
      body: held === null ? draft.text : null,
      headers: headersOf(ticket.number, kind),
      inReplyTo: ids.at(-1) ?? null,
      referenceIds: referencesFor(ids).join(' '),
      state: held === null ? 'waiting' : 'held',
      nextAttemptAt: held === null ? new Date() : null,
      error: held,
    });
    if (held === null) return;
    await this.store.note(tx, ticket.id, [{ kind: 'mail-held', actorName: 'system', detail: { reason: held } }]);
  }

  private async whyHeld(
    tx: Tx,
    recipient: string,
    recipientKey: string,
    from: string,
    kind: MailKind,
  ): Promise<string | null> {
    if (!isMailable(recipient)) return 'This is no address that a mail can be sent to.';
    if (recipientKey === mailboxKey(from)) return 'This is the address that our own mails come from.';
    return kind === 'personal' ? null : whyHeld(await this.mails.recipient(tx, recipientKey, recipient));
  }
}

/** A person's words may be answered by a vacation program once; what a machine wrote asks every machine to be silent. */
function headersOf(number: string, kind: MailKind): Record<string, string> {
  return {
    'X-Longshore-Ticket': number,
    'X-Auto-Response-Suppress': 'All',
    ...(kind === 'personal' ? {} : { 'Auto-Submitted': kind }),
  };
}
