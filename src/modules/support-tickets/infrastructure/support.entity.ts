import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SupportPolicy } from '../domain/policy.js';
import type { Assessment, Coverage, Report } from '../domain/report.js';
import type { LinkKind } from '../domain/ticket-link.js';
import type { Priority, Proof, TicketChannel } from '../domain/ticket.js';
import type { TicketState } from '../domain/ticket-state.js';

/** Something that is sold with support: a connector, or whatever a manager adds. */
@Entity({ schema: 'support', name: 'support_product' })
@Check('ck_support_product_key', `key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`)
export class SupportProductRow {
  @PrimaryColumn({ type: 'text', name: 'key', primaryKeyConstraintName: 'pk_support_product' })
  key!: string;

  @Column({ type: 'text', name: 'title' })
  title!: string;

  /** Key of the connector whose instances its reports are about. */
  @Column({ type: 'text', name: 'connector', nullable: true })
  connector!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}

/** One published version of a product's policy; never changed, so that a ticket can always be judged by the words it came under. */
@Entity({ schema: 'support', name: 'support_policy' })
@Check('ck_support_policy_version', 'version > 0')
export class SupportPolicyRow {
  @ForeignKey(() => SupportProductRow, { name: 'fk_support_policy_product' })
  @PrimaryColumn({ type: 'text', name: 'product', primaryKeyConstraintName: 'pk_support_policy' })
  product!: string;

  @PrimaryColumn({ type: 'integer', name: 'version', primaryKeyConstraintName: 'pk_support_policy' })
  version!: number;

  @Column({ type: 'jsonb', name: 'content' })
  content!: SupportPolicy;

  @Column({ type: 'text', name: 'published_by' })
  publishedBy!: string;

  @Column({ type: 'timestamptz', name: 'published_at', default: () => 'now()' })
  publishedAt!: Date;
}

/** A sale of a support product, by its order or invoice number: what free cover belongs to (D16, D26, Z29). */
@Entity({ schema: 'support', name: 'purchase' })
@Index('uq_purchase_reference', ['product', 'referenceKey'], { unique: true })
@Index('ix_purchase_created_at', ['createdAt', 'id'])
export class PurchaseRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_purchase' })
  id!: string;

  @ForeignKey(() => SupportProductRow, { name: 'fk_purchase_product' })
  @Column({ type: 'text', name: 'product' })
  product!: string;

  @Column({ type: 'text', name: 'reference' })
  reference!: string;

  /** The reference as it is looked up: upper case, letters and digits only. */
  @Column({ type: 'text', name: 'reference_key', collation: 'C' })
  referenceKey!: string;

  @Column({ type: 'date', name: 'purchased_on' })
  purchasedOn!: string;

  /** Major version that was bought; null: whatever version. */
  @Column({ type: 'text', name: 'version', nullable: true })
  version!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}

