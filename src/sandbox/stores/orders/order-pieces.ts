import type { OrderModel } from '../../generator/orders/order-model.js';
import { headerText } from '../../generator/text/header-text.js';
import { lineText } from '../../generator/text/line-text.js';
import { consignmentText, feeText, pickupText } from '../../generator/text/parts-text.js';
import type { OrderDocument } from './order-document.js';

export interface LinePiece {
  id: number;
  place: 'address' | 'pickup' | 'download' | 'certificate';
  placeId: number;
  text: string;
}

/** An order cut into JSON texts, from which every form of answer is put together (with or without lines, fees, old shape). */
export interface OrderPieces {
  id: number;
  /** From "{" to the last scalar field, not closed. */
  header: string;
  lines: LinePiece[];
  /** Not closed, without line_items. */
  shipping: { id: number; text: string }[];
  pickups: { id: number; text: string }[];
  downloadRecipient: string;
  certificateRecipient: string;
  fees: string[];
}

/** The fast way, for orders nobody touched: straight from the model to text. */
export function piecesOfModel(order: OrderModel, urlBase: string, withLines: boolean): OrderPieces {
  const lines: LinePiece[] = [];
  for (const line of order.lines) {
    const place =
      line.kind === 'certificate' ? 'certificate' : line.addressId ? 'address' : line.pickupId ? 'pickup' : 'download';
    const text = withLines ? lineText(order, line) : '';
    lines.push({ id: line.id, place, placeId: line.addressId || line.pickupId, text });
  }
  return {
    id: order.id,
    header: headerText(order),
    lines,
    shipping: order.consignments.map((consignment) => ({
      id: consignment.id,
      text: consignmentText(order.id, consignment, urlBase),
    })),
    pickups: order.pickupId ? [{ id: order.pickupId, text: pickupText(order) }] : [],
    downloadRecipient: order.billing.email,
    certificateRecipient: 'rui@example.com',
    fees: order.fees.map(feeText),
  };
}

export function piecesOfDocument(document: OrderDocument): OrderPieces {
  const { header } = document;
  const billing = header.billing_address as { email?: unknown } | undefined;
  return {
    id: Number(header.id),
    header: open(header),
    lines: document.lines.map((line) => {
      const addressId = Number(line.order_address_id) || 0;
      const pickupId = Number(line.order_pickup_method_id) || 0;
      const place =
        line.type === 'giftcertificate' ? 'certificate' : addressId ? 'address' : pickupId ? 'pickup' : 'download';
      return { id: Number(line.id), place, placeId: addressId || pickupId, text: JSON.stringify(line) };
    }),
    shipping: document.consignments.map((consignment) => ({ id: Number(consignment.id), text: open(consignment) })),
    pickups: document.pickups.map((pickup) => ({ id: Number(pickup.id), text: open(pickup) })),
    downloadRecipient: typeof billing?.email === 'string' ? billing.email : '',
    certificateRecipient: document.certificateRecipient,
    fees: document.fees.map((fee) => JSON.stringify(fee)),
  };
}

function open(value: object): string {
  return JSON.stringify(value).slice(0, -1);
}
