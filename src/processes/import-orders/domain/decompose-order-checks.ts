import type { RemoteOrder, TaxedAmount } from '../../../modules/marketplace-base/contract/index.js';
import { impossibleAmount, tendersExceedTotal } from './decompose-order-failures.js';
import { unitsIn } from './decompose-order-side.js';
import type { UndecomposableOrder } from './decompose-order.types.js';

/** Amounts that no document can show. Negative lines and fees are not among them: they become discount lines. */
export function refuseImpossibleAmounts(order: RemoteOrder): UndecomposableOrder | null {
  const { currency, totals } = order;
  const total = unitsIn(currency, totals.total);
  const tax = unitsIn(currency, totals.totalTax);
  const credit = unitsIn(currency, totals.storeCredit);
  const certificates = unitsIn(currency, totals.giftCertificates);
  const notNegative: readonly (readonly [string, bigint])[] = [
    ['the total', total],
    ['the total tax', tax],
    ['the discount', unitsIn(currency, totals.discount)],
    ['the coupon discount', unitsIn(currency, totals.couponDiscount)],
    ['the store credit', credit],
    ['the redeemed gift certificates', certificates],
  ];
  for (const [what, amount] of notNegative) {
    if (amount < 0n) return impossibleAmount(currency, what, amount);
  }
  if (tax > total) return impossibleAmount(currency, `the total tax (more than the total)`, tax);
  if (credit + certificates > total) return tendersExceedTotal(currency, total, credit, certificates);
  return refuseImpossibleCharges(order);
}

function refuseImpossibleCharges(order: RemoteOrder): UndecomposableOrder | null {
  const { currency, totals } = order;
  const charges: [string, TaxedAmount, boolean][] = [
    ['the shipping cost', totals.shipping, false],
    ['the handling cost', totals.handling, false],
    ['the gift wrapping cost', totals.wrapping, false],
    ...order.fees.map((fee): [string, TaxedAmount, boolean] => [`the fee "${fee.name}"`, fee.cost, true]),
  ];
  for (const [what, amount, mayBeNegative] of charges) {
    const inc = unitsIn(currency, amount.incTax);
    const ex = unitsIn(currency, amount.exTax);
    const negative = inc < 0n || ex < 0n;
    if (negative && !mayBeNegative) return impossibleAmount(currency, what, inc < ex ? inc : ex);
    // Tax has the sign of what it is on.
    if (negative ? inc > ex : inc < ex)
      return impossibleAmount(currency, `the tax on ${what.replace(/^the /, 'its ')}`, inc - ex);
  }
  return null;
}