@Entity({ schema: 'support', name: 'ticket' })
@ForeignKey(() => SupportPolicyRow, ['product', 'policyVersion'], ['product', 'version'], { name: 'fk_ticket_policy' })
@Index('uq_ticket_number', ['number'], { unique: true })
@Index('ix_ticket_state', ['state', 'openedAt', 'id'])
@Index('ix_ticket_opened_at', ['openedAt', 'id'])
@Index('ix_ticket_due', ['dueAt', 'id'], { where: 'due_at IS NOT NULL AND paused_at IS NULL' })
@Index('ix_ticket_product', ['product', 'openedAt', 'id'])
@Index('ix_ticket_email', ['emailKey', 'openedAt', 'id'])
@Index('ix_ticket_purchase', ['purchaseId'], { where: 'purchase_id IS NOT NULL' })
@Index('ix_ticket_assigned_to', ['assignedTo', 'openedAt', 'id'], { where: 'assigned_to IS NOT NULL' })
@Index('ix_ticket_merged_into', ['mergedIntoId'], { where: 'merged_into_id IS NOT NULL' })
@Check('ck_ticket_channel', `channel IN ('form', 'e-mail')`)
@Check('ck_ticket_merged_into', 'merged_into_id <> id')
@Check('ck_ticket_state', `state IN ('new', 'needs-info', 'open', 'waiting-on-customer', 'resolved', 'closed')`)
@Check('ck_ticket_priority', `priority IN ('low', 'normal', 'high', 'urgent')`)
export class TicketRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_ticket' })
  id!: string;

  @Column({ type: 'text', name: 'number' })
  number!: string;

  /** SHA-256 of the secret by which the reporter follows the ticket. */
  @Column({ type: 'bytea', name: 'secret_hash' })
  secretHash!: Buffer;

  @Column({ type: 'text', name: 'product' })
  product!: string;

  /** The policy it is judged by. */
  @Column({ type: 'integer', name: 'policy_version' })
  policyVersion!: number;

  @Column({ type: 'text', name: 'state' })
  state!: TicketState;

  @Column({ type: 'text', name: 'priority', default: 'normal' })
  priority!: Priority;

  @Column({ type: 'text', name: 'subject' })
  subject!: string;

  @Column({ type: 'text', name: 'reporter_name' })
  reporterName!: string;

  @Column({ type: 'text', name: 'reporter_email' })
  reporterEmail!: string;

  @Column({ type: 'text', name: 'email_key', collation: 'C' })
  emailKey!: string;

  @Column({ type: 'jsonb', name: 'report' })
  report!: Report;

  /** What the rules made of the report; a person's own judgement is kept beside it. */
  @Column({ type: 'jsonb', name: 'assessment' })
  assessment!: Assessment;

  @ForeignKey(() => PurchaseRow, { name: 'fk_ticket_purchase' })
  @Column({ type: 'uuid', name: 'purchase_id', nullable: true })
  purchaseId!: string | null;

  @Column({ type: 'text', name: 'assigned_to', nullable: true })
  assignedTo!: string | null;

  /** How the report came in. */
  @Column({ type: 'text', name: 'channel', default: 'form' })
  channel!: TicketChannel;

  /** The key that came with the report, and so which instances' findings its sender may be told; null: a stranger. */
  @Column({ type: 'jsonb', name: 'proof', nullable: true })
  proof!: Proof | null;

  /** Grows with every change of the report that was judged; what was found for an earlier one counts no more. */
  @Column({ type: 'integer', name: 'report_revision', default: 1 })
  reportRevision!: number;

  /** The ticket that goes on in place of this duplicate. */
  @ForeignKey(() => TicketRow, { name: 'fk_ticket_merged_into' })
  @Column({ type: 'uuid', name: 'merged_into_id', nullable: true })
  mergedIntoId!: string | null;

  /** When our next answer is due; null: we owe none. */
  @Column({ type: 'timestamptz', name: 'due_at', nullable: true })
  dueAt!: Date | null;

  /** The due time that was warned of as near, and the one that was reported as missed: each is told once. */
  @Column({ type: 'timestamptz', name: 'near_noted_for', nullable: true })
  nearNotedFor!: Date | null;

  @Column({ type: 'timestamptz', name: 'missed_noted_for', nullable: true })
  missedNotedFor!: Date | null;

  /** Since when the clock stands still. */
  @Column({ type: 'timestamptz', name: 'paused_at', nullable: true })
  pausedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt!: Date;

  @Column({ type: 'timestamptz', name: 'first_answer_at', nullable: true })
  firstAnswerAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  @Column({ type: 'integer', name: 'version', default: 1 })
  version!: number;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}

@Entity({ schema: 'support', name: 'ticket_message' })
@Index('ix_ticket_message_ticket', ['ticketId', 'id'])
@Check('ck_ticket_message_author', `author IN ('reporter', 'staff')`)
@Check('ck_ticket_message_note', `NOT is_internal OR author = 'staff'`)
export class TicketMessageRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_ticket_message' })
  id!: string;

  @ForeignKey(() => TicketRow, { name: 'fk_ticket_message_ticket' })
  @Column({ type: 'uuid', name: 'ticket_id' })
  ticketId!: string;

  @Column({ type: 'text', name: 'author' })
  author!: 'reporter' | 'staff';

  @Column({ type: 'text', name: 'author_name' })
  authorName!: string;

  @Column({ type: 'text', name: 'body' })
  body!: string;

  /** A note among staff: never shown to the reporter. */
  @Column({ type: 'boolean', name: 'is_internal', default: false })
  isInternal!: boolean;

  /** Written by the hub and not by a person. */
  @Column({ type: 'boolean', name: 'is_automatic', default: false })
  isAutomatic!: boolean;

  /** It came by e-mail: from whoever reads the address, who need not be who filled in the form. */
  @Column({ type: 'boolean', name: 'is_by_mail', default: false })
  isByMail!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}

