/** Kinds of records that a ticket can point at. */
export const LINK_KINDS = ['instance', 'log-entry', 'queue-line', 'sale-order', 'delivery', 'ticket'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export interface TicketLink {
  readonly kind: LinkKind;
  readonly recordId: string;
  /** What people call the record, e.g. an order's number. */
  readonly label: string;
}
