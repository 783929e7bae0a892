import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { JournalRow } from './journal.entity.js';

/** The last number given in a journal and year. A row, not a PostgreSQL sequence: a rollback gives its numbers back. */
@Entity({ schema: 'accounting', name: 'number_sequence' })
@Check('ck_number_sequence_last', 'last_number >= 0')
export class NumberSequenceRow {
  @PrimaryColumn({ type: 'uuid', name: 'journal_id', primaryKeyConstraintName: 'pk_number_sequence' })
  journalId!: string;

  @ManyToOne(() => JournalRow)
  @JoinColumn({ name: 'journal_id', foreignKeyConstraintName: 'fk_number_sequence_journal' })
  journal?: JournalRow;

  @PrimaryColumn({ type: 'integer', name: 'year', primaryKeyConstraintName: 'pk_number_sequence' })
  year!: number;

  @Column({ type: 'integer', name: 'last_number' })
  lastNumber!: number;
}
