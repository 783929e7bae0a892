import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { constraintErrors } from '../../platform/database/index.js';
import { AuditTrail } from '../../platform/http/index.js';
import { DomainError } from '../../shared-kernel/index.js';
import { AccessRecords } from './application/access-records.js';
import { Authenticate } from './application/authenticate.js';
import { FIRST_KEY_OPTIONS, FirstKey, type FirstKeyOptions } from './application/first-key.js';
import { KeepAnAdmin } from './application/keep-an-admin.js';
import { KeyCache } from './application/key-cache.js';
import { LastUsed } from './application/last-used.js';
import { ManageApiKeys } from './application/manage-api-keys.js';
import { ManageUsers } from './application/manage-users.js';
import { AccessGuard } from './http/access.guard.js';
import { ApiKeysController } from './http/api-keys.controller.js';
import { AuditEntriesController } from './http/audit-entries.controller.js';
import { MeController } from './http/me.controller.js';
import { UsersController } from './http/users.controller.js';
import { ApiKeyRepository } from './infrastructure/api-key.repository.js';
import { StoredAuditTrail } from './infrastructure/stored-audit-trail.js';
import { UserRepository } from './infrastructure/user.repository.js';

/** Keys, users, the guard before every route, and the audit trail (`AuditTrail` of platform/http) for every module. */
@Global()
@Module({
  controllers: [ApiKeysController, UsersController, AuditEntriesController, MeController],
  providers: [
    ApiKeyRepository,
    UserRepository,
    KeyCache,
    LastUsed,
    Authenticate,
    KeepAnAdmin,
    ManageApiKeys,
    ManageUsers,
    AccessRecords,
    FirstKey,
    { provide: AuditTrail, useClass: StoredAuditTrail },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AuditTrail],
})
export class AccessModule {
  static configure(options: FirstKeyOptions = {}): DynamicModule {
    return { module: AccessModule, providers: [{ provide: FIRST_KEY_OPTIONS, useValue: options }] };
  }
}

constraintErrors.register({
  uq_user_email: () => new DomainError('conflict', 'access.email-taken', 'Another user has this e-mail address.'),
  fk_api_key_user: ({ code, detail }) =>
    detail?.includes('still referenced')
      ? new DomainError('rule-broken', 'access.user-owns-keys', 'This user owns API keys. Deactivate the user instead.')
      : new DomainError('rule-broken', 'access.no-such-user', 'The owner named in userId does not exist.', {
          sqlState: code,
        }),
});
