import type { KnownCause } from '../known-cause.js';

const TEST = 'Test the connection of the account again.';
const AGAIN = 'Repeat the operation.';

function cause(reason: string, rest: Omit<KnownCause, 'code' | 'product'>): KnownCause {
  return { code: `shipstation.${reason}`, product: 'shipstation', ...rest };
}

/** What ShipStation refuses or leaves out (shipstation-api.md sections 2, 5, 7, 8; C1 to C10, D8, D9, D23), each with what helps. */
export const SHIPSTATION_CAUSES: readonly KnownCause[] = [
  // Account
  cause('credentials-refused', {
    title: 'API Key and API Secret are not accepted',
    cause:
      'The pair was generated anew in ShipStation, which ends the old one at once, or key and secret were swapped or cut off while copying.',
    fix: [
      'In ShipStation open Settings › Account › API Settings.',
      'Copy the API Key and the API Secret anew; press "Generate" only if nobody else uses the pair, as that ends the old one everywhere.',
      'Enter both in the account, each in its own field.',
      TEST,
    ],
    signs: [
      '401',
      'unauthorized',
      'unauthorised',
      'invalid API credentials',
      'invalid credentials',
      'wrong credentials',
      'API key',
      'API secret',
      'secret was regenerated',
      'key was regenerated',
      'regenerated the key',
      'regenerated',
      'authentication failed',
      'keys are not accepted',
    ],
  }),
  cause('access-denied', {
    title: 'The account may not use the API',
    cause: 'API access depends on the plan of the ShipStation account, and the user who made the keys needs the right.',
    fix: [
      'Check in ShipStation that the plan includes API access.',
      'Let a user with administrator rights generate the keys.',
      TEST,
    ],
    signs: ['403', 'forbidden', 'access denied', 'no API access', 'plan does not include', 'plan without API'],
  }),
  cause('rate-limited', {
    title: 'The requests of the minute are used up',
    cause:
      'ShipStation allows 40 requests a minute for one pair of keys, shared by everything that uses the pair. The connector waits for the next minute and goes on by itself.',
    fix: [
      'Do nothing: the work goes on with the next minute.',
      'Give other programs a pair of keys of their own, or let them run at other times.',
      'ShipStation’s API support may raise the limit on request.',
    ],
    signs: ['429', 'too many requests', 'rate limit', 'rate limited', 'throttled', '40 requests'],
  }),
  cause('unavailable', {
    title: 'ShipStation is down or overloaded',
    cause:
      'The API answers with a failure of its own, or not at all. Reading is tried again by itself; a label is never bought twice blindly.',
    fix: [
      'Look at https://status.shipstation.com.',
      'Wait until it has passed.',
      'Before you repeat a label, look at the order in ShipStation: the label may be there although its answer was lost.',
    ],
    signs: [
      'error 500',
      'status 500',
      'status code 500',
      'HTTP 500',
      '500 error',
      '502',
      '503',
      '504',
      'internal server error',
      'bad gateway',
      'service unavailable',
      'ShipStation is down',
      'outage',
      'execution timeout expired',
      'timed out',
    ],
  }),
  cause('timeout', {
    title: 'ShipStation does not answer in time',
    cause: 'The API is slow for large pages and for labels.',
    fix: [
      'Wait for the next try.',
      'For a label, look in ShipStation whether it was made before you ask for it again.',
    ],
    signs: ['timeout', 'time out', 'did not answer in time', 'ETIMEDOUT'],
  }),
  // What rates and labels need
  cause('weight-missing', {
    title: 'A product has no weight',
    cause: 'Rates and labels need the weight of every line; one product has none, so nothing was sent.',
    fix: [
      'Read the SKUs that the message lists.',
      'Enter the weight of these products (in grams; the connector converts to ounces).',
      AGAIN,
    ],
    signs: [
      'weight not defined',
      'weight is missing',
      'missing weight',
      'missing weights',
      'no weight',
      'without weight',
      'zero weight',
      'weight is zero',
      'weight must be',
      'weight is required',
    ],
  }),
  cause('address-incomplete', {
    title: 'An address lacks a part',
    cause:
      'Street, city, state, country or ZIP is missing in the address of the warehouse or the customer, so nothing was sent.',
    fix: [
      'Read in the message whose address it is and which parts are missing.',
      'Complete the address of the warehouse, or of the customer on the order and the delivery.',
      AGAIN,
    ],
    signs: [
      'missing in warehouse address',
      'missing in customer address',
      'details missing in',
      'following details are missing',
      'following details missing',
      'address is incomplete',
      'incomplete address',
      'missing city',
      'missing state',
      'missing ZIP',
      'postal code is missing',
    ],
  }),
  cause('address-not-valid', {
    title: 'The carrier does not know the address',
    cause: 'ShipStation could not verify the address: street and ZIP do not fit, or the house number is missing.',
    fix: [
      'Open the order in ShipStation and read what its address check says.',
      'Ask the customer for the right address and correct it on the order here.',
      'Export the order again; what ShipStation corrected by itself (capitals, ZIP+4) is no error.',
    ],
    signs: [
      'address validation failed',
      'address not yet validated',
      'address validation',
      'invalid address',
      'address is not valid',
      'address not valid',
      'address is invalid',
      'undeliverable address',
      'cannot verify the address',
    ],
  }),
  cause('country-code', {
    title: 'The country is not written with two letters',
    cause: 'ShipStation takes countries as two letters (US, GB) only.',
    fix: ['Choose the country of the contact from the list instead of writing its name.', AGAIN],
    signs: ['2 character country code', 'two character country code', 'country code', 'two letter country'],
  }),
  cause('name-missing', {
    title: 'The order has no recipient’s name',
    cause: 'Name or company of the billing or shipping contact is empty.',
    fix: ['Enter a name on the billing and the shipping contact of the order.', AGAIN],
    signs: ["'Ship Name' must not be empty", 'Bill Name must not be empty', 'name must not be empty', 'recipient name'],
  }),
  cause('amount-unreadable', {
    title: 'ShipStation cannot read a number of the order',
    cause: 'A price, weight or quantity is empty or has blanks or letters in it.',
    fix: ['Check prices, weights and quantities of the order’s lines.', AGAIN],
    signs: ['could not convert string to decimal', 'cannot deserialize', 'ModelState', 'request is invalid'],
  }),
  cause('carrier-balance', {
    title: 'The balance with the carrier does not cover the label',
    cause:
      'Carriers that require a funded account (Stamps.com, Endicia and others) take the cost from a balance, and it is used up.',
    fix: [
      'In ShipStation open Settings › Shipping › Carriers and add funds to this carrier.',
      'Refresh the carrier here, so that its balance is known.',
      'Print the label again; check first that none was made.',
    ],
    signs: [
      'insufficient balance',
      'insufficient funds',
      'not enough balance',
      'not enough funds',
      'carrier balance',
      'balance is zero',
      'no balance',
      'balance too low',
      'add funds',
      'funded account',
      'no postage',
      'insufficient postage',
    ],
  }),
  cause('no-manual-store', {
    title: 'The account has no active Manual Store',
    cause:
      'Labels are made over a Manual Store of the ShipStation account; without an active one the API fails with "Object reference not set to an instance of an object".',
    fix: [
      'In ShipStation open Settings › Selling Channels › Store Setup.',
      'Connect a store of the kind "ShipStation" (Manual Orders), or switch the one that is there on again.',
      'Print the label again.',
    ],
    signs: [
      'object reference not set to an instance of an object',
      'object reference not set',
      'NullReferenceException',
      'manual store',
    ],
  }),
  cause('no-applicable-service', {
    title: 'The carrier offers no service for this parcel',
    cause:
      'The carrier is not connected to the ShipStation account any more, or weight, size, package or country are outside what its services take.',
    fix: [
      'In ShipStation open Settings › Shipping › Carriers and see whether the carrier is connected.',
      'Refresh the carrier and import its services again.',
      'Check weight, dimensions, package and confirmation of the delivery method for this carrier.',
    ],
    signs: [
      'no applicable services',
      'no services available',
      'no applicable services were available',
      'carrier is not connected',
      'service is not available',
      'service not available',
    ],
  }),
  cause('rate-not-matched', {
    title: 'No rate for the service of the delivery method',
    cause: 'ShipStation gave rates, but none for this service and package.',
    fix: [
      'Read in the message which services came back.',
      'Choose one of them, or another package, in the delivery method.',
      'UPS needs the state of the destination as well.',
    ],
    signs: [
      'no rate',
      'no rates',
      'rate not found',
      'no matching rate',
      'get rate fails',
      'services returned',
      'shipping rate is zero',
    ],
  }),
  cause('package-dimensions', {
    title: 'The package has no size',
    cause:
      'For "Your Packaging" height, width and length of the linked package type are sent in inches, and they are empty.',
    fix: ['Enter the size of the package type.', 'Link it to the ShipStation package of the delivery method.', AGAIN],
    signs: [
      'dimensions are missing',
      'missing dimensions',
      'no dimensions',
      'dimensions required',
      'package size',
      'your packaging',
    ],
  }),
  cause('package-missing', {
    title: 'The delivery method has no package',
    cause: 'The packages of the carrier were not imported, or none was chosen.',
    fix: ['Press Get Packages on the carrier.', 'Choose a package in the delivery method.', AGAIN],
    signs: ['package is missing', 'no package', 'package not found', 'packages are missing', 'get packages'],
  }),
  // Stores, warehouses, orders
  cause('store-missing', {
    title: 'The delivery method has no store',
    cause: 'The ShipStation store of the delivery method was not chosen, or the stores were never imported.',
    fix: ['Import the stores of the account.', 'Choose the store in the delivery method.', AGAIN],
    signs: [
      'store not defined',
      'store is not defined',
      'store not defined in delivery method',
      'no store',
      'store is missing',
      'missing store',
      'missing stores',
    ],
  }),
  cause('store-inactive', {
    title: 'The store is inactive in ShipStation',
    cause:
      'The store was deactivated in ShipStation or lost its connection to the selling channel, so orders for it are not taken or not shown.',
    fix: [
      'In ShipStation open Settings › Selling Channels › Store Setup and reactivate the store.',
      'Import the stores of the account again.',
      'Export the delivery again.',
    ],
    signs: [
      'store is inactive',
      'inactive store',
      'store was deactivated',
      'store is deactivated',
      'store inactive',
      'reactivate',
    ],
  }),
  cause('warehouse-not-mapped', {
    title: 'The warehouse is not mapped to a ship-from location',
    cause:
      'ShipStation’s warehouses were imported on Confirm, but the local warehouse is not linked to one of them, so its default is used or nothing is sent.',
    fix: [
      'In ShipStation open Settings › Shipping › Ship From Locations and see that the location is there.',
      'Import the warehouses again and link each to its local warehouse.',
      'Export the delivery again.',
    ],
    signs: [
      'warehouse not mapped',
      'warehouse is not mapped',
      'ship from location',
      'wrong warehouse',
      'wrong ship from',
      'ship from address',
      'warehouse mapping',
    ],
  }),
  cause('product-unknown', {
    title: 'A product of the order is not in the catalogue',
    cause: 'No SKU of the catalogue fits the line, and Create Product if not found? is off.',
    fix: [
      'Compare the SKU in ShipStation with the one in the catalogue.',
      'Make the product, or switch on Create Product if not found? on the account.',
      'Import the order again.',
    ],
    signs: ['unknown product', 'unknown sku', 'sku not found', 'product not found', 'missing product'],
  }),
  cause('orders-not-imported', {
    title: 'Orders of ShipStation do not come in',
    cause:
      'Only orders Awaiting Shipment are imported, and the scheduled import needs both the toggle of the account and the action itself.',
    fix: [
      'Check that the order is Awaiting Shipment in ShipStation.',
      'Switch on Auto Import Orders? on the account and the action Auto Order Import, and see that it has run once.',
      'Start the import by hand to see its result at once.',
    ],
    signs: [
      'orders are not imported',
      'orders not imported',
      'orders do not import',
      'orders are not importing',
      'no new orders',
      'awaiting shipment',
      'auto import orders',
      'auto order import',
    ],
  }),
  cause('not-exported', {
    title: 'A delivery does not arrive in ShipStation',
    cause:
      'Only outgoing deliveries are exported, and only when Export Order is on in the delivery method or somebody exports them; weight, addresses, store, service and package must be filled.',
    fix: [
      'Check Export Order in the delivery method.',
      'Check weight, addresses, store, service and package of order, picking and partner.',
      'Export the delivery by hand: the message names what is missing.',
    ],
    signs: [
      'not exported',
      'is not exported',
      'export fails',
      'export failed',
      'order does not appear in ShipStation',
      'not in ShipStation',
      'export order',
    ],
  }),
  cause('order-exists', {
    title: 'The same order stands in ShipStation twice',
    cause:
      'ShipStation also imports the order from the shop itself, or it was exported with another key; it does not look at order numbers.',
    fix: [
      'Decide who brings orders into ShipStation: the connector, or ShipStation’s own connection to the shop. Switch the other one off.',
      'Cancel the second order in ShipStation before a label is bought for it.',
    ],
    signs: [
      'duplicate order',
      'duplicate orders',
      'duplicated orders',
      'order twice',
      'orders twice',
      'double orders',
      'exported twice',
      'duplicates in ShipStation',
    ],
  }),
  cause('order-locked', {
    title: 'The order can no longer be changed in ShipStation',
    cause: 'Shipped and cancelled orders are locked.',
    fix: [
      'Void the label in ShipStation, if the parcel has not left, so that the order is Awaiting Shipment again.',
      'Export the change again; else make a new order.',
    ],
    signs: [
      'order is locked',
      'already shipped',
      'cannot be updated',
      'cannot update the order',
      'order has been shipped',
    ],
  }),
  // After the label
  cause('void-refused', {
    title: 'The label cannot be voided',
    cause: 'The carrier has scanned the parcel, or the time in which a label can be given back is over.',
    fix: [
      'Read the reason in the note of the delivery.',
      'Ask the carrier for a refund, if the parcel never left.',
      'A new label is a new shipment with a new number.',
    ],
    signs: [
      'void label',
      'cannot void',
      'void rejected',
      'void failed',
      'cancel the label',
      'label cannot be cancelled',
    ],
  }),
  cause('tracking-missing', {
    title: 'No tracking number comes back',
    cause:
      'The scheduled action Auto Import Shipment Details is off, the label was voided, or the order was only marked as shipped, which ShipStation keeps elsewhere.',
    fix: [
      'Switch on Auto Import Shipment Details? on the account and the action, and see that it has run once.',
      'Look in ShipStation whether the order has a label that is not voided.',
      'Import the shipment details by hand.',
    ],
    signs: [
      'no tracking',
      'no tracking number',
      'tracking number is missing',
      'tracking is missing',
      'missing tracking',
      'tracking not imported',
      'tracking is not updated',
      'tracking not updated',
      'shipment details',
    ],
  }),
];
