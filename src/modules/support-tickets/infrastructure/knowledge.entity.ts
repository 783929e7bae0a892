import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SupportProductRow, TicketRow } from './support.entity.js';

/** What an error usually comes from and how it is mended. */
@Entity({ schema: 'support', name: 'known_cause' })
@Index('ix_known_cause_product', ['product'], { where: 'product IS NOT NULL' })
@Check('ck_known_cause_code', `code ~ '^[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+$'`)
@Check('ck_known_cause_version', 'version > 0')
export class KnownCauseRow {
  @PrimaryColumn({ type: 'text', name: 'code', collation: 'C', primaryKeyConstraintName: 'pk_known_cause' })
  code!: string;

  /** null: of any product. */
  @ForeignKey(() => SupportProductRow, { name: 'fk_known_cause_product' })
  @Column({ type: 'text', name: 'product', nullable: true })
  product!: string | null;

  @Column({ type: 'text', name: 'title' })
  title!: string;

  @Column({ type: 'text', name: 'cause' })
  cause!: string;

  /** Steps. */
  @Column({ type: 'text', name: 'fix', array: true })
  fix!: string[];

  @Column({ type: 'text', name: 'signs', array: true })
  signs!: string[];

  /** Taken out by a manager. The row stays, or the next start would bring back what it had brought first. */
  @Column({ type: 'boolean', name: 'is_withdrawn', default: false })
  isWithdrawn!: boolean;

  @Column({ type: 'integer', name: 'version', default: 1 })
  version!: number;

  @Column({ type: 'text', name: 'updated_by' })
  updatedBy!: string;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}

/** How a ticket was resolved, in words for the next one like it. */
@Entity({ schema: 'support', name: 'resolution' })
@Index('ix_resolution_public', ['product'], { where: 'is_public' })
@Index('ix_resolution_search', ['search'], { type: 'gin' })
export class ResolutionRow {
  @ForeignKey(() => TicketRow, { name: 'fk_resolution_ticket' })
  @PrimaryColumn({ type: 'uuid', name: 'ticket_id', primaryKeyConstraintName: 'pk_resolution' })
  ticketId!: string;

  /** The ticket's. */
  @Column({ type: 'text', name: 'product' })
  product!: string;

  @Column({ type: 'text', name: 'title' })
  title!: string;

  @Column({ type: 'text', name: 'cause' })
  cause!: string;

  @Column({ type: 'text', name: 'fix' })
  fix!: string;

  /** Written for everyone's eyes: title, cause and fix are shown to other reporters. */
  @Column({ type: 'boolean', name: 'is_public', default: false })
  isPublic!: boolean;

  /** Terms of title, cause, fix and of what the reporter wrote (`searchVector`). Looked into, never shown. */
  @Column({ type: 'tsvector', name: 'search' })
  search!: string;

  @Column({ type: 'text', name: 'written_by' })
  writtenBy!: string;

  @Column({ type: 'timestamptz', name: 'written_at', default: () => 'now()' })
  writtenAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
