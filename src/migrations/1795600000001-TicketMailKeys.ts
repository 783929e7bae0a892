import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By what a mail is known again (Message-ID and sender), and by what mails are counted (the mailbox, whatever the tag). */
export class TicketMailKeys1795600000001 implements MigrationInterface {
  name = 'TicketMailKeys1795600000001';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await queryRunner.query(statement);
  }
}

/** As the domain's `mailboxKey` has it. */
const withoutTag = (table: string, column: string): string =>
  `UPDATE support.${table} SET ${column} = regexp_replace(${column}, '^([^+@]+)\\+[^@]*@', '\\1@') WHERE ${column} LIKE '_%+%@%'`;

const UP: readonly string[] = [
  'ALTER TABLE support.incoming_mail ADD "from_key" text COLLATE "C"',
  // Of persons' mails the sender is known, and from here on his mailbox: in this order.
  'UPDATE support.incoming_mail SET from_key = sender_key WHERE sender_key IS NOT NULL',
  withoutTag('incoming_mail', 'sender_key'),
  withoutTag('outgoing_mail', 'recipient_key'),
  'DROP INDEX support."uq_incoming_mail_ref"',
  'CREATE UNIQUE INDEX "uq_incoming_mail_ref" ON support.incoming_mail ("ref", "from_key")',
];

const DOWN: readonly string[] = [
  'UPDATE support.incoming_mail SET sender_key = from_key WHERE sender_key IS NOT NULL AND from_key IS NOT NULL',
  'UPDATE support.outgoing_mail SET recipient_key = lower(trim(recipient))',
  'DROP INDEX support."uq_incoming_mail_ref"',
  // One row for each Message-ID again: the first that came. What the others said stays in their tickets.
  `DELETE FROM support.incoming_mail m USING support.incoming_mail first
    WHERE first.ref = m.ref AND (first.received_at, first.id) < (m.received_at, m.id)`,
  'CREATE UNIQUE INDEX "uq_incoming_mail_ref" ON support.incoming_mail ("ref")',
  'ALTER TABLE support.incoming_mail DROP COLUMN "from_key"',
];
