import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { UserRepository, type StoredUser } from '../infrastructure/user.repository.js';
import { KeepAnAdmin } from './keep-an-admin.js';
import { KeyCache } from './key-cache.js';

export type UserDraft = Omit<StoredUser, 'id' | 'isActive'>;
export type UserChange = Partial<Omit<StoredUser, 'id'>>;

@Injectable()
export class ManageUsers {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly users: UserRepository,
    private readonly audit: AuditTrail,
    private readonly cache: KeyCache,
    private readonly keepAnAdmin: KeepAnAdmin,
  ) {}

  async create(draft: UserDraft, now: Date = new Date()): Promise<string> {
    const user: StoredUser = { ...draft, id: newId(), isActive: true };
    await this.database.transaction(async (tx) => {
      await this.users.insert(tx, user, now);
      await this.audit.record(tx, [
        { action: 'user.created', recordType: 'user', recordId: user.id, after: { ...user } },
      ]);
    });
    return user.id;
  }

  async change(id: string, change: UserChange, now: Date = new Date()): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.keepAnAdmin.begin(tx);
      const before = await this.existing(tx, id);
      const after: StoredUser = { ...before, ...change };
      await this.users.update(tx, after, now);
      await this.keepAnAdmin.check(tx, now);
      await this.audit.record(tx, [
        { action: 'user.changed', recordType: 'user', recordId: id, before: { ...before }, after: { ...after } },
      ]);
      tx.afterCommit(() => this.cache.forgetAll());
    });
  }

  /** A user who owns keys stays, because keys and the audit trail point at him; deactivating ends his keys. */
  async delete(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.existing(tx, id);
      await this.users.delete(tx, id);
      await this.audit.record(tx, [
        { action: 'user.deleted', recordType: 'user', recordId: id, before: { ...before } },
      ]);
    });
  }

  private async existing(tx: Tx, id: string): Promise<StoredUser> {
    const user = await this.users.lock(tx, id);
    if (!user) throw new DomainError('not-found', 'access.no-such-user', 'There is no such user.', { id });
    return user;
  }
}
