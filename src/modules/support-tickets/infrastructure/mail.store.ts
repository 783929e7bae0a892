import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import type { RecipientRecord } from '../domain/mail/automatic-mail.js';
import { mailId } from '../domain/mail/mail-ids.js';
import type { MailThread } from '../domain/mail/read-mail.js';
import { IncomingMailRow, OutgoingMailRow } from './mail.entity.js';
import type { MailRef } from './parse-mail.js';
import type { Queryable } from './ticket.store.js';

/** A mail to be sent now; nobody else tries it until CLAIM_MINUTES have passed. */
export type ClaimedMail = Pick<
  OutgoingMailRow,
  | 'id'
  | 'ticketId'
  | 'messageId'
  | 'recipient'
  | 'subject'
  | 'body'
  | 'headers'
  | 'inReplyTo'
  | 'referenceIds'
  | 'attempts'
>;

/** What became of a mail that came. */
export interface ReceivedMail {
  readonly disposition: string;
  readonly ticketNumber: string | null;
}

type MailToKeep = { readonly ref: MailRef } & Pick<IncomingMailRow, 'disposition' | 'ticketId' | 'senderKey'>;

const CLAIM_MINUTES = 5;
/** After which an address that bounced is tried again. */
const BOUNCE_DAYS = 30;

@Injectable()
export class MailStore {
  /** Nobody can guess it, so that who refers to it has had the mail. */
  newMailId(number: string, from: string): string {
    return mailId(number, randomBytes(12).toString('hex'), from);
  }

  // Outgoing

  async isWritten(tx: Tx, causeId: string): Promise<boolean> {
    return (await tx.query('SELECT 1 FROM support.outgoing_mail WHERE cause_id = $1', [causeId])).length > 0;
  }

  async write(
    tx: Tx,
    mail: Omit<OutgoingMailRow, 'id' | 'attempts' | 'sentAt' | 'bouncedAt' | 'createdAt'>,
  ): Promise<void> {
    await tx.insert(OutgoingMailRow, [{ id: newId(), ...mail }]);
  }

  /** Message-IDs of one ticket's mails in both directions, oldest first. */
  async idsOf(on: Queryable, ticketId: string): Promise<string[]> {
    const rows = await on.query<{ id: string }>(
      `SELECT message_id AS id, created_at AS at FROM support.outgoing_mail WHERE ticket_id = $1 AND state <> 'held'
       UNION ALL
       SELECT ref, received_at FROM support.incoming_mail WHERE ticket_id = $1 AND ref LIKE '<%' AND disposition IN ('report', 'reply')
       ORDER BY at`,
      [ticketId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Two who ask about one mailbox ask one after the other: the second waits until the first has written his mail.
   * Bounces count for the address alone: one with a made-up tag comes back from many servers, and must not silence the mailbox.
   */
  async recipient(tx: Tx, key: string, address: string): Promise<RecipientRecord> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`support.mail-to:${key}`]);
    const [row] = await tx.query<RecipientRecord>(
      `SELECT
         (SELECT count(*)::int FROM support.outgoing_mail
          WHERE recipient_key = $1 AND is_automatic AND state <> 'held' AND created_at > now() - interval '1 hour') AS "automaticMails",
         EXISTS (SELECT 1 FROM support.outgoing_mail
          WHERE recipient_key = $1 AND lower(recipient) = lower($3) AND bounced_at > greatest(now() - make_interval(days => $2),
            (SELECT max(received_at) FROM support.incoming_mail WHERE sender_key = $1))) AS "hasBounced"`,
      [key, BOUNCE_DAYS, address],
    );
    return row ?? { automaticMails: 0, hasBounced: false };
  }

  /** Takes mails whose time has come, longest due first. Two processes never take the same one. */
  async claim(tx: Tx, limit: number): Promise<ClaimedMail[]> {
    return tx.query<ClaimedMail>(
      `UPDATE support.outgoing_mail m
          SET attempts = m.attempts + 1, next_attempt_at = now() + make_interval(mins => $2)
         FROM (SELECT id FROM support.outgoing_mail WHERE state = 'waiting' AND next_attempt_at <= now()
               ORDER BY next_attempt_at, id LIMIT $1 FOR UPDATE SKIP LOCKED) due
        WHERE m.id = due.id
       RETURNING m.id, m.ticket_id AS "ticketId", m.message_id AS "messageId", m.recipient, m.subject, m.body, m.headers,
         m.in_reply_to AS "inReplyTo", m.reference_ids AS "referenceIds", m.attempts`,
      [limit, CLAIM_MINUTES],
    );
  }

  /** The words are in the ticket, so the mail forgets them. */
  async sent(tx: Tx, id: string): Promise<void> {
    await tx.execute(
      `UPDATE support.outgoing_mail SET state = 'sent', sent_at = now(), body = NULL, next_attempt_at = NULL, error = NULL
        WHERE id = $1 AND state = 'waiting'`,
      [id],
    );
  }

