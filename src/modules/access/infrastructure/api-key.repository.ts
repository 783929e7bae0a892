import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import type { Queryable } from '../../../platform/http/index.js';
import type { Role } from '../domain/permissions.js';
import { ApiKeyRow } from './api-key.entity.js';

/** What authentication needs to know of a key, its owner's limits included. */
export interface KeyRecord {
  readonly id: string;
  readonly name: string;
  readonly secretHash: Buffer;
  readonly role: Role;
  readonly instanceIds: string[] | null;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly userRole: Role | null;
  readonly userInstanceIds: string[] | null;
  readonly isOwnerActive: boolean;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface StoredKey {
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
  readonly role: Role;
  readonly instanceIds: string[] | null;
  readonly userId: string | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Serialises what could take away the last admin key, and the making of the first. */
const ADMIN_LOCK = 7_215_533_101;

@Injectable()
export class ApiKeyRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async findByPrefix(prefix: string): Promise<KeyRecord | null> {
    const [row] = await this.database.query<KeyRecord>(
      `SELECT k.id, k.name, k.secret_hash AS "secretHash", k.role, k.instance_ids AS "instanceIds",
              k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt", k.user_id AS "userId", u.name AS "userName",
              u.role AS "userRole", u.instance_ids AS "userInstanceIds", coalesce(u.is_active, true) AS "isOwnerActive"
       FROM access.api_key k LEFT JOIN access."user" u ON u.id = k.user_id WHERE k.prefix = $1`,
      [prefix],
    );
    return row ?? null;
  }

  async insert(tx: Tx, key: ApiKeyRow): Promise<void> {
    await tx.insert(ApiKeyRow, [key]);
  }

  async lock(tx: Tx, id: string): Promise<StoredKey | null> {
    const [row] = await tx.query<StoredKey>(
      `SELECT id, prefix, name, role, instance_ids AS "instanceIds", user_id AS "userId", expires_at AS "expiresAt",
              revoked_at AS "revokedAt"
       FROM access.api_key WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return row ?? null;
  }

  async end(tx: Tx, id: string, at: { readonly revokedAt?: Date; readonly expiresAt?: Date }): Promise<void> {
    await tx.query(
      'UPDATE access.api_key SET revoked_at = coalesce($2::timestamptz, revoked_at), expires_at = coalesce($3::timestamptz, expires_at) WHERE id = $1',
      [id, at.revokedAt ?? null, at.expiresAt ?? null],
    );
  }

  async holdAdminLock(tx: Tx): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [ADMIN_LOCK]);
  }

  async isEmpty(db: Queryable): Promise<boolean> {
    const rows = await db.query('SELECT 1 FROM access.api_key LIMIT 1');
    return rows.length === 0;
  }

  async hasPrefix(db: Queryable, prefix: string): Promise<boolean> {
    const rows = await db.query('SELECT 1 FROM access.api_key WHERE prefix = $1', [prefix]);
    return rows.length > 0;
  }

  /** Keys with which somebody can hand out keys right now. */
  async countActiveAdmins(tx: Tx, now: Date): Promise<number> {
    const [row] = await tx.query<{ count: string }>(
      `SELECT count(*) AS count FROM access.api_key k LEFT JOIN access."user" u ON u.id = k.user_id
       WHERE k.role = 'admin' AND k.instance_ids IS NULL AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $1)
         AND (u.id IS NULL OR (u.is_active AND u.role = 'admin' AND u.instance_ids IS NULL))`,
      [now],
    );
    return Number(row?.count ?? 0);
  }

  async touch(ids: readonly string[], at: Date): Promise<void> {
    await this.database.query(
      `UPDATE access.api_key SET last_used_at = $2 WHERE id = ANY($1::uuid[]) AND (last_used_at IS NULL OR last_used_at < $2)`,
      [ids, at],
    );
  }
}
