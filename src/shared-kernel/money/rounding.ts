/** half-up and up go away from zero, down goes towards it, so that a refund rounds like the sale it undoes. */
export type RoundingMode = 'half-up' | 'half-even' | 'up' | 'down';

/** Integer division that says how it loses the remainder. The divisor is not zero. */
export function divideRounded(dividend: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend - quotient * divisor;
  if (remainder === 0n || mode === 'down') return quotient;
  if (mode !== 'up') {
    const twice = 2n * (remainder < 0n ? -remainder : remainder);
    const whole = divisor < 0n ? -divisor : divisor;
    if (twice < whole) return quotient;
    if (twice === whole && mode === 'half-even' && quotient % 2n === 0n) return quotient;
  }
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}
