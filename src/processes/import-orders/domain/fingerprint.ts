import type { RemoteAddress, RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';

/**
 * What an order was made from: lines and amounts (`content`), who gets it and where (`places`), and how far the store is with it
 * (`progress`: shipped and refunded pieces). Each is judged by itself: another amount contradicts posted documents, another street does not.
 */
export interface Fingerprint {
  readonly content: string;
  readonly progress: string;
  readonly places: string;
}

export function fingerprintOf(order: RemoteOrder): Fingerprint {
  const refunded = order.lines.reduce((sum, line) => sum + line.quantityRefunded, 0);
  const shipped = order.lines.reduce((sum, line) => sum + line.quantityShipped, 0);
  return { content: contentOf(order), progress: `${shipped}.${refunded}`, places: placesOf(order) };
}

export function fingerprintText({ content, progress, places }: Fingerprint): string {
  return `${content}:${progress}:${places}`;
}

export function parseFingerprint(text: string | null): Fingerprint | null {
  const [content, progress, places] = (text ?? '').split(':');
  return content && progress && places ? { content, progress, places } : null;
}

/**
 * Digest of what documents are made from: lines, quantities and amounts; not status, payment status or what was shipped, which have
 * their own paths. Two hashes of 32 bits after FNV-1a: it guards against edits, not against forgers.
 */
function contentOf(order: RemoteOrder): string {
  const parts: string[] = [order.currency, order.totals.total.amount, order.totals.totalTax.amount];
  for (const line of order.lines) {
    parts.push(
      line.remoteId,
      line.sku,
      String(line.quantity),
      line.total.incTax.amount,
      line.total.exTax.amount,
      line.consignmentRemoteId ?? '',
    );
  }
  for (const consignment of order.consignments) {
    parts.push(consignment.remoteId, consignment.shipping.incTax.amount);
  }
  for (const fee of order.fees) parts.push(fee.remoteId, fee.cost.incTax.amount);
  return digest(parts);
}

function placesOf(order: RemoteOrder): string {
  return digest([
    addressText(order.billing),
    ...order.consignments.map(({ address }) => (address ? addressText(address) : '')),
  ]);
}

function digest(parts: readonly string[]): string {
  const text = parts.join('\u001f');
  return hash(text, FNV_PRIME) + hash(text, OTHER_PRIME);
}

function addressText(address: RemoteAddress): string {
  const { firstName, lastName, company, street1, street2, city, state, postalCode, countryCode } = address;
  return [firstName, lastName, company, street1, street2, city, state, postalCode, countryCode].join('\u001e');
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** Another multiplier, so that texts which collide under one do not under both. */
const OTHER_PRIME = 0x5bd1e995;

function hash(text: string, prime: number): string {
  let value = FNV_OFFSET;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), prime);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}
