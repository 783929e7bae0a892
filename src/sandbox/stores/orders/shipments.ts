import { rfc2822 } from '../../generator/dates.js';
import type { Json } from '../json.js';
import { asList } from '../json.js';
import { setStatus } from './order-actions.js';
import type { OrderDocument } from './order-document.js';

export interface ShippedItem {
  lineId: number;
  quantity: number;
}

export const PROVIDERS: Record<string, string> = {
  auspost: 'Australia Post',
  canadapost: 'Canada Post',
  endicia: 'Endicia',
  usps: 'USPS',
  fedex: 'FedEx',
  ups: 'UPS',
  upsready: 'UPS Ready',
  upsonline: 'UPS Online',
  shipperhq: 'ShipperHQ',
  royalmail: 'Royal Mail',
  '': '',
};

/** What is still to ship of a line that goes to this address; null when it is no such line. */
export function leftToShip(document: OrderDocument, addressId: number, lineId: number): number | null {
  const line = document.lines.find((candidate) => candidate.id === lineId);
  if (!line || line.type !== 'physical' || line.order_address_id !== addressId) return null;
  return Number(line.quantity) - Number(line.quantity_shipped);
}

export function addShipment(
  document: OrderDocument,
  id: number,
  input: Json,
  items: readonly ShippedItem[],
  now: number,
  movesStatus: boolean,
): Json {
  const { header } = document;
  const addressId = Number(input.order_address_id);
  const address = document.addresses.find((candidate) => candidate.id === addressId) ?? {};
  const shipment: Json = {
    id,
    order_id: header.id,
    customer_id: header.customer_id,
    order_address_id: addressId,
    date_created: rfc2822(now),
    tracking_number: text(input.tracking_number),
    merchant_shipping_cost: text(input.merchant_shipping_cost) || '0.0000',
    shipping_method: text(input.shipping_method) || text(address.shipping_method),
    comments: text(input.comments),
    shipping_provider: text(input.shipping_provider),
    tracking_carrier: text(input.tracking_carrier),
    tracking_link: text(input.tracking_link),
    billing_address: person(header.billing_address as Json),
    shipping_address: person(address),
    items: items.map(({ lineId, quantity }) => ({ order_product_id: lineId, product_id: 0, quantity })),
  };
  describeTracking(shipment);
  document.shipments.push(shipment);
  for (const { lineId, quantity } of items) addShipped(document, lineId, quantity);
  if (movesStatus) {
    const open = document.lines.some(
      (line) => line.order_address_id !== 0 && Number(line.quantity_shipped) < Number(line.quantity),
    );
    setStatus(document, open ? 3 : 2, now);
  }
  return shipment;
}

/** Takes a shipment away: its pieces count as unshipped again, the order's status stays as it is. */
export function removeShipment(document: OrderDocument, shipment: Json): void {
  document.shipments = document.shipments.filter((candidate) => candidate !== shipment);
  for (const item of asList(shipment.items))
    addShipped(document, Number(item.order_product_id), -Number(item.quantity));
}

/** Display name and link follow provider + number, carrier + number, or the merchant's own link. */
export function describeTracking(shipment: Json): void {
  const provider = text(shipment.shipping_provider);
  const number = text(shipment.tracking_number);
  shipment.shipping_provider_display_name = PROVIDERS[provider] ?? provider;
  const carrier = provider || text(shipment.tracking_carrier);
  shipment.generated_tracking_link =
    text(shipment.tracking_link) ||
    (carrier && number ? `https://www.${carrier}.example/track/${encodeURIComponent(number)}` : '');
}

function addShipped(document: OrderDocument, lineId: number, quantity: number): void {
  const line = document.lines.find((candidate) => candidate.id === lineId);
  if (!line) return;
  line.quantity_shipped = Number(line.quantity_shipped) + quantity;
  document.header.items_shipped = Number(document.header.items_shipped) + quantity;
  for (const part of [...document.consignments, ...document.addresses]) {
    if (part.id === line.order_address_id) part.items_shipped = Number(part.items_shipped) + quantity;
  }
}

const ADDRESS_FIELDS = [
  'first_name',
  'last_name',
  'company',
  'street_1',
  'street_2',
  'city',
  'state',
  'zip',
  'country',
  'country_iso2',
  'phone',
  'email',
];

function person(address: Json): Json {
  return Object.fromEntries(ADDRESS_FIELDS.map((field) => [field, address[field] ?? '']));
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
