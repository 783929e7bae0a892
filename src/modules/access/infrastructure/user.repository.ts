import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import type { Role } from '../domain/permissions.js';
import { UserRow } from './user.entity.js';

export interface StoredUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly instanceIds: string[] | null;
  readonly isActive: boolean;
}

@Injectable()
export class UserRepository {
  async insert(tx: Tx, user: StoredUser, now: Date): Promise<void> {
    await tx.insert(UserRow, [{ ...user, createdAt: now, updatedAt: now }]);
  }

  async lock(tx: Tx, id: string): Promise<StoredUser | null> {
    const [row] = await tx.query<StoredUser>(
      `SELECT id, name, email, role, instance_ids AS "instanceIds", is_active AS "isActive"
       FROM access."user" WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return row ?? null;
  }

  async update(tx: Tx, user: StoredUser, now: Date): Promise<void> {
    await tx.query(
      `UPDATE access."user" SET name = $2, email = $3, role = $4, instance_ids = $5::uuid[], is_active = $6, updated_at = $7
       WHERE id = $1`,
      [user.id, user.name, user.email, user.role, user.instanceIds, user.isActive, now],
    );
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await tx.query('DELETE FROM access."user" WHERE id = $1', [id]);
  }
}
