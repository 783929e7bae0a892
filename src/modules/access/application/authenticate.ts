import { Injectable } from '@nestjs/common';
import { Access, type Permission } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { keyState, parseKey } from '../domain/api-key.js';
import { permissionsOf, type Grant, type PermissionName, type Role } from '../domain/permissions.js';
import type { KeyRecord } from '../infrastructure/api-key.repository.js';
import { isSecretOf } from '../../../platform/secrets/index.js';
import { KeyCache } from './key-cache.js';
import { LastUsed } from './last-used.js';

/** Compared when there is no such key, so that its absence takes as long to find out as a wrong secret. */
const NO_HASH = Buffer.alloc(32);

// A permission that routes can ask for and the table does not know, or the other way round, does not compile.
type Same = [Permission] extends [PermissionName] ? ([PermissionName] extends [Permission] ? true : never) : never;
const permissions: Same extends true ? (grant: Grant) => ReadonlySet<Permission> : never = permissionsOf;

@Injectable()
export class Authenticate {
  constructor(
    private readonly cache: KeyCache,
    private readonly lastUsed: LastUsed,
  ) {}

  async byKey(text: string, now: Date = new Date()): Promise<Access> {
    const parts = parseKey(text);
    if (!parts) throw unknownKey();
    const key = await this.cache.find(parts.prefix);
    const isProven = isSecretOf(parts.secret, key?.secretHash ?? NO_HASH);
    if (!key || !isProven) throw unknownKey();
    // Only who has the secret learns what became of the key.
    switch (keyState(key, now)) {
      case 'revoked':
        throw new DomainError(
          'unauthenticated',
          'access.key-revoked',
          'This API key was revoked. Ask an admin for another.',
        );
      case 'expired':
        throw new DomainError(
          'unauthenticated',
          'access.key-expired',
          'This API key has expired. Ask an admin for another.',
        );
      case 'owner-inactive':
        throw new DomainError(
          'unauthenticated',
          'access.owner-inactive',
          'The owner of this API key is not active any more.',
        );
      case 'active':
        this.lastUsed.note(key.id, now);
        return accessOf(key);
    }
  }
}

function accessOf(key: KeyRecord): Access {
  const roles: Role[] = key.userRole === null ? [key.role] : [key.role, key.userRole];
  const instanceIds = both(key.instanceIds, key.userInstanceIds);
  const name = key.userName === null ? key.name : `${key.userName} (${key.name})`;
  return new Access({ kind: 'key', id: key.id, name }, roles, permissions({ roles, instanceIds }), instanceIds);
}

function both(first: readonly string[] | null, second: readonly string[] | null): readonly string[] | null {
  if (first === null || second === null) return first ?? second;
  return first.filter((id) => second.includes(id));
}

function unknownKey(): DomainError {
  return new DomainError(
    'unauthenticated',
    'access.unknown-key',
    'This API key is not known here. Check that it was copied whole.',
  );
}