  async retryLater(tx: Tx, id: string, afterMs: number, error: string): Promise<void> {
    await tx.execute(
      `UPDATE support.outgoing_mail SET next_attempt_at = now() + make_interval(secs => $2::float8 / 1000), error = $3
        WHERE id = $1 AND state = 'waiting'`,
      [id, afterMs, error],
    );
  }

  /** Claimed, and then not tried. */
  async putBack(tx: Tx, ids: readonly string[], afterMs: number): Promise<void> {
    await tx.execute(
      `UPDATE support.outgoing_mail SET attempts = attempts - 1, next_attempt_at = now() + make_interval(secs => $2::float8 / 1000)
        WHERE id = ANY($1::uuid[]) AND state = 'waiting'`,
      [ids, afterMs],
    );
  }

  /** @returns whether it was still waiting */
  async failed(tx: Tx, id: string, error: string): Promise<boolean> {
    const changed = await tx.execute(
      `UPDATE support.outgoing_mail SET state = 'failed', next_attempt_at = NULL, error = $2 WHERE id = $1 AND state = 'waiting'`,
      [id, error],
    );
    return changed > 0;
  }

  /** Marks those of ours that came back. @returns the tickets they belong to, each mail that was not known to be back */
  async bounced(tx: Tx, mailIds: readonly string[]): Promise<{ ticketId: string; recipient: string }[]> {
    return tx.query(
      `UPDATE support.outgoing_mail SET state = 'bounced', bounced_at = now(), body = NULL, next_attempt_at = NULL
        WHERE message_id = ANY($1::text[]) AND state IN ('waiting', 'sent')
       RETURNING ticket_id AS "ticketId", recipient`,
      [mailIds],
    );
  }

  // Incoming

  /** A row that does not say whose mail it was (it is from before that was kept) is known for everybody. */
  async received(on: Queryable, { id, from }: MailRef): Promise<ReceivedMail | null> {
    const [row] = await on.query<ReceivedMail>(
      `SELECT m.disposition, t.number AS "ticketNumber"
       FROM support.incoming_mail m LEFT JOIN support.ticket t ON t.id = m.ticket_id
       WHERE m.ref = $1 AND (m.from_key = $2 OR m.from_key IS NULL)
       ORDER BY m.from_key NULLS LAST LIMIT 1`,
      [id, from],
    );
    return row ?? null;
  }

  /** Refuses a mail that is there already: `conflict` MAIL_KNOWN. */
  async receive(tx: Tx, { ref, ...mail }: MailToKeep): Promise<void> {
    await tx.insert(IncomingMailRow, [{ id: newId(), ref: ref.id, fromKey: ref.from, ...mail }]);
  }

  /**
   * The ticket of the first of these Message-IDs that belongs to one. Where several senders used the same, the writer's own ticket
   * counts before those of others, then what came first.
   * @param writer the address in lower case of who refers to them; '': nobody
   */
  async threadOf(on: Queryable, ids: readonly string[], writer = ''): Promise<MailThread | null> {
    if (ids.length === 0) return null;
    const [row] = await on.query<MailThread>(
      `SELECT ${THREAD}
       FROM (SELECT message_id AS id, ticket_id, created_at AS at FROM support.outgoing_mail WHERE message_id = ANY($1::text[])
             UNION ALL
             SELECT ref, ticket_id, received_at FROM support.incoming_mail
             WHERE ref = ANY($1::text[]) AND disposition IN ('report', 'reply', 'note')) m
       JOIN support.ticket t ON t.id = m.ticket_id
       ORDER BY array_position($1::text[], m.id), t.email_key = $2 DESC, m.at LIMIT 1`,
      [ids, writer],
    );
    return row ?? null;
  }

  async threadOfNumber(on: Queryable, number: string | null): Promise<MailThread | null> {
    if (number === null) return null;
    const [row] = await on.query<MailThread>(`SELECT ${THREAD} FROM support.ticket t WHERE t.number = $1`, [number]);
    return row ?? null;
  }

  /** Whether an automatic reply was noted on the ticket within the hour: a storm of them is one line. */
  async hasFreshAutoReply(on: Queryable, ticketId: string): Promise<boolean> {
    const rows = await on.query(
      `SELECT 1 FROM support.ticket_event WHERE ticket_id = $1 AND kind = 'auto-reply' AND at > now() - interval '1 hour' LIMIT 1`,
      [ticketId],
    );
    return rows.length > 0;
  }
}

const THREAD = `t.id AS "ticketId", t.number, t.email_key AS "reporterKey", coalesce(t.merged_into_id, t.id) AS "goesOnIn"`;

export const MAIL_KNOWN = 'support.mail-known';

/** Two deliveries of one mail at the same time: the second is undone, and answered like the first. */
export function mailKnown(): DomainError {
  return new DomainError('conflict', MAIL_KNOWN, 'This mail was taken in already.');
}
