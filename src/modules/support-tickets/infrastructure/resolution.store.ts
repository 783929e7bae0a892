import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import type { Queryable } from './ticket.store.js';

/** How a ticket was resolved. */
export interface Resolution {
  readonly ticketId: string;
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  /** Written for everyone's eyes. */
  readonly isPublic: boolean;
  readonly writtenBy: string;
  /** Instants. */
  readonly writtenAt: string;
  readonly updatedAt: string;
}

export interface ResolutionDraft extends Omit<Resolution, 'writtenAt' | 'updatedAt'> {
  readonly product: string;
  /** Text of a tsvector. */
  readonly search: string;
}

export interface LikenessSearch {
  readonly product: string;
  /** Text of the tsquery that a resolution has to meet. */
  readonly query: string;
  /** Text of the tsquery by which those that do are ranked. */
  readonly rankedBy: string;
  readonly publicOnly: boolean;
  /** Left out: the ticket that is asked for. */
  readonly exceptTicketId: string | null;
  readonly limit: number;
}

export interface SimilarResolution extends Pick<Resolution, 'ticketId' | 'title' | 'cause' | 'fix' | 'isPublic'> {
  readonly number: string;
  /** Instant; null: the ticket was opened again. */
  readonly resolvedAt: string | null;
}

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

@Injectable()
export class ResolutionStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async of(on: Queryable, ticketId: string): Promise<Resolution | null> {
    const [row] = await on.query<Resolution>(
      `SELECT ticket_id AS "ticketId", title, cause, fix, is_public AS "isPublic", written_by AS "writtenBy",
         ${instant('written_at')} AS "writtenAt", ${instant('updated_at')} AS "updatedAt"
       FROM support.resolution WHERE ticket_id = $1`,
      [ticketId],
    );
    return row ?? null;
  }

  /** In place of the one that the ticket may have. Who wrote last stands by it; when it was first written stays. */
  async put(
    tx: Tx,
    { ticketId, product, title, cause, fix, isPublic, search, writtenBy }: ResolutionDraft,
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO support.resolution (ticket_id, product, title, cause, fix, is_public, search, written_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7::tsvector, $8)
       ON CONFLICT (ticket_id) DO UPDATE SET title = EXCLUDED.title, cause = EXCLUDED.cause, fix = EXCLUDED.fix,
         is_public = EXCLUDED.is_public, search = EXCLUDED.search, written_by = EXCLUDED.written_by, updated_at = now()`,
      [ticketId, product, title, cause, fix, isPublic, search, writtenBy],
    );
  }

  /** Those that meet the query, the most alike first, of equals the newer one. One statement; the GIN index leads it. */
  async alike({
    product,
    query,
    rankedBy,
    publicOnly,
    exceptTicketId,
    limit,
  }: LikenessSearch): Promise<SimilarResolution[]> {
    return this.database.query<SimilarResolution>(
      `SELECT found.ticket_id AS "ticketId", t.number, found.title, found.cause, found.fix, found.is_public AS "isPublic",
         ${instant('t.resolved_at')} AS "resolvedAt"
       FROM (
         SELECT r.*, ts_rank(r.search, $3::tsquery, 1) AS rank FROM support.resolution r
         WHERE r.search @@ $2::tsquery AND r.product = $1 AND (r.is_public OR NOT $4) AND r.ticket_id IS DISTINCT FROM $5
         ORDER BY rank DESC, r.ticket_id DESC LIMIT $6
       ) found JOIN support.ticket t ON t.id = found.ticket_id
       ORDER BY found.rank DESC, found.ticket_id DESC`,
      [product, query, rankedBy, publicOnly, exceptTicketId, limit],
    );
  }

  /** Products that have a resolution for everyone's eyes. */
  async publicProducts(): Promise<string[]> {
    const rows = await this.database.query<{ key: string }>(
      `SELECT p.key FROM support.support_product p
       WHERE EXISTS (SELECT 1 FROM support.resolution r WHERE r.product = p.key AND r.is_public)`,
    );
    return rows.map(({ key }) => key);
  }

  /** In about how many resolutions each of the commonest terms is, as PostgreSQL's own statistics have it; rare terms are not in it. */
  async frequencies(): Promise<Map<string, number>> {
    const rows = await this.database.query<{ term: string; count: number }>(
      `SELECT common.term, round(common.frequency * c.reltuples)::integer AS count
       FROM pg_stats s
       JOIN pg_class c ON c.oid = 'support.resolution'::regclass
       CROSS JOIN LATERAL unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS common(term, frequency)
       WHERE s.schemaname = 'support' AND s.tablename = 'resolution' AND s.attname = 'search' AND common.term IS NOT NULL`,
    );
    return new Map(rows.map(({ term, count }) => [term, count]));
  }
}
