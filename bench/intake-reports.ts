import { seededRandom } from '../test/e2e/testing/random.js';

export interface KnownPurchase {
  readonly product: string;
  readonly reference: string;
  readonly purchasedOn: string;
  readonly version: string;
}

const PRODUCTS = ['bigcommerce', 'shipstation'];
const CHECKLIST_KEYS = ['reproducible', 'settings', 'conflicts', 'jobs'];
const CHECKLIST_ANSWERS = ['yes', 'yes', 'yes', 'no', 'not-possible'];
const NAMES = [
  'Ada Lindqvist',
  'José Álvarez',
  'Mei Tanaka',
  'Oluwaseun Adeyemi',
  'Zoë Brontë',
  'Карина Новак',
  'Sam O’Neil',
];
const SUBJECTS = [
  'Coupon missing on the imported order',
  'Tax differs by a cent after the import',
  'Orders of one channel are not imported',
  'Delivery stays in waiting although the parcel left',
  'Label was bought twice for one parcel',
  'Webhook answers 401 since the token was renewed',
  'Refund in the store does not become a credit note',
  'Rates: no service is offered for a parcel of 31 kg',
];
const SENTENCES = [
  'Since the update of last week the order comes in without its coupon, and the invoice is too high by the discount.',
  'It happens with about one order in twenty; the others are right.',
  'The total in the store is 118.80, ours says 120.00, and the tax line has 19.80 in place of 18.80.',
  'The queue shows the line as done and there is nothing in the log of that minute.',
  'We did not change any setting, but the hosting company renewed the certificate on Sunday.',
  'Another module for gift wrapping is installed; switching it off changed nothing.',
  'The customer paid with a gift certificate and store credit, the rest by card.',
  'In the control panel the order is shown with status Awaiting Fulfillment and payment captured.',
  'Könnten Sie bitte prüfen, ob die Währung des Kanals übernommen wird? Bei uns bleibt sie leer.',
  'A second import of the same day skips the order as unchanged.',
  'The parcel has two boxes; only the first one has a tracking number.',
  'We need this for the close of the month, please tell us what we can do meanwhile.',
];
const STEPS = [
  'Open Queues and choose the instance.',
  'Start Import orders for yesterday.',
  'Create an order with one product and a coupon of 10%.',
  'Confirm the delivery and press Push shipment.',
  'Refund one of two pieces in the store, shipping included.',
  'Look at the invoice that was made and compare its tax with the store.',
];

/** Purchases that the hub knows, so that a part of the reports is judged by one. */
export function knownPurchases(count: number): KnownPurchase[] {
  return Array.from({ length: count }, (_, index) => ({
    product: PRODUCTS[index % PRODUCTS.length] as string,
    reference: `INV/2026/${String(index).padStart(4, '0')}`,
    purchasedOn: new Date(Date.now() - index * 86_400_000).toISOString().slice(0, 10),
    version: String(16 + (index % 4)),
  }));
}

/** Reports as a form sends them, every field filled in, no two alike: 1 to 9 KB of JSON, most of it a pasted log. */
export function reports(count: number, purchases: readonly KnownPurchase[], seed: number): string[] {
  const random = seededRandom(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const one = <T>(of: readonly T[]): T => of[upTo(of.length)] as T;
  const some = <T>(of: readonly T[], most: number): T[] => Array.from({ length: 1 + upTo(most) }, () => one(of));
  const code = (length: number) => Array.from({ length }, () => upTo(36).toString(36)).join('');
  return Array.from({ length: count }, (_, index) => {
    const purchase = random() < 0.7 ? one(purchases) : null;
    const product = purchase?.product ?? one(PRODUCTS);
    const name = one(NAMES);
    const version = purchase?.version ?? String(15 + upTo(6));
    return JSON.stringify({
      product,
      name,
      email: `reporter-${seed}-${index}@shop${upTo(500)}.example.com`,
      subject: `${one(SUBJECTS)} (${code(6)})`,
      platformVersion: `${version}.0`,
      platformEdition: one(['enterprise', 'community']),
      moduleVersion: `${version}.0.${upTo(9)}.${upTo(20)}`,
      ...(product === 'bigcommerce'
        ? { storeHash: code(10), storefrontUrl: `https://www.shop${upTo(500)}.example.com/` }
        : { accountName: `Shop ${code(8)}` }),
      purchaseReference: purchase?.reference ?? `SO${code(6).toUpperCase()}`,
      purchaseDate: purchase?.purchasedOn ?? `2026-0${1 + upTo(9)}-1${upTo(10)}`,
      description: some(SENTENCES, 8).join(' '),
      expectedResult: some(SENTENCES, 2).join(' '),
      stepsToReproduce: some(STEPS, 6)
        .map((step, place) => `${place + 1}. ${step}`)
        .join('\n'),
      orderReferences: Array.from({ length: 1 + upTo(4) }, () => String(1000 + upTo(90_000))),
      logs: Array.from({ length: 2 + upTo(50) }, () => logLine(upTo, code)).join('\n'),
      thirdPartyModules: random() < 0.3 ? [`gift_wrap_${code(3)}`] : [],
      checklist: Object.fromEntries(CHECKLIST_KEYS.map((key) => [key, one(CHECKLIST_ANSWERS)])),
      website: '',
    });
  });
}

function logLine(upTo: (most: number) => number, code: (length: number) => string): string {
  const time = `2026-11-${String(1 + upTo(28)).padStart(2, '0')} ${String(upTo(24)).padStart(2, '0')}:${10 + upTo(49)}:${10 + upTo(49)}`;
  return upTo(4) === 0
    ? `${time} ERROR import_orders order ${1000 + upTo(90_000)}: HTTP 422 "The field coupon_${code(3)} is not valid" request ${code(16)}`
    : `${time} INFO queue line ${upTo(100_000)} of job ${code(8)} done in ${upTo(900)} ms, ${upTo(9)} lines`;
}
