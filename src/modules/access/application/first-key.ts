import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { keyText, parseKey, type KeyParts } from '../domain/api-key.js';
import { ApiKeyRepository } from '../infrastructure/api-key.repository.js';
import { hashSecret } from '../../../platform/secrets/index.js';
import { newKey } from '../infrastructure/key-secret.js';

export interface FirstKeyOptions {
  /** LONGSHORE_ADMIN_KEY: made an admin key at every start that does not know it yet; the way back in when all keys are lost. */
  readonly adminKey?: string | null;
  /** Where the made key is shown, once. Not the log: that would keep it. */
  readonly show?: (line: string) => void;
}

export const FIRST_KEY_OPTIONS = Symbol('first key options');

/** The first start makes an admin key, so that somebody can make the others. */
@Injectable()
export class FirstKey implements OnApplicationBootstrap {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly keys: ApiKeyRepository,
    private readonly audit: AuditTrail,
    @Inject(FIRST_KEY_OPTIONS) private readonly options: FirstKeyOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const preset = this.options.adminKey ? parsePreset(this.options.adminKey) : null;
    const made = await this.database.transaction(async (tx) => {
      // Processes that start together: the second finds the key of the first.
      await this.keys.holdAdminLock(tx);
      if (preset) {
        if (!(await this.keys.hasPrefix(tx, preset.prefix))) await this.insert(tx, preset, 'Preset admin key');
        return null;
      }
      if (!(await this.keys.isEmpty(tx))) return null;
      const parts = newKey();
      await this.insert(tx, parts, 'First admin key');
      return parts;
    });
    const show = this.options.show ?? ((line: string) => void process.stdout.write(`${line}\n`));
    if (made) show(`Admin API key (shown once): ${keyText(made)}`);
  }

  private async insert(tx: Tx, { prefix, secret }: KeyParts, name: string): Promise<void> {
    const id = newId();
    await this.keys.insert(tx, {
      id,
      prefix,
      secretHash: hashSecret(secret),
      name,
      role: 'admin',
      instanceIds: null,
      userId: null,
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
      createdBy: 'system',
      createdAt: new Date(),
    });
    await this.audit.record(tx, [
      { action: 'api-key.created', recordType: 'api-key', recordId: id, after: { name, role: 'admin', prefix } },
    ]);
  }
}

function parsePreset(text: string): KeyParts {
  const parts = parseKey(text);
  if (parts) return parts;
  throw new Error(
    'LONGSHORE_ADMIN_KEY must look like lsk_<8 to 24 lower-case letters and digits>_<32 to 128 letters and digits>.',
  );
}