/** A person's judgement of a ticket, beside what the rules made of it. The last one counts, the earlier ones stay. */
@Entity({ schema: 'support', name: 'ticket_decision' })
@Index('ix_ticket_decision_ticket', ['ticketId', 'id'])
@Check('ck_ticket_decision_coverage', `coverage IN ('free', 'expired', 'excluded', 'needs-info')`)
export class TicketDecisionRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_ticket_decision' })
  id!: string;

  @ForeignKey(() => TicketRow, { name: 'fk_ticket_decision_ticket' })
  @Column({ type: 'uuid', name: 'ticket_id' })
  ticketId!: string;

  @Column({ type: 'text', name: 'coverage' })
  coverage!: Coverage['state'];

  @Column({ type: 'text', name: 'exclusion', nullable: true })
  exclusion!: Coverage['exclusion'];

  @Column({ type: 'text', name: 'suggested_track', nullable: true })
  suggestedTrack!: Assessment['suggestedTrack'];

  /** Of the policy, and its words. */
  @Column({ type: 'text', name: 'sentence_number' })
  sentenceNumber!: string;

  @Column({ type: 'text', name: 'sentence' })
  sentence!: string;

  /** Whether the rules had come to the same. */
  @Column({ type: 'boolean', name: 'confirms_rules' })
  confirmsRules!: boolean;

  /** Why, for staff. */
  @Column({ type: 'text', name: 'reason' })
  reason!: string;

  @Column({ type: 'text', name: 'decided_by' })
  decidedBy!: string;

  @Column({ type: 'timestamptz', name: 'decided_at', default: () => 'now()' })
  decidedAt!: Date;
}

/** A record of the hub that a ticket is about: a log entry, a failed line, an order, another ticket. */
@Entity({ schema: 'support', name: 'ticket_link' })
@Index('uq_ticket_link', ['ticketId', 'kind', 'recordId'], { unique: true })
@Index('ix_ticket_link_record', ['recordId'])
@Check('ck_ticket_link_kind', `kind IN ('instance', 'log-entry', 'queue-line', 'sale-order', 'delivery', 'ticket')`)
export class TicketLinkRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_ticket_link' })
  id!: string;

  @ForeignKey(() => TicketRow, { name: 'fk_ticket_link_ticket' })
  @Column({ type: 'uuid', name: 'ticket_id' })
  ticketId!: string;

  @Column({ type: 'text', name: 'kind' })
  kind!: LinkKind;

  @Column({ type: 'uuid', name: 'record_id' })
  recordId!: string;

  /** What people call the record, e.g. an order's number. */
  @Column({ type: 'text', name: 'label' })
  label!: string;

  @Column({ type: 'text', name: 'added_by' })
  addedBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}

/** Everything that happened to a ticket, in order. */
@Entity({ schema: 'support', name: 'ticket_event' })
@Index('ix_ticket_event_ticket', ['ticketId', 'id'])
export class TicketEventRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_ticket_event' })
  id!: string;

  @ForeignKey(() => TicketRow, { name: 'fk_ticket_event_ticket' })
  @Column({ type: 'uuid', name: 'ticket_id' })
  ticketId!: string;

  /** e.g. 'opened', 'state-changed', 'assigned'. */
  @Column({ type: 'text', name: 'kind' })
  kind!: string;

  @Column({ type: 'text', name: 'actor_name' })
  actorName!: string;

  @Column({ type: 'jsonb', name: 'detail' })
  detail!: Record<string, unknown>;

  @Column({ type: 'timestamptz', name: 'at', default: () => 'now()' })
  at!: Date;
}
