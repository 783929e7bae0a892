import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { AttachmentRow } from './attachment.entity.js';
import type { Queryable } from './ticket.store.js';

export type AttachmentDraft = Pick<AttachmentRow, 'id' | 'fileName' | 'kind' | 'contentType' | 'sizeBytes'>;

export interface StoredAttachment extends AttachmentDraft {
  readonly ticketId: string;
  /** null: it came with the report. */
  readonly messageId: string | null;
  readonly author: 'reporter' | 'staff';
  /** Of a note among staff. */
  readonly isInternal: boolean;
  /** Of a message that came by e-mail. */
  readonly isByMail: boolean;
  readonly at: Date;
}

/** A file that was taken from its ticket, with what the tickets' history says of it. */
export interface TakenAway {
  readonly id: string;
  readonly ticketId: string;
  /** The ticket that goes on in place of its own one, and shows its files too. */
  readonly mergedIntoId: string | null;
  readonly fileName: string;
}

/** Where an attachment's bytes are. */
export function storageKey(attachmentId: string): string {
  // The last digits of an id are random: folders fill evenly.
  return `attachments/${attachmentId.slice(-2)}/${attachmentId}`;
}

const STORED = `SELECT a.id, a.ticket_id AS "ticketId", a.message_id AS "messageId", a.file_name AS "fileName", a.kind,
    a.content_type AS "contentType", a.size_bytes AS "sizeBytes", a.created_at AS at,
    coalesce(m.author, 'reporter') AS author, coalesce(m.is_internal, false) AS "isInternal",
    coalesce(m.is_by_mail, false) AS "isByMail"
  FROM support.attachment a LEFT JOIN support.ticket_message m ON m.id = a.message_id
  WHERE a.state = 'stored'`;

/** What is written about files, never the files. */
@Injectable()
export class AttachmentStore {
  /**
   * Takes room for as many of the files, in their order, as there is room for, and writes them down as underway.
   * @param limit bytes of all files together
   * @returns the ids of those that have room
   */
  async reserve(tx: Tx, files: readonly AttachmentDraft[], limit: number): Promise<Set<string>> {
    // Whoever else takes room waits for this transaction, so two never take the same.
    const [space] = await tx.query<{ used: string }>(
      'SELECT used_bytes::text AS used FROM support.attachment_space FOR UPDATE',
    );
    const used = Number(space?.used);
    let after = used;
    const taken = files.filter(({ sizeBytes }) => {
      if (after + sizeBytes > limit) return false;
      after += sizeBytes;
      return true;
    });
    if (taken.length === 0) return new Set();
    await tx.execute('UPDATE support.attachment_space SET used_bytes = used_bytes + $1', [after - used]);
    await tx.insert(
      AttachmentRow,
      taken.map((file) => ({ ...file, state: 'storing' as const })),
    );
    return new Set(taken.map(({ id }) => id));
  }

  /** @returns how many of them were still underway */
  async settle(tx: Tx, ids: readonly string[], ticketId: string, messageId: string | null): Promise<number> {
    return tx.execute(
      `UPDATE support.attachment SET state = 'stored', ticket_id = $2, message_id = $3
       WHERE id = ANY($1::uuid[]) AND state = 'storing'`,
      [ids, ticketId, messageId],
    );
  }

  /** What the reporter sent with a message counts for the report as well, when it is judged again. */
  async addToReport(
    tx: Tx,
    ticketId: string,
    messageId: string,
    kinds: readonly AttachmentRow['kind'][],
  ): Promise<void> {
    await tx.execute(
      `UPDATE support.ticket SET report = jsonb_set(report, '{attachments}', (report->'attachments') || $3::jsonb)
       WHERE id = $1 AND EXISTS (SELECT 1 FROM support.ticket_message WHERE id = $2 AND author = 'reporter')`,
      [ticketId, messageId, JSON.stringify(kinds)],
    );
  }

