import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AttachmentKind } from '../domain/attachment.js';
import { TicketMessageRow, TicketRow } from './support.entity.js';

/**
 * A file of a ticket; its bytes are in the file storage, under a key that follows from the id. `storing` is written down before the first
 * byte is put there, `stored` together with the ticket or message that it belongs to, `removing` before the bytes go, whether it was given
 * up or taken from its ticket: whatever happens between, a row says where bytes may be.
 */
@Entity({ schema: 'support', name: 'attachment' })
@Index('ix_attachment_ticket', ['ticketId', 'id'], { where: 'ticket_id IS NOT NULL' })
@Index('ix_attachment_message', ['messageId'], { where: 'message_id IS NOT NULL' })
@Index('ix_attachment_unsettled', ['createdAt', 'id'], { where: `state <> 'stored'` })
@Check('ck_attachment_state', `state IN ('storing', 'stored', 'removing')`)
@Check('ck_attachment_kind', `kind IN ('screenshot', 'recording', 'log', 'other')`)
@Check('ck_attachment_stored', `state <> 'stored' OR ticket_id IS NOT NULL`)
@Check('ck_attachment_size', 'size_bytes > 0')
export class AttachmentRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_attachment' })
  id!: string;

  @Column({ type: 'text', name: 'state' })
  state!: 'storing' | 'stored' | 'removing';

  @ForeignKey(() => TicketRow, { name: 'fk_attachment_ticket' })
  @Column({ type: 'uuid', name: 'ticket_id', nullable: true })
  ticketId!: string | null;

  /** null: it came with the report. */
  @ForeignKey(() => TicketMessageRow, { name: 'fk_attachment_message' })
  @Column({ type: 'uuid', name: 'message_id', nullable: true })
  messageId!: string | null;

  /** For people: cleaned, and no path. */
  @Column({ type: 'text', name: 'file_name' })
  fileName!: string;

  @Column({ type: 'text', name: 'kind' })
  kind!: AttachmentKind;

  /** By its content. It is never served as this. */
  @Column({ type: 'text', name: 'content_type' })
  contentType!: string;

  @Column({ type: 'integer', name: 'size_bytes' })
  sizeBytes!: number;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}

/** The one row that counts what all attachments take together, those underway included. */
@Entity({ schema: 'support', name: 'attachment_space' })
@Check('ck_attachment_space_one', 'id = 1')
@Check('ck_attachment_space_used', 'used_bytes >= 0')
export class AttachmentSpaceRow {
  @PrimaryColumn({ type: 'smallint', name: 'id', primaryKeyConstraintName: 'pk_attachment_space' })
  id!: number;

  @Column({ type: 'bigint', name: 'used_bytes' })
  usedBytes!: string;
}
