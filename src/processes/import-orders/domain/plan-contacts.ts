import { matchKeyOf, type ContactDraft } from '../../../modules/contacts/contract/index.js';
import type { RemoteAddress, RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import type { ImportContext } from './import-context.js';

export interface OrderContacts {
  /** Who is billed: a draft's id or the instance's default customer. */
  readonly billingId: string;
  /** Where each shipping consignment goes, by consignment; the billing contact when the addresses are the same (A20.5). */
  readonly deliveryIds: ReadonlyMap<string, string>;
  readonly drafts: readonly ContactDraft[];
}

/** Billing contact, its company, and a delivery contact for each address that differs (A20.3 to A20.7). */
export function planContacts(order: RemoteOrder, context: ImportContext, newId: () => string): OrderContacts {
  const drafts: ContactDraft[] = [];
  const { billing } = order;
  const billingId = billingContact(billing, context, newId, drafts);
  const deliveryIds = new Map<string, string>();
  const placed = new Map<string, string>();
  for (const consignment of order.consignments) {
    const { address } = consignment;
    const place = address && hasData(address) ? placeKey(address) : '';
    if (!address || place === '' || place === placeKey(billing)) {
      deliveryIds.set(consignment.remoteId, billingId);
      continue;
    }
    let id = placed.get(place);
    if (id === undefined) {
      const draft = contactDraft('delivery', address, billingId, newId(), billing.email, context.instance.id);
      drafts.push(draft);
      id = draft.id;
      placed.set(place, id);
    }
    deliveryIds.set(consignment.remoteId, id);
  }
  return { billingId, deliveryIds, drafts };
}

function billingContact(
  billing: RemoteAddress,
  context: ImportContext,
  newId: () => string,
  drafts: ContactDraft[],
): string {
  if (!hasData(billing)) {
    if (context.instance.defaultContactId) return context.instance.defaultContactId;
    const guest = contactDraft(
      'person',
      { ...billing, firstName: 'Guest', lastName: 'customer' },
      null,
      newId(),
      '',
      context.instance.id,
    );
    drafts.push(guest);
    return guest.id;
  }
  let parentId: string | null = null;
  if (context.instance.createCompanyContact && billing.company.trim() !== '') {
    const company = companyDraft(billing, newId());
    drafts.push(company);
    parentId = company.id;
  }
  const person = contactDraft('person', billing, parentId, newId(), billing.email, context.instance.id);
  drafts.push(person);
  return person.id;
}

function contactDraft(
  kind: 'person' | 'delivery',
  address: RemoteAddress,
  parentId: string | null,
  id: string,
  fallbackEmail: string,
  instanceId: string,
): ContactDraft {
  const email = address.email || fallbackEmail;
  const name = `${address.firstName} ${address.lastName}`.trim();
  const parts = {
    name: name || address.company || email || 'Unnamed customer',
    company: address.company,
    email,
    phone: address.phone,
    street1: address.street1,
    street2: address.street2,
    city: address.city,
    state: address.state,
    postalCode: address.postalCode,
    countryCode: countryOf(address),
  };
  // With an e-mail and nothing else, the e-mail is the person, and only within the instance (Z13).
  const emailOnly = name === '' && email !== '' && placeKey(address) === '';
  const key = matchKeyOf(kind, parts);
  return { id, kind, parentId, matchKey: emailOnly ? `${key}:${instanceId}` : key, ...parts };
}

function companyDraft(billing: RemoteAddress, id: string): ContactDraft {
  const parts = {
    name: billing.company.trim(),
    company: billing.company.trim(),
    email: '',
    phone: '',
    street1: billing.street1,
    street2: billing.street2,
    city: billing.city,
    state: billing.state,
    postalCode: billing.postalCode,
    countryCode: countryOf(billing),
  };
  return { id, kind: 'company', parentId: null, matchKey: matchKeyOf('company', parts), ...parts };
}

/** A contact's country is a code of two capitals or unknown; an odd one from the store must not keep its order out. */
function countryOf({ countryCode }: RemoteAddress): string {
  const code = countryCode.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? code : '';
}

function hasData(address: RemoteAddress): boolean {
  return (
    address.email.trim() !== '' ||
    address.firstName.trim() !== '' ||
    address.lastName.trim() !== '' ||
    address.company.trim() !== '' ||
    placeKey(address) !== ''
  );
}

/** Equal keys are the same place: name and postal address, without e-mail (consignments often lack one). */
function placeKey(address: RemoteAddress): string {
  const place = [address.street1, address.street2, address.city, address.state, address.postalCode];
  if (place.every((part) => part.trim() === '')) return '';
  return [address.firstName, address.lastName, address.company, ...place, address.countryCode]
    .map((part) => part.trim().toLowerCase())
    .join('\u001f');
}
