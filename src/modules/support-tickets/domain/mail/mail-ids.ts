/** Of those that a mail names, no more are looked at. */
const MOST_IDS = 50;

/** Message-IDs of ours: the ticket's number, something nobody can guess, our domain. */
export function mailId(number: string, random: string, from: string): string {
  return `<${number.toLowerCase()}.${random}@${domainOf(from)}>`;
}

/** @param from the address our mails come from */
export function isOurMailId(id: string, from: string): boolean {
  return /^<t-\d{6,12}\.[0-9a-f]{24}@/.test(id) && id.toLowerCase().endsWith(`@${domainOf(from)}>`);
}

/** Message-IDs in a header, in their order; what is not one of visible ASCII is passed over, since it goes into headers of ours. */
export function mailIdsIn(header: string): string[] {
  return (header.match(/<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>/g) ?? []).filter((id) => id.includes('@')).slice(-MOST_IDS);
}

/** The number in `Re: [T-000123] Coupon missing`; null: none. */
export function numberIn(subject: string): string | null {
  return /\[(T-\d{6,12})\]/i.exec(subject)?.[1]?.toUpperCase() ?? null;
}

/**
 * What a mail in this thread refers to: its beginning and what came last (RFC 5322 §3.6.4), so that the line does not grow for ever.
 * @param ids of the thread, oldest first
 */
export function referencesFor(ids: readonly string[]): string[] {
  const MOST = 10;
  return ids.length <= MOST ? [...ids] : [...ids.slice(0, 1), ...ids.slice(1 - MOST)];
}

function domainOf(from: string): string {
  return from.slice(from.indexOf('@') + 1).toLowerCase();
}
