import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import type { ContactDraft, ContactRef } from '../domain/contact.js';
import { planEnsure } from '../domain/ensure-plan.js';
import { contactsByIds, idsByMatchKeys, insertContacts, type Queryable } from '../infrastructure/contact.repository.js';

/** The door of the contacts module for processes. Every method takes a list and costs a handful of statements. */
@Injectable()
export class ContactsFacade {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Contacts that stand already: id by match key. */
  findByMatchKeys(keys: readonly string[], on: Queryable = this.database): Promise<Map<string, string>> {
    return idsByMatchKeys(on, [...new Set(keys)]);
  }

  /** Contacts by id; ids that do not exist are missing from the map. */
  get(ids: readonly string[], on: Queryable = this.database): Promise<Map<string, ContactRef>> {
    return contactsByIds(on, [...new Set(ids)]);
  }

  /**
   * Makes sure that every draft stands as a contact and tells which: the id of a draft → the id of the contact that really stands,
   * which is another one when its match key was taken (by a row, by a draft before it or by a worker a moment ago). Children point
   * at the parents that really stand. Archived contacts are matched like others.
   *
   * Two workers may bring the same contacts at once: both write in one global order (kind, match key), so neither can hold what
   * the other waits for while waiting itself.
   */
  async ensure(tx: Tx, drafts: readonly ContactDraft[]): Promise<Map<string, string>> {
    const { steps, keyOf } = planEnsure(drafts);
    const standing = await idsByMatchKeys(tx, [...new Set(keyOf.values())]);
    const resolve = (parentId: string | null): string | null => {
      const key = parentId === null ? undefined : keyOf.get(parentId);
      return key === undefined ? parentId : (standing.get(key) ?? parentId);
    };
    for (const step of steps) {
      const missing = step.filter((draft) => !standing.has(draft.matchKey));
      if (missing.length === 0) continue;
      const written = await insertContacts(
        tx,
        missing.map((draft) => ({ ...draft, parentId: resolve(draft.parentId) })),
      );
      for (const [key, id] of written) standing.set(key, id);
      const lost = missing.map((draft) => draft.matchKey).filter((key) => !written.has(key));
      for (const [key, id] of await idsByMatchKeys(tx, lost)) standing.set(key, id);
    }
    return new Map([...keyOf].map(([id, key]) => [id, standing.get(key) as string]));
  }
}
