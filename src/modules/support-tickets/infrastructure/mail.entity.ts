import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TicketRow } from './support.entity.js';

/**
 * A mail that a ticket sends: written in the transaction of what it tells, sent later (row D11).
 * `held`: never to be sent, `error` says why. `bounced`: the server had taken it, then it came back.
 */
@Entity({ schema: 'support', name: 'outgoing_mail' })
@Index('uq_outgoing_mail_message', ['messageId'], { unique: true })
@Index('uq_outgoing_mail_cause', ['causeId'], { unique: true })
@Index('ix_outgoing_mail_ticket', ['ticketId', 'id'])
@Index('ix_outgoing_mail_recipient', ['recipientKey', 'createdAt'])
@Index('ix_outgoing_mail_due', ['nextAttemptAt', 'id'], { where: `state = 'waiting'` })
@Check('ck_outgoing_mail_state', `state IN ('waiting', 'sent', 'failed', 'held', 'bounced')`)
@Check('ck_outgoing_mail_due', `(state = 'waiting') = (next_attempt_at IS NOT NULL)`)
export class OutgoingMailRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_outgoing_mail' })
  id!: string;

  @ForeignKey(() => TicketRow, { name: 'fk_outgoing_mail_ticket' })
  @Column({ type: 'uuid', name: 'ticket_id' })
  ticketId!: string;

  /** The ticket it acknowledges or the message it carries: each is mailed once. */
  @Column({ type: 'uuid', name: 'cause_id' })
  causeId!: string;

  /** `<…@…>`, the same at every attempt. */
  @Column({ type: 'text', name: 'message_id', collation: 'C' })
  messageId!: string;

  @Column({ type: 'text', name: 'recipient' })
  recipient!: string;

  /** Its mailbox, in lower case and without a tag: what is counted. */
  @Column({ type: 'text', name: 'recipient_key', collation: 'C' })
  recipientKey!: string;

  /** No person wrote it. */
  @Column({ type: 'boolean', name: 'is_automatic' })
  isAutomatic!: boolean;

  @Column({ type: 'text', name: 'subject' })
  subject!: string;

  /** null: it was sent; the words stand in the ticket. */
  @Column({ type: 'text', name: 'body', nullable: true })
  body!: string | null;

  /** Further headers, by name. */
  @Column({ type: 'jsonb', name: 'headers' })
  headers!: Record<string, string>;

  @Column({ type: 'text', name: 'in_reply_to', nullable: true })
  inReplyTo!: string | null;

  /** Oldest first, with spaces between. */
  @Column({ type: 'text', name: 'reference_ids' })
  referenceIds!: string;

  @Column({ type: 'text', name: 'state' })
  state!: 'waiting' | 'sent' | 'failed' | 'held' | 'bounced';

  @Column({ type: 'integer', name: 'attempts', default: 0 })
  attempts!: number;

  @Column({ type: 'timestamptz', name: 'next_attempt_at', nullable: true })
  nextAttemptAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true })
  sentAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'bounced_at', nullable: true })
  bouncedAt!: Date | null;

  /** Why it was held, or what the mail server said last. */
  @Column({ type: 'text', name: 'error', nullable: true })
  error!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}

/** That a mail came, and what became of it; its text is in the ticket and nowhere else. */
@Entity({ schema: 'support', name: 'incoming_mail' })
@Index('uq_incoming_mail_ref', ['ref', 'fromKey'], { unique: true })
@Index('ix_incoming_mail_ticket', ['ticketId', 'id'], { where: 'ticket_id IS NOT NULL' })
@Index('ix_incoming_mail_sender', ['senderKey', 'receivedAt'], { where: 'sender_key IS NOT NULL' })
@Check(
  'ck_incoming_mail_disposition',
  `disposition IN ('report', 'reply', 'note', 'auto-reply', 'bounce', 'own-mail', 'no-sender')`,
)
export class IncomingMailRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_incoming_mail' })
  id!: string;

  /** Its Message-ID, `<…@…>`, or `sha256:…` of a mail that has none. */
  @Column({ type: 'text', name: 'ref', collation: 'C' })
  ref!: string;

  /** Who says he wrote it, in lower case; '': nobody, null: it came before this was kept. */
  @Column({ type: 'text', name: 'from_key', collation: 'C', nullable: true })
  fromKey!: string | null;

  @Column({ type: 'text', name: 'disposition' })
  disposition!: string;

  @ForeignKey(() => TicketRow, { name: 'fk_incoming_mail_ticket' })
  @Column({ type: 'uuid', name: 'ticket_id', nullable: true })
  ticketId!: string | null;

  /** The sender's mailbox, in lower case and without a tag, of mails that a person wrote. */
  @Column({ type: 'text', name: 'sender_key', collation: 'C', nullable: true })
  senderKey!: string | null;

  @Column({ type: 'timestamptz', name: 'received_at', default: () => 'now()' })
  receivedAt!: Date;
}
