import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says until when many requests come in, whichever process takes them. The time is the database's. */
@Entity({ schema: 'platform', name: 'request_rush' })
@Check('ck_request_rush_one', 'id = 1')
export class RequestRushRow {
  @PrimaryColumn({ type: 'smallint', name: 'id', primaryKeyConstraintName: 'pk_request_rush' })
  id!: number;

  @Column({ type: 'timestamptz', name: 'until' })
  until!: Date;
}
