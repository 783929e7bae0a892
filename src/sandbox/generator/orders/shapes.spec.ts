import { aStore } from '../../testing/a-store.js';
import type { OrderDocument } from '../../stores/orders/order-document.js';
import { asList } from '../../stores/json.js';
import { exact } from '../../testing/exact.js';
import { periods } from './shapes.js';
import { ORDER_STATUSES, PAYMENT_STATUSES } from './statuses.js';

const WINDOW = 200;

/** Every trait an order has, read from what the API would serve. */
function traitsOf({ header, lines, consignments, pickups, fees, coupons }: OrderDocument): string[] {
  const traits = [
    `status ${String(header.status_id)}`,
    `payment "${String(header.payment_status)}"`,
    `currency ${String(header.default_currency_code)}`,
  ];
  const say = (name: string, holds: boolean): void => {
    if (holds) traits.push(name);
  };
  const discounts = lines.flatMap((line) => asList(line.applied_discounts));
  const types = coupons.map((coupon) => Number(coupon.type));
  for (const type of types) traits.push(`coupon type ${type}`);
  const shown = (withCode: boolean): bigint =>
    discounts.filter(({ code }) => (code !== null) === withCode).reduce((sum, { amount }) => sum + exact(amount), 0n);
  const digital = lines.filter((line) => line.type === 'digital').length;
  const certificates = lines.filter((line) => line.type === 'giftcertificate').length;
  const total = exact(header.total_inc_tax);
  const tenders = exact(header.store_credit_amount) + exact(header.gift_certificate_amount);
  const billing = header.billing_address as Record<string, string>;
  const rates = new Set(
    lines
      .filter(({ type, parent_order_product_id: parent }) => type !== 'giftcertificate' && parent === null)
      .map((line) => {
        const ex = exact(line.price_ex_tax);
        return ex === 0n ? 0 : Math.round(Number((exact(line.price_tax) * 1000n) / ex) / 10);
      }),
  );
  say(
    'manual discount on lines',
    discounts.some(({ id }) => id === 'manual-discount'),
  );
  say('manual discount without trace', exact(header.discount_amount) > shown(false));
  say(
    'promotion',
    discounts.some(({ target, code }) => target === 'product' && code === null),
  );
  say('shipping coupon without trace', types.includes(3) && exact(header.coupon_discount) > shown(true));
  say('free shipping at cost 0', types.includes(4) && exact(header.shipping_cost_inc_tax) === 0n);
  say('free shipping without trace', types.includes(4) && exact(header.coupon_discount) > 0n);
  say('zero order', total === 0n);
  say('one address', consignments.length === 1);
  say('several addresses', consignments.length > 1);
  say('pickup only', pickups.length === 1 && consignments.length === 0);
  say('pickup and shipping', pickups.length === 1 && consignments.length === 1);
  say('digital only', digital === lines.length);
  say('digital and physical', digital > 0 && digital < lines.length);
  say('gift certificate only', certificates === lines.length);
  say('gift certificate and goods', certificates > 0 && certificates < lines.length);
  say(
    'custom line',
    lines.some((line) => line.product_id === 0 && line.type === 'physical'),
  );
  say(
    'pick-list child',
    lines.some((line) => line.parent_order_product_id !== null && exact(line.total_inc_tax) === 0n),
  );
  say('fee', fees.length === 1);
  say('several fees', fees.length > 1);
  say('handling', exact(header.handling_cost_inc_tax) > 0n);
  say('wrapping', exact(header.wrapping_cost_inc_tax) > 0n);
  say('partly shipped', Number(header.items_shipped) > 0 && header.date_shipped === '');
  say('fully shipped', header.date_shipped !== '');
  say('store credit in part', exact(header.store_credit_amount) > 0n && tenders < total);
  say('store credit wholly', exact(header.store_credit_amount) === total && total > 0n);
  say('gift certificate in part', exact(header.gift_certificate_amount) > 0n && tenders < total);
  say('gift certificate wholly', exact(header.gift_certificate_amount) === total && total > 0n);
  say('guest', header.customer_id === 0 && billing.email !== '');
  say('guest without e-mail', header.customer_id === 0 && billing.email === '');
  say('company', billing.company !== '');
  say(
    'ships elsewhere',
    consignments.some((row) => row.street_1 !== billing.street_1),
  );
  say('more than 50 lines', lines.length > 50);
  say('more than 50 lines at one of several addresses', lines.length > 50 && consignments.length > 1);
  say('inclusive', header.is_tax_inclusive_pricing === true);
  say('exclusive', header.is_tax_inclusive_pricing === false);
  say('mixed rates', rates.size > 1);
  say('zero rated', exact(header.total_tax) === 0n && total > 0n);
  say(
    'more than 1000 pieces',
    lines.some((line) => Number(line.quantity) > 1000),
  );
  say('display currency differs', header.currency_code !== header.default_currency_code);
  say('four decimals of tax', exact(header.total_tax) % 100n !== 0n);
  say(
    'HTML in a name',
    lines.some((line) => /<\w+>/.test(String(line.name))),
  );
  say(
    'name beyond Latin',
    lines.some((line) => /[^\u0000-\u024f]/.test(String(line.name))),
  );
  say('buyer beyond Latin', /[^\u0000-\u024f]/.test(`${billing.first_name}${billing.last_name}`));
  say(
    'very long name',
    lines.some((line) => String(line.name).length > 200),
  );
  say('numeric payment reference', typeof header.payment_provider_id === 'number');
  say('no payment reference', header.payment_provider_id === null);
  say('marketplace', header.channel_id === 2);
  return traits;
}

