import { DomainError } from '../../../shared-kernel/index.js';

export interface QuantityOfLine {
  readonly id: string;
  readonly quantity: number;
}

export interface SplitDelivery<Line extends QuantityOfLine> {
  /** What left: lines of which nothing left are not among them. */
  readonly shipped: readonly Line[];
  /** What stays behind. */
  readonly rest: readonly Line[];
}

/** Divides a delivery by what really left. Refuses more than was to leave, and a delivery of nothing. */
export function splitDelivery<Line extends QuantityOfLine>(
  lines: readonly Line[],
  quantities: readonly { readonly lineId: string; readonly quantity: number }[] | undefined,
): SplitDelivery<Line> {
  if (!quantities) return { shipped: lines, rest: [] };
  const left = new Map<string, number>();
  for (const { lineId, quantity } of quantities) left.set(lineId, (left.get(lineId) ?? 0) + quantity);
  for (const [lineId, quantity] of left) {
    const line = lines.find((candidate) => candidate.id === lineId);
    if (!line) {
      throw new DomainError('invalid', 'inventory.unknown-line', 'This delivery has no such line.', { lineId });
    }
    if (!Number.isInteger(quantity) || quantity < 0 || quantity > line.quantity) {
      throw new DomainError(
        'invalid',
        'inventory.bad-quantity',
        `A whole number from 0 to ${line.quantity} can leave of this line.`,
        { lineId, quantity, most: line.quantity },
      );
    }
  }
  const part = (quantityOf: (line: Line) => number) =>
    lines.map((line) => ({ ...line, quantity: quantityOf(line) })).filter((line) => line.quantity > 0);
  const shipped = part((line) => left.get(line.id) ?? 0);
  if (shipped.length === 0) {
    throw new DomainError('invalid', 'inventory.nothing-shipped', 'Say of at least one line how many left.');
  }
  return { shipped, rest: part((line) => line.quantity - (left.get(line.id) ?? 0)) };
}
