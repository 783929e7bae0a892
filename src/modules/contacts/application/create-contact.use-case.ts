import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { ContactDraft } from '../domain/contact.js';
import { matchKeyOf } from '../domain/match-key.js';
import { ContactStore } from '../infrastructure/contact.store.js';
import { ParentCheck } from './parent-check.js';

/** A contact made by hand. Unlike an import it does not quietly take an equal one: the person is told which contact stands already. */
@Injectable()
export class CreateContact {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: ContactStore,
    private readonly parents: ParentCheck,
    private readonly audit: AuditTrail,
  ) {}

  async run(fields: Omit<ContactDraft, 'id' | 'matchKey'>): Promise<string> {
    const draft: ContactDraft = { id: newId(), ...fields, matchKey: matchKeyOf(fields.kind, fields) };
    await this.database.transaction(async (tx) => {
      await this.parents.check(tx, draft);
      await this.store.insert(tx, draft);
      await this.audit.record(tx, [
        { action: 'contact.created', recordType: 'contact', recordId: draft.id, after: { ...draft } },
      ]);
    });
    return draft.id;
  }
}
