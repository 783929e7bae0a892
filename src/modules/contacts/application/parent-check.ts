import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { checkParent } from '../domain/contact-kind.js';
import type { ContactDraft } from '../domain/contact.js';
import { ContactStore } from '../infrastructure/contact.store.js';

@Injectable()
export class ParentCheck {
  constructor(private readonly store: ContactStore) {}

  /** The parent exists and may have such a child. */
  async check(tx: Tx, { kind, parentId }: Pick<ContactDraft, 'kind' | 'parentId'>): Promise<void> {
    if (parentId === null) return;
    const parentKind = await this.store.kindOf(tx, parentId);
    if (parentKind === null) {
      throw new DomainError('rule-broken', 'contacts.no-such-parent', 'The parent named here does not exist.', {
        parentId,
      });
    }
    checkParent(kind, parentKind);
  }
}
