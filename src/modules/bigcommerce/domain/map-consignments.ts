import type { RemoteConsignment, RemoteOrderLine } from '../../marketplace-base/contract/index.js';
import { taxedOrZero } from './amounts.js';
import { isJson, type Fields, type Json } from './fields.js';
import { mapAddress } from './map-address.js';
import { mapLine } from './map-line.js';
import { consignmentsOf, isCutOff, linesOf, WARNING, type ConsignmentPart } from './order-parts.js';

export interface MappedConsignments {
  readonly lines: readonly RemoteOrderLine[];
  readonly consignments: readonly RemoteConsignment[];
}

const READ_AGAIN = 'Press Retry to read the order again.';

/** Every line of the order with the consignment that carries it; downloads and gift certificates are carried by none. */
export function mapConsignments(order: Fields): MappedConsignments {
  const parts = consignmentsOf(order.json);
  if (parts === null) return order.refuse('consignments', 'so that its lines are unknown.', READ_AGAIN);
  if (WARNING in order.json) order.refuse('items_total', 'but not all of the lines could be read.', READ_AGAIN);
  const lines: RemoteOrderLine[] = [];
  const consignments: RemoteConsignment[] = [];
  for (const part of parts) {
    const fields = order.at(part.json, part.path);
    if (isCutOff(part.json)) fields.refuse('line_items', 'of which BigCommerce sent only a part.', READ_AGAIN);
    const consignment = mapConsignment(part, fields);
    if (consignment) consignments.push(consignment);
    linesOf(part.json).forEach((json, index) => {
      if (!isJson(json)) return fields.refuse(`line_items[${index}]`, 'which is not an order line.', READ_AGAIN);
      const line = fields.at(json, `${part.path}.line_items[${index}]`);
      return lines.push(mapLine(line, part.kind, consignment?.remoteId ?? null));
    });
  }
  if (lines.length === 0 && order.quantityOr('items_total', 0) > 0) {
    order.refuse('items_total', 'but no line came with the order.', READ_AGAIN);
  }
  refuseRepeats(order, lines, (line) => line.remoteId, 'line');
  refuseRepeats(order, consignments, (consignment) => consignment.remoteId, 'consignment');
  return { lines, consignments };
}

function mapConsignment(part: ConsignmentPart, fields: Fields): RemoteConsignment | null {
  switch (part.kind) {
    case 'shipping':
      return mapShipping(part.json, fields);
    case 'pickup':
      return mapPickup(part.json, fields);
    case 'download':
    case 'email':
      return null;
  }
}

function mapShipping(json: Json, fields: Fields): RemoteConsignment {
  if (!('street_1' in json) && !('country_iso2' in json)) {
    fields.refuse('country_iso2', 'so that there is no address to ship to.', READ_AGAIN);
  }
  return {
    remoteId: fields.id('id'),
    kind: 'shipping',
    address: mapAddress(json),
    locationRemoteId: null,
    method: fields.text('shipping_method'),
    shipping: taxedOrZero(fields, 'cost_ex_tax', 'cost_inc_tax'),
    handling: taxedOrZero(fields, 'handling_cost_ex_tax', 'handling_cost_inc_tax'),
    shippingTaxClassId: fields.idWithZeroOrNull('cost_tax_class_id'),
    handlingTaxClassId: fields.idWithZeroOrNull('handling_cost_tax_class_id'),
  };
}

/** Pickups count their ids apart from addresses, so theirs are marked: the two never meet in one order. */
function mapPickup(json: Json, fields: Fields): RemoteConsignment {
  const location = json['location'];
  const none = taxedOrZero(fields, 'cost_ex_tax', 'cost_inc_tax');
  return {
    remoteId: `pickup-${fields.id('id')}`,
    kind: 'pickup',
    address: null,
    locationRemoteId: isJson(location) ? fields.at(location, 'location').idOrNull('id') : null,
    method: fields.text('pickup_method_display_name'),
    shipping: none,
    handling: none,
    shippingTaxClassId: null,
    handlingTaxClassId: null,
  };
}

function refuseRepeats<T>(order: Fields, items: readonly T[], idOf: (item: T) => string, what: string): void {
  if (items.length < 2) return;
  const seen = new Set<string>();
  for (const item of items) {
    const id = idOf(item);
    if (seen.has(id)) order.refuse('consignments', `in which the ${what} ${id} stands twice.`, READ_AGAIN);
    seen.add(id);
  }
}
