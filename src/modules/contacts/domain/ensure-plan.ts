import { DomainError } from '../../../shared-kernel/index.js';
import { CONTACT_KINDS, checkParent, type ContactKind } from './contact-kind.js';
import type { ContactDraft } from './contact.js';

/** Drafts of one list sorted out: what is to be written, kind by kind, and which draft speaks for which. */
export interface EnsurePlan {
  /** Parents before children, each kind by match key: every worker takes the unique index in this one order. */
  readonly steps: readonly (readonly ContactDraft[])[];
  /** Match key of every draft, by the draft's id. */
  readonly keyOf: ReadonlyMap<string, string>;
}

export function planEnsure(drafts: readonly ContactDraft[]): EnsurePlan {
  const keyOf = new Map<string, string>();
  const firstByKey = new Map<string, ContactDraft>();
  const kindOf = new Map<string, ContactKind>();
  for (const draft of drafts) {
    if (keyOf.has(draft.id)) {
      throw new DomainError('invalid', 'contacts.draft-twice', 'Two drafts of one list carry the same id.', {
        id: draft.id,
      });
    }
    keyOf.set(draft.id, draft.matchKey);
    kindOf.set(draft.id, draft.kind);
    if (!firstByKey.has(draft.matchKey)) firstByKey.set(draft.matchKey, draft);
  }
  for (const draft of drafts) {
    const parentKind = draft.parentId === null ? undefined : kindOf.get(draft.parentId);
    if (parentKind) checkParent(draft.kind, parentKind);
  }
  const ordered = [...firstByKey.values()].sort((a, b) => (a.matchKey < b.matchKey ? -1 : 1));
  const steps = CONTACT_KINDS.map((kind) => ordered.filter((draft) => draft.kind === kind));
  return { steps: steps.filter((step) => step.length > 0), keyOf };
}