const EXPECTED = [
  ...ORDER_STATUSES.map(({ id }) => `status ${id}`),
  ...PAYMENT_STATUSES.map((status) => `payment "${status}"`),
  ...['GBP', 'USD', 'EUR', 'JPY', 'KWD'].map((code) => `currency ${code}`),
  ...[0, 1, 2, 3, 4, 5].map((type) => `coupon type ${type}`),
  'manual discount on lines',
  'manual discount without trace',
  'promotion',
  'shipping coupon without trace',
  'free shipping at cost 0',
  'free shipping without trace',
  'zero order',
  'one address',
  'several addresses',
  'pickup only',
  'pickup and shipping',
  'digital only',
  'digital and physical',
  'gift certificate only',
  'gift certificate and goods',
  'custom line',
  'pick-list child',
  'fee',
  'several fees',
  'handling',
  'wrapping',
  'partly shipped',
  'fully shipped',
  'store credit in part',
  'store credit wholly',
  'gift certificate in part',
  'gift certificate wholly',
  'guest',
  'guest without e-mail',
  'company',
  'ships elsewhere',
  'more than 50 lines',
  'more than 50 lines at one of several addresses',
  'inclusive',
  'exclusive',
  'mixed rates',
  'zero rated',
  'more than 1000 pieces',
  'display currency differs',
  'four decimals of tax',
  'HTML in a name',
  'name beyond Latin',
  'buyer beyond Latin',
  'very long name',
  'numeric payment reference',
  'no payment reference',
  'marketplace',
];

describe('shapes of profile "all"', () => {
  it.each([1, 2026])('all occur in any 200 consecutive orders (seed %i)', (seed) => {
    const store = aStore({ profile: 'all', tax: 'mixed', orders: 5000, seed });
    const lastSeen = new Map(EXPECTED.map((trait) => [trait, store.orders.firstId - 1]));
    const gaps = new Map<string, number>();
    for (let id = store.orders.firstId; id <= store.orders.lastId; id += 1) {
      for (const trait of traitsOf(store.orders.document(id) as OrderDocument)) {
        const last = lastSeen.get(trait);
        if (last === undefined) continue;
        gaps.set(trait, Math.max(gaps.get(trait) ?? 0, id - last));
        lastSeen.set(trait, id);
      }
    }
    const missing = EXPECTED.filter(
      (trait) => (gaps.get(trait) ?? Infinity) > WINDOW || store.orders.lastId - (lastSeen.get(trait) ?? 0) >= WINDOW,
    );
    expect(missing).toEqual([]);
  });

  it('are combined over tables whose lengths share no divisor', () => {
    const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
    periods.forEach((a, i) => periods.slice(i + 1).forEach((b) => expect([a, b, divisor(a, b)]).toEqual([a, b, 1])));
  });
});

describe('profile "simple"', () => {
  it('has one address, physical lines, one currency and captured payments, two lines on average', () => {
    const store = aStore({ orders: 1000 });
    let lines = 0;
    for (let id = store.orders.firstId; id <= store.orders.lastId; id += 1) {
      const document = store.orders.document(id) as OrderDocument;
      lines += document.lines.length;
      expect(document.consignments).toHaveLength(1);
      expect(document.lines.every((line) => line.type === 'physical' && Number(line.product_id) > 0)).toBe(true);
      expect(document.header).toMatchObject({
        status_id: 11,
        payment_status: 'captured',
        default_currency_code: 'GBP',
        discount_amount: '0.0000',
      });
    }
    expect(lines / 1000).toBeGreaterThan(1.8);
    expect(lines / 1000).toBeLessThan(2.2);
  });
});

describe('generated orders', () => {
  const read = (seed: number, orders: number): string => {
    const store = aStore({ profile: 'all', tax: 'mixed', seed, orders });
    return JSON.stringify([1001, 1002, 1350].map((id) => store.orders.document(id)));
  };

  it('are the same for the same seed, whatever the number of orders', () => {
    expect(read(5, 400)).toBe(read(5, 900));
  });

  it('differ between seeds', () => {
    expect(read(5, 400)).not.toBe(read(6, 400));
  });
});
