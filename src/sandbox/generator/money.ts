/**
 * Amounts are whole numbers of ten-thousandths ("76.2000" is 762000), the precision the store keeps. They stay below 2^53;
 * only products may not, and those go through BigInt.
 */
export type Amount = number;

const FRACTIONS = Array.from({ length: 10000 }, (_, i) => String(i).padStart(4, '0'));
const TRIMMED = FRACTIONS.map((digits) => digits.replace(/0+$/, ''));

/** "76.2000": how the V2 API writes money. */
export function moneyText(amount: Amount): string {
  if (amount < 0) return `-${moneyText(-amount)}`;
  return `${Math.floor(amount / 10000)}.${FRACTIONS[amount % 10000] as string}`;
}

/** 76.2: how consignments and the V3 API write money, as a JSON number. */
export function moneyNumberText(amount: Amount): string {
  if (amount < 0) return `-${moneyNumberText(-amount)}`;
  const fraction = TRIMMED[amount % 10000] as string;
  const whole = Math.floor(amount / 10000);
  return fraction === '' ? `${whole}` : `${whole}.${fraction}`;
}

/** Reads "76.2", "76.2000", "-3" or the text of a JSON number; null when it is no amount of at most four decimals. */
export function parseAmount(value: unknown): Amount | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return null;
  const match = /^(-?)(\d{1,11})(?:\.(\d{1,}))?$/.exec(text.trim());
  if (!match) return null;
  const digits = (match[3] ?? '').padEnd(5, '0');
  const amount = Number(match[2]) * 10000 + Number(digits.slice(0, 4)) + (digits.charCodeAt(4) >= 53 ? 1 : 0);
  return match[1] ? -amount : amount;
}

/** a × b ÷ c, rounded half up, exact also when a × b leaves the safe range. All arguments are whole; b and c positive. */
export function mulDiv(a: number, b: number, c: number): number {
  if (a < 0) return -mulDiv(-a, b, c);
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER - c) return Math.floor((product + Math.floor(c / 2)) / c);
  return Number((BigInt(a) * BigInt(b) + BigInt(Math.floor(c / 2))) / BigInt(c));
}

/** Rounds to a currency's decimals (0 to 4), half up. */
export function roundTo(amount: Amount, decimals: number): Amount {
  const unit = 10 ** (4 - decimals);
  return Math.floor((amount + Math.floor(unit / 2)) / unit) * unit;
}

/** Shares `total` in proportion to the weights; the parts always add up to the whole. */
export function allocate(total: Amount, weights: readonly number[]): Amount[] {
  let sum = 0;
  for (const weight of weights) sum += weight;
  if (sum === 0) return weights.map(() => 0);
  let seen = 0;
  let given = 0;
  return weights.map((weight) => {
    seen += weight;
    const upTo = mulDiv(seen, total, sum);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}
