import type { LinePiece, OrderPieces } from './order-pieces.js';

export interface OrderForm {
  consignments: 'link' | 'without-lines' | 'with-lines';
  /** `consignment_structure=object`; without it the old shape comes, an array around the object. */
  structureIsObject: boolean;
  fees: boolean;
  /** A fault switch: consignments come with fewer lines than the order has, and say nothing. */
  truncated?: boolean;
}

/** The most lines a consignment embeds. */
export const EMBEDDED_LINES = 50;

export function orderText(pieces: OrderPieces, form: OrderForm, urlBase: string): string {
  const path = `/orders/${pieces.id}`;
  const link = (part: string): string => `{"url":"${urlBase}${path}/${part}","resource":"${path}/${part}"}`;
  let consignments = link('consignments');
  if (form.consignments !== 'link') {
    consignments = consignmentsText(pieces, form, urlBase);
    if (!form.structureIsObject) consignments = `[${consignments}]`;
  }
  return (
    `${pieces.header},"products":${link('products')},"shipping_addresses":${link('shipping_addresses')},"coupons":${link('coupons')},` +
    `"fees":${form.fees ? `[${pieces.fees.join(',')}]` : link('fees')},"consignments":${consignments}}`
  );
}

/** The object of 11.6: pickups, shipping, downloads, e-mail. */
export function consignmentsText(pieces: OrderPieces, form: OrderForm, urlBase: string): string {
  const items = (lines: readonly LinePiece[]): string => lineItems(lines, form, pieces.id, urlBase);
  const of = (place: LinePiece['place'], id?: number): LinePiece[] =>
    pieces.lines.filter((line) => line.place === place && (id === undefined || line.placeId === id));
  const pickups = pieces.pickups.map((pickup) => `${pickup.text},${items(of('pickup', pickup.id))}}`);
  const [only] = pieces.shipping;
  const shipping =
    only && pieces.shipping.length === 1 && pieces.lines.every((line) => line.place === 'address')
      ? `${only.text},${items(pieces.lines)}}`
      : pieces.shipping.map((address) => `${address.text},${items(of('address', address.id))}}`).join(',');
  const downloads = of('download');
  const downloadText =
    downloads.length > 0 ? `{"recipient_email":${JSON.stringify(pieces.downloadRecipient)},${items(downloads)}}` : '';
  const certificates = of('certificate');
  const certificateText =
    certificates.length > 0
      ? `{"recipient_email":${JSON.stringify(pieces.certificateRecipient)},${items(certificates)}}`
      : '';
  return (
    `{"pickups":[${pickups.join(',')}],"downloads":[${downloadText}],` +
    `"email":{"gift_certificates":[${certificateText}]},"shipping":[${shipping}]}`
  );
}

function lineItems(lines: readonly LinePiece[], form: OrderForm, orderId: number, urlBase: string): string {
  if (form.consignments === 'without-lines') {
    const links = lines.map(
      ({ id }) =>
        `{"url":"${urlBase}/orders/${orderId}/products/${id}","resource":"/orders/${orderId}/products/${id}"}`,
    );
    return `"line_items":[${links.join(',')}]`;
  }
  if (form.truncated)
    return `"line_items":[${lines
      .slice(0, Math.floor(lines.length / 2))
      .map((line) => line.text)
      .join(',')}]`;
  if (lines.length <= EMBEDDED_LINES) return `"line_items":[${lines.map((line) => line.text).join(',')}]`;
  const shown = lines.slice(0, EMBEDDED_LINES).map((line) => line.text);
  const message = `Only the first ${EMBEDDED_LINES} line items are included. Use /v2/orders/${orderId}/products to get all of them.`;
  return `"line_items":[${shown.join(',')}],"__warning__":{"message":"${message}"}`;
}
