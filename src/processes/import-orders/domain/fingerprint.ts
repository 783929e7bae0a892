import type { RemoteAddress, RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import { sha256Hex } from '../../../shared-kernel/index.js';

/**
 * 80 bits: they tell the states of one order apart, not all orders of the world. The length tells the recipe as well: a digest of another
 * length was made by an older one and says nothing about a change.
 */
const DIGITS = 20;

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
  return content?.length === DIGITS && progress && places?.length === DIGITS ? { content, progress, places } : null;
}

/**
 * Digest of what documents are made from: lines, quantities and amounts; not status, payment status or what was shipped, which have
 * their own paths.
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
  return sha256Hex(parts.join('\u001f')).slice(0, DIGITS);
}

function addressText(address: RemoteAddress): string {
  const { firstName, lastName, company, street1, street2, city, state, postalCode, countryCode } = address;
  return [firstName, lastName, company, street1, street2, city, state, postalCode, countryCode].join('\u001e');
}
