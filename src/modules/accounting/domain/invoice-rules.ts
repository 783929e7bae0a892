import { DomainError, Money } from '../../../shared-kernel/index.js';

/** More is no document that anybody reads; the lines of a document are checked together. */
export const MOST_LINES_PER_DOCUMENT = 4_000;

interface Amounts {
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
}

export interface DocumentAmounts extends Amounts {
  readonly reference: string;
  readonly currency: string;
  readonly lines: readonly Amounts[];
}

/** Refuses a document whose lines are not its totals; amounts are never adjusted to fit. */
export function checkTotals(document: DocumentAmounts): void {
  let net = 0n;
  let tax = 0n;
  let gross = 0n;
  for (const line of document.lines) {
    net += unitsIn(line.net, document);
    tax += unitsIn(line.tax, document);
    gross += unitsIn(line.gross, document);
  }
  const isRight =
    net === unitsIn(document.net, document) &&
    tax === unitsIn(document.tax, document) &&
    gross === unitsIn(document.gross, document) &&
    gross === net + tax;
  if (!isRight) {
    const money = (units: bigint) => Money.fromUnits(units, document.currency).amount;
    throw new DomainError(
      'invalid',
      'accounting.lines-disagree',
      `The lines of ${document.reference} add up to ${money(gross)} with ${money(tax)} tax, the document says ` +
        `${document.gross.amount} with ${document.tax.amount} tax. Correct the lines or the totals.`,
      { reference: document.reference, linesGross: money(gross), gross: document.gross.amount },
    );
  }
  if (document.gross.isNegative) {
    throw new DomainError(
      'invalid',
      'accounting.negative-document',
      `${document.reference} comes to ${String(document.gross)}; money given back is a credit note, not a negative invoice.`,
      { reference: document.reference, gross: document.gross.amount },
    );
  }
  if (document.lines.length > MOST_LINES_PER_DOCUMENT) {
    throw new DomainError(
      'rule-broken',
      'accounting.too-many-lines',
      `${document.reference} has ${document.lines.length} lines; a document holds ${MOST_LINES_PER_DOCUMENT}. Split it.`,
      { reference: document.reference, lines: document.lines.length },
    );
  }
}

function unitsIn(money: Money, document: DocumentAmounts): bigint {
  if (money.currency === document.currency) return money.units;
  throw new DomainError(
    'invalid',
    'accounting.mixed-currencies',
    `${document.reference} is in ${document.currency} and has an amount in ${money.currency}.`,
    { reference: document.reference, currency: document.currency },
  );
}
