import type { KnownCause } from '../known-cause.js';

const RETRY = 'Press Retry on the failed line; the order is read from the store again first.';
const COMPARE = 'Open the failed line: the message shows both sums.';

function cause(code: string, rest: Omit<KnownCause, 'code' | 'product'>): KnownCause {
  return { code, product: null, ...rest };
}

/** What keeps an order out of the books or stops it half-way, whatever store it comes from (A11, A12.4, A14.3, A22; Z9, Z15, Z23, Z25). */
export const IMPORT_CAUSES: readonly KnownCause[] = [
  // What is not set up
  cause('orders.workflow-missing', {
    title: 'The order came in as a quotation and goes no further',
    cause:
      'There is no financial workflow row for its gateway and payment status, so nobody said whether to confirm, invoice and pay.',
    fix: [
      'Ask the instance which rows are missing (GET /api/v1/instances/{id}/financial-workflows/missing); each comes ready to be sent.',
      'Add the row, with the steps that are right for this gateway and payment status.',
      'Import the order again by its id.',
    ],
    signs: [
      'no financial workflow',
      'financial workflow row',
      'workflow missing',
      'workflow is missing',
      'configure workflow',
      'stays a quotation',
      'stays in quotation',
      'stays in draft',
      'order is not confirmed',
      'orders are not confirmed',
      'not confirmed automatically',
      'no invoice was created',
      'invoice is not created',
    ],
  }),
  cause('orders.product-unknown', {
    title: 'A product of the order is not in the catalogue',
    cause:
      'No listing item and no SKU of the catalogue fits the line, and the product may not or cannot be made: it was deleted in the store, or making products is switched off.',
    fix: [
      'Compare the SKU in the store with the one in the catalogue, blanks and zeros at the front included.',
      'Link the variant by hand (POST /api/v1/instances/{id}/listing-items), or switch on createProducts in the settings of the instance.',
      'If the product was deleted in the store, make one here with the same SKU.',
      RETRY,
    ],
    signs: [
      'not in the catalogue',
      'product not found',
      'product is not found',
      'unknown product',
      'unknown sku',
      'sku not found',
      'sku does not exist',
      'no product with sku',
      'missing product',
      'product missing',
      'product does not exist',
      'unmatched product',
    ],
  }),
  cause('orders.gift-certificate-product-missing', {
    title: 'The order sells a gift certificate, and no product stands for it',
    cause: 'The Gift Certificate Product of the instance is not set.',
    fix: [
      'Make a product for gift certificates (POST /api/v1/products).',
      'Set its variant as giftCertificateVariantId in the settings of the instance.',
      RETRY,
    ],
    signs: [
      'gift certificate',
      'gift certificates',
      'gift card',
      'giftCertificateVariantId',
      'sells a gift certificate',
    ],
  }),
  cause('orders.custom-product-missing', {
    title: 'The order has a custom item, and no product stands for it',
    cause: 'The Custom Product of the instance is not set; staff of the store added a line that is in no catalogue.',
    fix: [
      'Make a product for custom items (POST /api/v1/products).',
      'Set its variant as customVariantId in the settings of the instance.',
      RETRY,
    ],
    signs: [
      'custom item',
      'custom items',
      'custom product',
      'customVariantId',
      'item that is in no catalogue',
      'manual line',
    ],
  }),
  cause('orders.tax-unavailable', {
    title: 'The tax rate of a line cannot be used',
    cause: 'The only tax with this rate is switched off in the company of the instance.',
    fix: [
      'Open the taxes of the company and switch on the one that the message names, or add one with this rate.',
      RETRY,
    ],
    signs: ['tax is switched off', 'no other one has this rate', 'tax rate not found', 'missing tax', 'no tax with'],
  }),
  cause('orders.exchange-rate-missing', {
    title: 'There is no exchange rate for the order’s currency',
    cause:
      'The order is in another currency than the company’s books, and neither the store nor the hub has a rate for its day.',
    fix: ['Add the rate (POST /api/v1/exchange-rates: units of the order’s currency for one of the company’s).', RETRY],
    signs: ['exchange rate', 'no rate between', 'currency rate', 'conversion rate', 'rate is missing'],
  }),
  cause('orders.import-parameters', {
    title: 'The import was started with parameters that do not fit',
    cause: 'A date, a status or an order id of the import is not one, or two of them exclude each other.',
    fix: [
      'Read the fields that the answer names.',
      'Start the import with order ids, or with a range of dates, not with both.',
    ],
    signs: ['parameters are not right', 'import cannot start', 'wrong import parameters'],
  }),
  // What does not add up
  cause('orders.amounts-disagree', {
    title: 'The amounts of the order do not add up to its total',
    cause:
      'The order was changed by hand, by an app or by a discount in the store so that subtotal, shipping, fees and discounts no longer make its total.',
    fix: [
      COMPARE,
      'In the store open the order with Edit and save it: the store reckons its totals again.',
      'If an app writes the totals, ask its maker.',
      RETRY,
    ],
    signs: [
      'do not add up',
      'does not add up',
      "doesn't add up",
      'total mismatch',
      'totals mismatch',
      'totals do not match',
      'total does not match',
      'amounts disagree',
      'amount mismatch',
      'wrong total',
      'totals differ',
    ],
  }),
  cause('orders.lines-disagree', {
    title: 'The lines of the order do not make its subtotal',
    cause: 'Lines are missing in what the store sent, or the subtotal was changed by hand.',
    fix: [COMPARE, 'Compare the lines with the order in the store; save the order there anew.', RETRY],
    signs: [
      'as its subtotal',
      'subtotal mismatch',
      'subtotal does not match',
      'lines are missing',
      'missing lines',
      'lines do not match',
      'line is missing',
    ],
  }),
  cause('orders.tax-disagrees', {
    title: 'The tax of the order cannot be right',
    cause:
      'What is left of the order’s tax after shipping, handling, wrapping and fees cannot be the tax on its goods: mostly a tax that was set by hand or by a tax app.',
    fix: [
      COMPARE,
      'Check the tax classes and the tax provider of the store for this order’s address.',
      'Save the order anew in the store.',
      RETRY,
    ],
    signs: [
      'tax mismatch',
      'tax does not match',
      'wrong tax',
      'tax is wrong',
      'cannot be the tax on goods',
      'tax disagrees',
      'tax differs',
    ],
  }),
  cause('orders.tenders-exceed-total', {
    title: 'More was paid by store credit and certificates than the order costs',
    cause: 'The store credit or gift certificates of the order were booked twice, or its total was lowered afterwards.',
    fix: ['Correct the order’s store credit or gift certificates in the store.', RETRY],
    signs: ['store credit', 'more than its total', 'store credit and gift certificates paid'],
  }),
  cause('orders.impossible-amount', {
    title: 'An amount of the order cannot be right',
    cause: 'The store gives a negative or absurd amount where there can be none.',
    fix: ['Open the failed line: the message names the amount.', 'Correct the order in the store.', RETRY],
    signs: ['which cannot be right', 'negative amount', 'negative total', 'impossible amount'],
  }),
  cause('orders.mixed-currencies', {
    title: 'The order has amounts in two currencies',
    cause: 'The store sends a fee or a payment in another currency than the order’s.',
    fix: ['Correct the fee or payment in the store so that it has the order’s currency.', RETRY],
    signs: ['has an amount in', 'two currencies', 'mixed currencies', 'different currencies'],
  }),
  cause('orders.totals-differ', {
    title: 'The order differs here and in the store, so no invoice is made',
    cause: 'The order was changed here or in the store after it was imported.',
    fix: [
      'Compare both and change the lines here until totals and taxes agree.',
      'Import the order again by its id; the invoice then follows.',
    ],
    signs: ['no invoice can be made', 'invoice cannot be made', 'in the store and to'],
  }),
  // What changed after the import
  cause('orders.edited-in-store', {
    title: 'The order was edited in the store after it was imported',
    cause:
      'Lines or amounts were changed in the store although documents are posted here; posted documents are never rewritten.',
    fix: [
      'Compare the order here with the one in the store.',
      'Mend the difference by hand: a credit note, a second invoice, a changed delivery.',
      'Settle the order (POST /api/v1/sale-orders/{id}/settle), so that changes are applied again.',
    ],
    signs: [
      'edited in the store',
      'edited after import',
      'changed after import',
      'changes are not applied',
      'changes are not synced',
      'nothing was rewritten',
    ],
  }),
  cause('orders.cancelled-after-posting', {
    title: 'The order was cancelled in the store after goods left or the invoice was posted',
    cause: 'Cancelling does not take back goods or an invoice; a person has to.',
    fix: [
      'Reverse the invoice with a credit note.',
      'Take back the goods, if they left.',
      'Cancel the order here and settle it.',
    ],
    signs: [
      'cancelled in the store',
      'canceled in the store',
      'cancelled after',
      'cancelled order is still',
      'cancellation is not synced',
    ],
  }),
  cause('orders.shipped-or-refunded-in-store', {
    title: 'Pieces were shipped or refunded in the store after the import',
    cause: 'Somebody made the shipment or the refund in the control panel of the store instead of here.',
    fix: ['Update the deliveries of the order by hand.', 'Make the credit note for what was refunded.'],
    signs: [
      'shipped or refunded in the store',
      'refunded in the store',
      'shipped in the store',
      'refund is not imported',
      'refund missing',
    ],
  }),
  cause('orders.address-changed-in-store', {
    title: 'An address was changed in the store after the import',
    cause: 'Addresses of an imported order are not overwritten: a parcel may be on its way already.',
    fix: ['Compare the address with the contacts of the order and of its open deliveries, and change it there.'],
    signs: [
      'address was changed',
      'address changed',
      'old address',
      'wrong delivery address',
      'address is not updated',
    ],
  }),
  cause('orders.stock-below-zero', {
    title: 'The store has shipped more than was in stock',
    cause: 'The stock of the hub was lower than what really lay there, or the same goods were sold twice.',
    fix: [
      'Count the goods that the message names.',
      'Correct the stock with an adjustment.',
      'Export the stock to the store again.',
    ],
    signs: [
      'negative stock',
      'stock below zero',
      'stock is negative',
      'shipped more than was in stock',
      'oversold',
      'not enough stock',
    ],
  }),
  cause('orders.changed-meanwhile', {
    title: 'Two changes of one order met',
    cause: 'Somebody changed the order here at the moment it was imported.',
    fix: [RETRY],
    signs: ['changed by somebody else', 'changed meanwhile', 'at the same moment'],
  }),
  // Queue and instance
  cause('marketplace.record-refused', {
    title: 'The record contradicts what is stored: often a duplicate',
    cause:
      'A number, SKU or reference of the record is taken already: the order was made by hand as well, or comes in through two instances of one store.',
    fix: [
      'Open the failed line: the message names the rule and the table.',
      'Look for the other record with the same number or SKU.',
      'If two instances import the same store, keep one and reset the other to draft.',
      RETRY,
    ],
    signs: [
      'duplicate',
      'duplicates',
      'duplicated',
      'imported twice',
      'imported two times',
      'double order',
      'double orders',
      'duplicate key',
      'unique constraint',
      'already exists',
      'contradicts what is stored',
    ],
  }),
  cause('marketplace.value-refused', {
    title: 'A value of the record does not fit its field',
    cause: 'A text is longer, or a number larger, than the field takes.',
    fix: ['Open the failed line and shorten or correct the value in the store.', RETRY],
    signs: ['does not fit its field', 'value too long', 'out of range', 'too long for type'],
  }),
  cause('marketplace.remote-record-missing', {
    title: 'The store no longer has the record',
    cause: 'The order was deleted in the store between its listing and its import.',
    fix: ['Look for the order in the store, the archive included.', 'If it is gone, cancel the line.'],
    signs: ['no longer has record', 'deleted from the store', 'deleted in the store', 'order was deleted'],
  }),
  cause('marketplace.preparation-without-end', {
    title: 'What the order needs was made but is still not found',
    cause:
      'A product, tax or gateway that was made for the order is switched off, archived or changed at once by somebody else.',
    fix: ['Look at the product, tax or gateway that the line names; restore or switch it on.', RETRY],
    signs: ['but is still not found', 'was made, but', 'preparation without end'],
  }),
  cause('marketplace.connection-failed', {
    title: 'The test of the connection fails',
    cause:
      'The credentials are wrong, a right is missing, or the remote system is not reached. The message says which.',
    fix: [
      'Read the message of the test: it names the address asked and what came back.',
      'Correct the credentials of the instance.',
      'Test the connection again.',
    ],
    signs: [
      'connection failed',
      'test connection fails',
      'connection test fails',
      'cannot connect',
      "can't connect",
      'could not connect',
      'unable to connect',
    ],
  }),
  cause('marketplace.import-failed', {
    title: 'Confirming stopped while master data was imported',
    cause:
      'One kind of master data (statuses, channels, locations, tax classes, categories, brands) could not be read; the instance stays a draft with what it has.',
    fix: [
      'Read which step failed and what the remote system said.',
      'Mend the cause: mostly a missing right.',
      'Confirm the instance again.',
    ],
    signs: [
      'stays a draft',
      'importing categories failed',
      'importing brands failed',
      'importing order statuses failed',
      'importing channels failed',
      'importing tax classes failed',
      'confirm stopped',
      'cannot confirm',
    ],
  }),
  cause('marketplace.instance-not-confirmed', {
    title: 'The instance is not confirmed yet',
    cause: 'Operations need the master data that Confirm reads.',
    fix: ['Test the connection and confirm the instance.', 'Start the operation again.'],
    signs: ['confirm the instance', 'not confirmed yet', 'instance is draft', 'instance is in draft'],
  }),
  cause('marketplace.already-running', {
    title: 'The same operation runs already',
    cause: 'A job of the same kind is under way for this instance; two would step on each other.',
    fix: [
      'Wait for the running job, or cancel it.',
      'If no job makes progress, start the hub again: it goes on where it was.',
    ],
    signs: [
      'already running',
      'operation is running',
      'job is stuck',
      'import is stuck',
      'import hangs',
      'stuck in processing',
    ],
  }),
  cause('marketplace.not-retryable', {
    title: 'This kind of job has no Retry',
    cause: 'Only jobs whose lines can be read again are retried.',
    fix: ['Run the operation again.'],
    signs: ['not repeated by retry', 'retry does not work', 'cannot retry'],
  }),
  cause('marketplace.unexpected', {
    title: 'The hub failed while it processed a record',
    cause: 'A fault of the hub. Nothing of the record was written; the others went on.',
    fix: ['Press Retry once.', 'If it stays, send us the log lines with the correlation id of the failed line.'],
    signs: ['fault in the hub', 'unexpected error', 'the log has the details'],
  }),
];