  /** Of files that nobody will settle any more. @returns the ids of those that were underway */
  async giveUp(on: Queryable, ids: readonly string[]): Promise<string[]> {
    const rows = await on.query<{ id: string }>(
      `WITH given_up AS (
         UPDATE support.attachment SET state = 'removing' WHERE id = ANY($1::uuid[]) AND state = 'storing' RETURNING id
       ) SELECT id FROM given_up`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Gives up what has been underway for too long, and finds it and what was given up before. */
  async leftBehind(on: Queryable, olderThanSeconds: number, limit: number): Promise<string[]> {
    const rows = await on.query<{ id: string }>(
      `WITH old AS (
         SELECT id FROM support.attachment
         WHERE state <> 'stored' AND created_at < now() - make_interval(secs => $1)
         ORDER BY created_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
       ), given_up AS (
         UPDATE support.attachment a SET state = 'removing' FROM old WHERE a.id = old.id RETURNING a.id
       ) SELECT id FROM given_up`,
      [olderThanSeconds, limit],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Takes a file from the ticket, or from one that goes on in it; its bytes are still there.
   * @returns null when neither has it, or has it no more
   */
  async takeAway(tx: Tx, ticketId: string, id: string): Promise<TakenAway | null> {
    const [file] = await tx.query<TakenAway>(
      `WITH taken AS (
         UPDATE support.attachment a SET state = 'removing' FROM support.ticket t
         WHERE a.id = $2 AND a.state = 'stored' AND t.id = a.ticket_id AND $1 IN (t.id, t.merged_into_id)
         RETURNING a.id, a.ticket_id AS "ticketId", t.merged_into_id AS "mergedIntoId", a.file_name AS "fileName"
       ) SELECT * FROM taken`,
      [ticketId, id],
    );
    return file ?? null;
  }

  /**
   * The same for files of tickets that have been settled (resolved or closed) for so long, oldest first. resolved_at may be long before a
   * ticket was last spoken of; updated_at is never before it was settled, so it never says too early. A duplicate counts as settled with
   * the ticket that goes on in its place. A note among staff changes no ticket: a file that came with one since has its own
   * age.
   */
  async takeFromLongSettled(tx: Tx, days: number, limit: number): Promise<TakenAway[]> {
    return tx.query<TakenAway>(
      `WITH old AS (
         SELECT a.id, t.merged_into_id FROM support.attachment a
         JOIN support.ticket t ON t.id = a.ticket_id
         LEFT JOIN support.ticket into_one ON into_one.id = t.merged_into_id
         WHERE a.state = 'stored' AND a.created_at < now() - make_interval(days => $1)
           AND t.state IN ('resolved', 'closed') AND t.updated_at < now() - make_interval(days => $1)
           AND (into_one.id IS NULL
             OR into_one.state IN ('resolved', 'closed') AND into_one.updated_at < now() - make_interval(days => $1))
         ORDER BY a.id LIMIT $2 FOR UPDATE OF a SKIP LOCKED
       ), taken AS (
         UPDATE support.attachment a SET state = 'removing' FROM old WHERE a.id = old.id
         RETURNING a.id, a.ticket_id AS "ticketId", old.merged_into_id AS "mergedIntoId", a.file_name AS "fileName"
       ) SELECT * FROM taken ORDER BY id`,
      [days, limit],
    );
  }

  /** Once the bytes are gone: the row goes, and its room is free. */
  async forget(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.execute(
      `WITH gone AS (
         DELETE FROM support.attachment WHERE id = ANY($1::uuid[]) AND state = 'removing' RETURNING size_bytes
       )
       UPDATE support.attachment_space SET used_bytes = used_bytes - coalesce((SELECT sum(size_bytes) FROM gone), 0)`,
      [ids],
    );
  }

  /** Oldest first. */
  async ofTickets(on: Queryable, ticketIds: readonly string[]): Promise<StoredAttachment[]> {
    return on.query<StoredAttachment>(`${STORED} AND a.ticket_id = ANY($1::uuid[]) ORDER BY a.id`, [ticketIds]);
  }

  async one(on: Queryable, id: string): Promise<StoredAttachment | null> {
    const [row] = await on.query<StoredAttachment>(`${STORED} AND a.id = $1`, [id]);
    return row ?? null;
  }
}
