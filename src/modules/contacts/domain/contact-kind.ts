import { DomainError } from '../../../shared-kernel/index.js';
import type { ContactDraft } from './contact.js';

export type ContactKind = ContactDraft['kind'];

/**
 * Who may stand under whom. The order of the keys is also the order in which contacts are written: a parent always comes before
 * its children, and two workers that take the same contacts take them in the same order whatever parents they think they have.
 */
const PARENTS = {
  company: [],
  person: ['company'],
  billing: ['company', 'person'],
  delivery: ['company', 'person', 'billing'],
} as const satisfies Record<ContactKind, readonly ContactKind[]>;

export const CONTACT_KINDS = Object.keys(PARENTS) as readonly ContactKind[];

export function checkParent(kind: ContactKind, parentKind: ContactKind): void {
  const allowed: readonly ContactKind[] = PARENTS[kind];
  if (allowed.includes(parentKind)) return;
  throw new DomainError(
    'rule-broken',
    'contacts.wrong-parent',
    allowed.length === 0
      ? `A ${kind} contact stands by itself and has no parent.`
      : `A ${kind} contact belongs to a ${allowed.join(' or a ')}, not to a ${parentKind}.`,
    { kind, parentKind },
  );
}
