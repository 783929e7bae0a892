import { sha256Hex } from '../../../shared-kernel/index.js';
import type { ContactDraft } from './contact.js';

/** What two contacts must have in common to be the same one (A20.2, Z13). */
export type MatchParts = Pick<
  ContactDraft,
  'name' | 'company' | 'email' | 'phone' | 'street1' | 'street2' | 'city' | 'state' | 'postalCode' | 'countryCode'
>;

/** Changes whenever the recipe below does: keys of two recipes must never meet in the unique index. */
const RECIPE = 'contact-1';
const SEPARATOR = '\u001f';

/**
 * The key under which a contact is found again: SHA-256 over the normalised parts (hex, 64 characters). Different e-mails never
 * share a key (Z13), and a guest is matched like anybody else (Z14). A hash, because eight free-text fields outgrow what a unique
 * index can hold and because the key ends up in indexes and queries where no address belongs.
 *
 * A company is its name and address, whoever ordered for it: its people's e-mails and phones are left out, or every buyer of one
 * company would make that company again (A20.4).
 *
 * @param scope where the match holds; an e-mail without a name or address is somebody within one instance only (Z13)
 */
export function matchKeyOf(kind: ContactDraft['kind'], parts: MatchParts, scope = ''): string {
  const ofPerson = kind === 'company' ? ['', ''] : [words(parts.email), phone(parts.phone)];
  return sha256Hex(
    [
      RECIPE,
      kind,
      scope,
      ...ofPerson,
      words(parts.name),
      words(parts.company),
      words(parts.street1),
      words(parts.street2),
      words(parts.city),
      words(parts.state),
      words(parts.postalCode).replaceAll(' ', ''),
      words(parts.countryCode),
    ].join(SEPARATOR),
  );
}

/** Case, surrounding and repeated blanks and compatible forms (full-width letters, ligatures) do not tell people apart. */
function words(text: string): string {
  if (text === '') return '';
  // Plain ASCII, nearly every address, is its own normal form.
  const normal = /^[ -~]*$/.test(text) ? text : text.normalize('NFKC');
  return normal
    .toLowerCase()
    .replace(/[\s\u001f]+/g, ' ')
    .trim();
}

/** "+49 (30) 123-45" and "+493012345" are one number; text without a digit stays text. */
function phone(text: string): string {
  const normal = words(text);
  const digits = normal.replace(/\D/g, '');
  return digits === '' ? normal : normal.startsWith('+') ? `+${digits}` : digits;
}
