import { isJson, type Json } from './fields.js';

export const WARNING = '__warning__';

export type ConsignmentKind = 'shipping' | 'pickup' | 'download' | 'email';

/** One consignment of an order payload, wherever BigCommerce puts it. */
export interface ConsignmentPart {
  readonly kind: ConsignmentKind;
  readonly json: Json;
  readonly path: string;
}

/** Consignments come as an object, or, in the old shape, as an array that holds one such object. Null: they were not sent. */
export function consignmentsOf(order: Json): readonly ConsignmentPart[] | null {
  const sent = order['consignments'];
  const groups = Array.isArray(sent) ? sent : [sent];
  const parts: ConsignmentPart[] = [];
  let isPresent = false;
  for (const group of groups) {
    if (!isJson(group) || isLink(group)) continue;
    isPresent = true;
    collect(parts, 'shipping', group['shipping'], 'consignments.shipping');
    collect(parts, 'pickup', group['pickups'], 'consignments.pickups');
    collect(parts, 'download', group['downloads'], 'consignments.downloads');
    const email = group['email'];
    if (isJson(email)) collect(parts, 'email', email['gift_certificates'], 'consignments.email.gift_certificates');
  }
  return isPresent || (Array.isArray(sent) && sent.length === 0) ? parts : null;
}

/** The embedded lines. A cut-off list says so in a `__warning__`, seen beside the list and inside it (bigcommerce/docs issue 960). */
export function linesOf(consignment: Json): readonly unknown[] {
  const items = consignment['line_items'];
  if (Array.isArray(items)) return items.some(isWarning) ? items.filter((item) => !isWarning(item)) : items;
  if (!isJson(items) || isLink(items)) return [];
  return Object.entries(items).flatMap(([key, item]) => (/^\d+$/.test(key) ? [item as unknown] : []));
}

export function isCutOff(consignment: Json): boolean {
  const items = consignment['line_items'];
  if (WARNING in consignment) return true;
  if (Array.isArray(items)) return items.some((item) => isWarning(item) || isLink(item));
  return isJson(items) && (WARNING in items || isLink(items));
}

export function isLink(value: unknown): boolean {
  return isJson(value) && typeof value['resource'] === 'string' && !('id' in value);
}

export function feesOf(order: Json): readonly unknown[] {
  const fees = order['fees'];
  if (Array.isArray(fees)) return fees;
  // One page of the spec wraps the list; at run time it is bare.
  return isJson(fees) && Array.isArray(fees['fees']) ? fees['fees'] : [];
}

function collect(parts: ConsignmentPart[], kind: ConsignmentKind, list: unknown, path: string): void {
  const entries = Array.isArray(list) ? list : isJson(list) ? [list] : [];
  entries.forEach((json: unknown, index) => {
    if (isJson(json)) parts.push({ kind, json, path: `${path}[${index}]` });
  });
}

function isWarning(item: unknown): boolean {
  return isJson(item) && WARNING in item;
}
