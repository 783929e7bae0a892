import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../database/index.js';
import type { StoredResponse } from './idempotency-key.entity.js';

export interface IdempotentRequest {
  readonly actor: string;
  readonly key: string;
  readonly hash: Buffer;
  readonly route: string;
}

export interface KnownRequest {
  readonly isSameRequest: boolean;
  readonly status: number | null;
  readonly response: StoredResponse | null;
  readonly ageSeconds: number;
}

/** Rows are claimed before the work and finished after it; nobody ever takes over a running one. */
@Injectable()
export class IdempotencyStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** true: this request is the first with its key (or the first since the key expired) and shall run. */
  async claim({ actor, key, hash, route }: IdempotentRequest): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO platform.idempotency_key AS k (actor, key, request_hash, route, created_at, expires_at)
       VALUES ($1, $2, $3, $4, now(), now() + interval '24 hours')
       ON CONFLICT (actor, key) DO UPDATE SET request_hash = EXCLUDED.request_hash, route = EXCLUDED.route, status = NULL,
         response = NULL, finished_at = NULL, created_at = EXCLUDED.created_at, expires_at = EXCLUDED.expires_at
       WHERE k.expires_at < now()
       RETURNING 1`,
      [actor, key, hash, route],
    );
    return rows.length > 0;
  }

  async find({ actor, key, hash }: IdempotentRequest): Promise<KnownRequest | null> {
    const [row] = await this.database.query<KnownRequest>(
      `SELECT request_hash = $3 AS "isSameRequest", status, response,
              extract(epoch FROM now() - created_at)::float8 AS "ageSeconds"
       FROM platform.idempotency_key WHERE actor = $1 AND key = $2`,
      [actor, key, hash],
    );
    return row ?? null;
  }

  async finish({ actor, key }: IdempotentRequest, status: number, response: StoredResponse | null): Promise<void> {
    await this.database.query(
      'UPDATE platform.idempotency_key SET status = $3, response = $4::jsonb, finished_at = now() WHERE actor = $1 AND key = $2',
      [actor, key, status, response && JSON.stringify(response)],
    );
  }

  /** Nothing was done, or nobody knows: the key is free for another try. */
  async release({ actor, key }: IdempotentRequest): Promise<void> {
    await this.database.query('DELETE FROM platform.idempotency_key WHERE actor = $1 AND key = $2', [actor, key]);
  }

  async deleteExpired(limit = 10_000): Promise<void> {
    await this.database.query(
      `DELETE FROM platform.idempotency_key WHERE (actor, key) IN
         (SELECT actor, key FROM platform.idempotency_key WHERE expires_at < now() LIMIT $1)`,
      [limit],
    );
  }
}
