import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { ApiKeyRepository } from '../infrastructure/api-key.repository.js';

/** Whatever changes keys or users: afterwards somebody can still hand out keys. */
@Injectable()
export class KeepAnAdmin {
  constructor(private readonly keys: ApiKeyRepository) {}

  /** Before anything is locked: of two that each take away one of the last two admin keys, the second must see what the first did. */
  begin(tx: Tx): Promise<void> {
    return this.keys.holdAdminLock(tx);
  }

  async check(tx: Tx, now: Date): Promise<void> {
    if ((await this.keys.countActiveAdmins(tx, now)) > 0) return;
    const message = 'This would take away the last admin key that works. Create another admin key first.';
    throw new DomainError('rule-broken', 'access.last-admin-key', message);
  }
}
