import { rfc2822 } from '../../generator/dates.js';
import { ORDER_STATUSES } from '../../generator/orders/statuses.js';
import type { OrderDocument } from './order-document.js';

const SHIPPED = 2;

/** status_id with the texts that follow it. `date_shipped` is set when the order is fully shipped. */
export function setStatus(document: OrderDocument, statusId: number, now: number): void {
  const status = ORDER_STATUSES[statusId];
  if (!status) return;
  const { header } = document;
  header.status_id = status.id;
  header.status = status.name;
  header.custom_status = status.customLabel;
  if (statusId === SHIPPED && header.date_shipped === '') header.date_shipped = rfc2822(now);
}
