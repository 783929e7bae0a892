import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail, currentActor } from '../../../platform/http/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { keyText } from '../domain/api-key.js';
import type { Role } from '../domain/permissions.js';
import { ApiKeyRepository, type StoredKey } from '../infrastructure/api-key.repository.js';
import { hashSecret } from '../../../platform/secrets/index.js';
import { newKey } from '../infrastructure/key-secret.js';
import { KeepAnAdmin } from './keep-an-admin.js';
import { KeyCache } from './key-cache.js';

export interface KeyDraft {
  readonly name: string;
  readonly role: Role;
  readonly instanceIds: readonly string[] | null;
  readonly userId: string | null;
  readonly expiresAt: Date | null;
}

export interface MadeKey {
  readonly id: string;
  readonly prefix: string;
  /** Shown once; only its hash is stored. */
  readonly key: string;
}

@Injectable()
export class ManageApiKeys {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly keys: ApiKeyRepository,
    private readonly audit: AuditTrail,
    private readonly cache: KeyCache,
    private readonly keepAnAdmin: KeepAnAdmin,
  ) {}

  async create(draft: KeyDraft, now: Date = new Date()): Promise<MadeKey> {
    refusePast(draft.expiresAt, now);
    return this.database.transaction((tx) => this.insert(tx, draft, 'api-key.created', now));
  }

  async revoke(id: string, now: Date = new Date()): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.keepAnAdmin.begin(tx);
      const key = await this.existing(tx, id);
      // Revoking twice changes nothing: a repeated request is not an error.
      if (key.revokedAt !== null) return;
      await this.keys.end(tx, id, { revokedAt: now });
      await this.keepAnAdmin.check(tx, now);
      await this.audit.record(tx, [
        { action: 'api-key.revoked', recordType: 'api-key', recordId: id, after: { revokedAt: now } },
      ]);
      tx.afterCommit(() => this.cache.forgetAll());
    });
  }

  /** A new secret under a new prefix; the old key ends now, or after a grace period in which both work. */
  async rotate(id: string, graceSeconds: number, expiresAt: Date | null, now: Date = new Date()): Promise<MadeKey> {
    refusePast(expiresAt, now);
    return this.database.transaction(async (tx) => {
      await this.keepAnAdmin.begin(tx);
      const old = await this.existing(tx, id);
      if (old.revokedAt !== null) {
        throw new DomainError(
          'rule-broken',
          'access.key-revoked',
          'A revoked key cannot be rotated. Create a new one.',
          { id },
        );
      }
      const made = await this.insert(tx, { ...old, expiresAt }, 'api-key.rotated', now, { rotatedFrom: id });
      if (graceSeconds === 0) await this.keys.end(tx, id, { revokedAt: now });
      else
        await this.keys.end(tx, id, {
          expiresAt: sooner(old.expiresAt, new Date(now.getTime() + graceSeconds * 1000)),
        });
      await this.keepAnAdmin.check(tx, now);
      tx.afterCommit(() => this.cache.forgetAll());
      return made;
    });
  }

  private async insert(tx: Tx, draft: KeyDraft, action: string, now: Date, more: object = {}): Promise<MadeKey> {
    const { name, role, instanceIds, userId, expiresAt } = draft;
    const parts = newKey();
    const id = newId();
    const actor = currentActor();
    const limits = { name, role, instanceIds: instanceIds && [...instanceIds], userId, expiresAt };
    await this.keys.insert(tx, {
      ...limits,
      id,
      prefix: parts.prefix,
      secretHash: hashSecret(parts.secret),
      revokedAt: null,
      lastUsedAt: null,
      createdBy: actor.id === null ? actor.kind : `${actor.kind}:${actor.id}`,
      createdAt: now,
    });
    await this.audit.record(tx, [
      { action, recordType: 'api-key', recordId: id, after: { ...limits, prefix: parts.prefix, ...more } },
    ]);
    tx.afterCommit(() => this.cache.forgetAll());
    return { id, prefix: parts.prefix, key: keyText(parts) };
  }

  private async existing(tx: Tx, id: string): Promise<StoredKey> {
    const key = await this.keys.lock(tx, id);
    if (!key) throw new DomainError('not-found', 'access.no-such-key', 'There is no such API key.', { id });
    return key;
  }
}

function refusePast(expiresAt: Date | null, now: Date): void {
  if (expiresAt === null || expiresAt > now) return;
  throw new DomainError(
    'rule-broken',
    'access.expiry-in-the-past',
    'The key would be expired already. Choose a later time.',
  );
}

function sooner(first: Date | null, second: Date): Date {
  return first !== null && first < second ? first : second;
}
