import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import type { ContactDraft } from '../domain/contact.js';
import { matchKeyOf, type MatchParts } from '../domain/match-key.js';
import { ContactStore, type StoredContact } from '../infrastructure/contact.store.js';
import { ParentCheck } from './parent-check.js';

export type ContactChange = Partial<Omit<ContactDraft, 'id' | 'kind' | 'matchKey'>>;

/**
 * A person corrects a contact. Its match key follows what it says now: kept, the key would find this contact for the data it no
 * longer has, and the corrected customer's next order would make a second one. Where another contact has that key already, the
 * answer is a conflict that names it. Contacts nobody edits keep their key, also across changes of how keys are made.
 */
@Injectable()
export class ChangeContact {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: ContactStore,
    private readonly parents: ParentCheck,
    private readonly audit: AuditTrail,
  ) {}

  async run(id: string, version: number, change: ContactChange): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.store.lock(tx, id);
      const changed = { ...before, ...change };
      const matchKey = isMatchedDifferently(before, changed) ? matchKeyOf(before.kind, changed) : before.matchKey;
      const after: StoredContact = { ...changed, matchKey, version };
      if (after.parentId !== before.parentId) await this.parents.check(tx, after);
      await this.store.update(tx, after);
      await this.audit.record(tx, [
        { action: 'contact.changed', recordType: 'contact', recordId: id, before: { ...before }, after: { ...after } },
      ]);
    });
  }
}

function isMatchedDifferently(before: MatchParts & Pick<ContactDraft, 'kind'>, after: MatchParts): boolean {
  return matchKeyOf(before.kind, before) !== matchKeyOf(before.kind, after);
}
