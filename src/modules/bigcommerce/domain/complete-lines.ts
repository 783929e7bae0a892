import { isJson, type Json } from './fields.js';
import { consignmentsOf, isCutOff, linesOf, WARNING, type ConsignmentPart } from './order-parts.js';

/** True when the list answer left lines out, so that they must be read from /orders/{id}/products (sheet 11.6). */
export function lacksLines(order: Json): boolean {
  const parts = consignmentsOf(order);
  const itemsTotal = Number(order['items_total'] ?? 0);
  if (parts === null) return itemsTotal > 0;
  let pieces = 0;
  for (const part of parts) {
    if (isCutOff(part.json)) return true;
    for (const line of linesOf(part.json)) pieces += isJson(line) ? Number(line['quantity'] ?? 0) : 0;
  }
  return pieces < itemsTotal;
}

/**
 * The order with all its lines in place of the cut-off ones, in the shape of `consignment_structure=object`, so that the stored
 * payload is complete. A line stays where the list answer had it; a line seen only now goes by its address, pickup or type.
 */
export function withAllLines(order: Json, products: readonly Json[]): Json {
  const parts = consignmentsOf(order) ?? [];
  const groups = new Map<ConsignmentPart, Json[]>(parts.map((part) => [part, []]));
  const homes = new Map<string, ConsignmentPart>();
  for (const part of parts) {
    for (const line of linesOf(part.json)) if (isJson(line)) homes.set(String(line['id']), part);
  }
  const seen = new Set<string>();
  for (const line of products) {
    const id = String(line['id']);
    if (seen.has(id)) continue;
    seen.add(id);
    const home = homes.get(id) ?? homeOf(line, parts) ?? newHome(line, groups);
    groups.get(home)?.push(line);
  }
  const filled = (kind: ConsignmentPart['kind']): Json[] =>
    [...groups].filter(([part]) => part.kind === kind).map(([part, lines]) => withLines(part.json, lines));
  return {
    ...order,
    consignments: {
      pickups: filled('pickup'),
      shipping: filled('shipping'),
      downloads: filled('download'),
      email: { gift_certificates: filled('email') },
    },
  };
}

/** An order whose lines could not all be read: mapping refuses it by itself, and the rest of its page goes on. */
export function withLinesUnread(order: Json): Json {
  return { ...order, [WARNING]: { message: 'The lines of this order could not all be read.' } };
}

function homeOf(line: Json, parts: readonly ConsignmentPart[]): ConsignmentPart | undefined {
  const kind = kindOf(line);
  if (kind === 'shipping')
    return parts.find((part) => part.kind === kind && sameId(part.json['id'], line['order_address_id']));
  const candidates = parts.filter((part) => part.kind === kind);
  const byPickup = candidates.find(
    (part) =>
      sameId(part.json['id'], line['order_pickup_method_id']) ||
      sameId(part.json['pickup_method_id'], line['order_pickup_method_id']),
  );
  return byPickup ?? candidates[0];
}

/** A line whose consignment the answer did not carry gets a bare one, so that the line is not lost; mapping decides about it. */
function newHome(line: Json, groups: Map<ConsignmentPart, Json[]>): ConsignmentPart {
  const kind = kindOf(line);
  const json: Json = kind === 'shipping' ? { id: line['order_address_id'] } : {};
  for (const part of groups.keys()) {
    if (part.kind === kind && sameId(part.json['id'], json['id'])) return part;
  }
  const part: ConsignmentPart = { kind, json, path: `consignments.${kind}` };
  groups.set(part, []);
  return part;
}

function kindOf(line: Json): ConsignmentPart['kind'] {
  if (line['type'] === 'giftcertificate') return 'email';
  if (isId(line['order_pickup_method_id'])) return 'pickup';
  return isId(line['order_address_id']) ? 'shipping' : 'download';
}

function withLines(consignment: Json, lines: readonly Json[]): Json {
  const { __warning__: _, ...rest } = consignment;
  return { ...rest, line_items: lines };
}

function sameId(left: unknown, right: unknown): boolean {
  return String(left) === String(right);
}

function isId(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== 0 && value !== '0';
}
