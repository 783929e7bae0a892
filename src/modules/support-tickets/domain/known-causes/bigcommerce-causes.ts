import type { KnownCause } from '../known-cause.js';

const NEW_ACCOUNT =
  'In BigCommerce open Settings › API › Store-level API accounts and create an account with every scope on "modify".';
const TEST = 'Test the connection of the instance again.';
const RETRY = 'Press Retry on the failed lines; each is read from the store again first.';
const CHECK_URL = 'Check the API Base URL of the instance: it is https://api.bigcommerce.com unless you know better.';

function cause(reason: string, rest: Omit<KnownCause, 'code' | 'product'>): KnownCause {
  return { code: `bigcommerce.${reason}`, product: 'bigcommerce', ...rest };
}

/** What the connector can run into (bigcommerce-api.md section 4; A1.5, A1.9, A22), each with what has helped so far. */
export const BIGCOMMERCE_CAUSES: readonly KnownCause[] = [
  // Connecting
  cause('token-refused', {
    title: 'The access token is not accepted',
    cause:
      'The access token was deleted or replaced in BigCommerce, was copied incompletely, or belongs to another store: a token is good for one store only.',
    fix: [
      'Compare the Store Hash of the instance with the address of the control panel, https://store-<hash>.mybigcommerce.com.',
      NEW_ACCOUNT,
      'Enter its Access Token (not the Client Secret) in the credentials of the instance.',
      TEST,
    ],
    signs: [
      '401',
      'unauthorized',
      'unauthorised',
      'token is not accepted',
      'access token expired',
      'access token is invalid',
      'invalid access token',
      'invalid token',
      'token revoked',
      'token was deleted',
      'wrong credentials',
      'invalid credentials',
      'authentication failed',
      'X-Auth-Token',
    ],
  }),
  cause('missing-scope', {
    title: 'The API account lacks a scope',
    cause:
      'The store-level API account was made without one of the scopes the connector needs, or with "read-only" where it writes.',
    fix: [
      'Read in the Logs which scope and which address the message names.',
      'In BigCommerce open Settings › API › Store-level API accounts and set that scope, better every scope, to "modify".',
      'If the account cannot be edited, create a new one with all scopes and enter its Access Token in the instance.',
      TEST,
    ],
    signs: [
      '403',
      'forbidden',
      'missing scope',
      'scopes',
      'OAuth scope',
      'permission denied',
      'permission error',
      "don't have permission",
      'do not have permission',
      'insufficient permissions',
      'required scope to access the endpoint',
      'not allowed to access',
    ],
  }),
  cause('store-unknown', {
    title: 'No store has this Store Hash',
    cause:
      'The Store Hash of the instance is mistyped, is the name of the shop instead of the hash, or the store was closed.',
    fix: [
      'Open the control panel of the store and read its address: the hash is the part after "store-" in https://store-<hash>.mybigcommerce.com.',
      'Correct the Store Hash of the instance; letters and digits only.',
      'If the hash is right, check with BigCommerce that the store is still active.',
      TEST,
    ],
    signs: [
      'store not found',
      'no store with the hash',
      'unknown store',
      'wrong store hash',
      'invalid store hash',
      'store hash is wrong',
    ],
  }),
  cause('store-hash-invalid', {
    title: 'The Store Hash is not a hash',
    cause: 'A whole address, or a name with blanks or punctuation, was entered as Store Hash.',
    fix: ['Enter only the letters and digits after "store-" in https://store-<hash>.mybigcommerce.com.', TEST],
    signs: ['store hash is only the letters', 'enter just those', 'store hash format'],
  }),
  cause('token-missing', {
    title: 'No Access Token was entered',
    cause: 'The Access Token is empty or holds a blank or line break from copying.',
    fix: [
      'Copy the Access Token of the store-level API account again; BigCommerce shows it only once, so it may take a new account.',
      'Enter it without blanks in the credentials of the instance.',
      TEST,
    ],
    signs: ['enter the access token', 'no access token', 'empty token', 'token missing', 'missing access token'],
  }),
  cause('base-url-invalid', {
    title: 'The API Base URL is not an address',
    cause: 'The API Base URL of the instance lacks https:// or names a path or page.',
    fix: [CHECK_URL, TEST],
    signs: ['API Base URL must look like', 'wrong base url', 'invalid base url'],
  }),
  cause('base-url-insecure', {
    title: 'The API Base URL begins with http://',
    cause: 'The access token travels with every request, so only https:// is taken for other machines.',
    fix: ['Change the API Base URL of the instance to begin with https://.', TEST],
    signs: ['must start with https', 'API Base URL must start', 'insecure base url'],
  }),
  cause('no-locations', {
    title: 'The store has no inventory location yet',
    cause:
      'Confirming an instance reads the locations, and a new store has none until somebody makes one: the commonest reason why Confirm fails.',
    fix: [
      'In BigCommerce open Settings › Inventory › Locations and create a location with its address.',
      'Check that the API account has the scope Store Locations on "modify".',
      'Confirm the instance again; what was imported already is updated, not doubled.',
    ],
    signs: [
      'no inventory location',
      'no location',
      'no locations',
      'locations error',
      'location is missing',
      'create a location',
      'confirm fails',
      'confirm failed',
    ],
  }),
  // Reaching BigCommerce
  cause('host-unknown', {
    title: 'The name of the API cannot be found',
    cause: 'The API Base URL is mistyped, or the name service (DNS) of the machine does not answer.',
    fix: [
      CHECK_URL,
      'On the machine of the hub look the name up (nslookup api.bigcommerce.com); if that fails, mend its DNS settings.',
      TEST,
    ],
    signs: ['ENOTFOUND', 'EAI_AGAIN', 'getaddrinfo', 'name cannot be found', 'could not resolve host', 'DNS error'],
  }),
  cause('host-refused', {
    title: 'The API refuses connections',
    cause: 'The API Base URL names the wrong machine or port, or a firewall stands in between.',
    fix: [
      CHECK_URL,
      'Let the machine of the hub reach api.bigcommerce.com on port 443 through the firewall or proxy.',
      TEST,
    ],
    signs: ['ECONNREFUSED', 'connection refused', 'refuses connections', 'blocked by the firewall'],
  }),
  cause('certificate', {
    title: 'The certificate of the API is not accepted',
    cause:
      'A proxy that opens encrypted connections stands in between, the clock of the machine is wrong, or its list of authorities is old.',
    fix: [
      CHECK_URL,
      'Set the clock of the machine by the network (NTP).',
      'If a proxy inspects encrypted traffic, make its authority known to Node.js (NODE_EXTRA_CA_CERTS) or let the API pass.',
      TEST,
    ],
    signs: [
      'ssl certificate',
      'tls certificate',
      'certificate error',
      'self signed certificate',
      'CERT_HAS_EXPIRED',
      'certificate has expired',
      'unable to verify the first certificate',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'SSL error',
      'TLS handshake',
    ],
  }),
  cause('timeout', {
    title: 'BigCommerce does not answer in time',
    cause: 'The API or the way to it is slow. The request is tried again by itself.',
    fix: [
      'Wait for the next try; the lines of a job go on by themselves.',
      'Look at https://status.bigcommerce.com.',
      'If it stays so, check how long the machine of the hub takes to reach the API, and let it pass any proxy.',
    ],
    signs: [
      'timeout',
      'timed out',
      'time out',
      'ETIMEDOUT',
      'ECONNABORTED',
      'did not answer in time',
      'gateway timeout',
      '504',
    ],
  }),
  cause('connection-lost', {
    title: 'The connection broke off',
    cause:
      'The network or a proxy ended the connection in the middle of an answer. The request is tried again by itself.',
    fix: [
      'Wait for the next try.',
      'If it happens all day, look at the network and the proxy of the machine of the hub.',
    ],
    signs: ['ECONNRESET', 'EPIPE', 'socket hang up', 'connection broke off', 'connection reset', 'connection lost'],
  }),
  cause('unavailable', {
    title: 'BigCommerce is down or overloaded',
    cause:
      'The API answers with a failure of its own (500, 502, 503). It is tried again by itself, up to five times for each line.',
    fix: [
      'Look at https://status.bigcommerce.com.',
      'Wait until it has passed; unfinished jobs go on by themselves.',
      'Lines that failed meanwhile: press Retry on the job, which takes all of them.',
    ],
    signs: [
      'error 500',
      'status 500',
      'status code 500',
      'HTTP 500',
      '500 error',
      '502',
      '503',
      'internal server error',
      'bad gateway',
      'service unavailable',
      'BigCommerce is down',
      'outage',
      'could not answer',
    ],
  }),
  cause('rate-limited', {
    title: 'The requests of the store are used up',
    cause:
      'BigCommerce allows a store so many requests in 30 seconds, shared by all its apps. The hub waits and goes on by itself.',
    fix: [
      'Do nothing: the job goes on when the limit is renewed.',
      'If it is slow all day, see which other apps of the store use up its requests, and let them run at other times.',
      'Make the intervals of the scheduled actions longer.',
    ],
    signs: [
      '429',
      'too many requests',
      'rate limit',
      'rate limited',
      'rate limiting',
      'api limit',
      'quota',
      'throttled',
    ],
  }),
  cause('plan-limit', {
    title: 'The plan of the store does not allow more',
    cause: 'BigCommerce limits products, variants or locations by the plan of the store (status 507).',
    fix: ['Change the plan of the store, or remove records there that are not needed.', RETRY],
    signs: [
      'error 507',
      'status 507',
      'status code 507',
      'HTTP 507',
      '507 error',
      'plan limit',
      'limit of your plan',
      'insufficient storage',
      'upgrade your plan',
    ],
  }),
  cause('not-the-api', {
    title: 'A web page answers instead of the API',
    cause: 'The API Base URL leads to the shop or the control panel, or a proxy answers with a page of its own.',
    fix: [
      CHECK_URL,
      'Open that address from the machine of the hub: a log-in page of the network or a firewall shows at once.',
      TEST,
    ],
    signs: [
      'web page instead of data',
      'HTML page',
      'got HTML',
      'unexpected token <',
      'doctype html',
      'not the BigCommerce API',
    ],
  }),
  cause('bad-json', {
    title: 'An answer came incomplete',
    cause: 'The answer of BigCommerce was cut off on the way. It is tried again by itself.',
    fix: ['Wait for the next try.', 'If it stays, look for a proxy that limits the size of answers.'],
    signs: ['not complete JSON', 'invalid JSON', 'unexpected end of JSON', 'JSON parse error'],
  }),
  cause('answer-too-large', {
    title: 'An answer is larger than the hub takes',
    cause: 'One order or page of orders has so many lines that its answer goes beyond the limit.',
    fix: [
      'Start the import again for a shorter time, or for the ids of single orders.',
      'If a single order is too large, split it in the store.',
    ],
    signs: ['takes in one answer', 'answer too large', 'response too large', 'import a smaller range'],
  }),
  cause('interrupted', {
    title: 'The hub was stopped meanwhile',
    cause: 'The hub was stopping or starting again while the request was under way. Nothing is lost.',
    fix: [
      'Start the hub; the job goes on where it was.',
      'If the hub stops by itself, look at the memory and the log of its machine.',
    ],
    signs: ['request was interrupted', 'hub is stopping'],
  }),
  // What BigCommerce says about a record
  cause('not-found', {
    title: 'BigCommerce does not have this record any more',
    cause: 'The order, product or customer was deleted in the store after the hub had learnt of it.',
    fix: [
      'Look for the record in the control panel.',
      'If it is gone there, cancel the line; if it was archived, restore it and press Retry.',
    ],
    signs: [
      'no such record',
      'may have been deleted',
      'was deleted in BigCommerce',
      'error 404',
      'status 404',
      'status code 404',
      'HTTP 404',
      '404 error',
    ],
  }),
  cause('request-refused', {
    title: 'BigCommerce refuses what was sent',
    cause: 'A field of the record breaks a rule of BigCommerce. What it said stands beside the message in the Logs.',
    fix: [
      'Open the failed line and read the words of BigCommerce and the field they name.',
      'Correct that field in the hub or the store.',
      RETRY,
    ],
    signs: [
      'refused the request',
      'error 400',
      'status 400',
      'status code 400',
      'HTTP 400',
      '400 error',
      'error 409',
      'status 409',
      'status code 409',
      'HTTP 409',
      '409 error',
      'error 422',
      'status 422',
      'status code 422',
      'HTTP 422',
      '422 error',
      'unprocessable',
      'bad request',
      'invalid field',
    ],
  }),
  cause('answer-unreadable', {
    title: 'An answer lacks what every answer has',
    cause:
      'A row came without its id, or something that is no list. Mostly the API Base URL leads elsewhere, or BigCommerce has a fault.',
    fix: [
      CHECK_URL,
      'Try again after an hour.',
      'If it stays, send the endpoint in the Logs to the support of BigCommerce.',
    ],
    signs: [
      'row without an id',
      'something that is not a list',
      'did not say what store',
      'order without an id',
      'answer unreadable',
    ],
  }),
  cause('order-unreadable', {
    title: 'One order cannot be read',
    cause:
      'A field of the order (an amount, a date, an address) holds something that it never should. Only this order waits; the others go on.',
    fix: [
      'Open the failed line: the message names the field and what stands in it.',
      'Correct the order in BigCommerce (Orders › Edit).',
      RETRY,
    ],
    signs: ['order cannot be read', 'cannot read the order', 'stored order is not valid JSON', 'unreadable order'],
  }),
  cause('product-unreadable', {
    title: 'One product cannot be read',
    cause:
      'A field of the product holds something that it never should: a weight or price that is no number, a variant without an id.',
    fix: [
      'Open the failed line: the message names the field and what stands in it.',
      'Correct the product in BigCommerce.',
      RETRY,
    ],
    signs: ['product cannot be read', 'product without an id', 'unreadable product'],
  }),
  cause('unknown-weight-unit', {
    title: 'The store weighs in a unit the hub does not know',
    cause: 'The weight unit of the store is not grams, kilograms, ounces, pounds or tonnes.',
    fix: ['In BigCommerce open Settings › General › Physical dimensions and choose one of these units.', RETRY],
    signs: ['weight unit', 'weighs in', 'unit of weight', 'unknown weight unit'],
  }),
  cause('list-too-long', {
    title: 'A list of the store does not end',
    cause:
      'Something between the hub and BigCommerce gives the same page again and again, or the store has far more records than any list should.',
    fix: [CHECK_URL, 'Leave out any proxy that keeps answers.', 'Run the operation again.'],
    signs: ['does not end after', 'endless list', 'list too long'],
  }),
  cause('bad-cursor', {
    title: 'The stored position of an import cannot be used',
    cause: 'The position was stored by another version of the hub or changed by hand.',
    fix: [
      'Cancel the job.',
      'Start a new import for the days concerned; orders that are there already are not doubled.',
    ],
    signs: ['stored position of this import', 'not one of ours', 'bad cursor'],
  }),
  cause('unexpected', {
    title: 'The hub failed while it spoke to BigCommerce',
    cause: 'A fault of the hub. The log of the hub has the details.',
    fix: ['Press Retry once.', 'If it stays, send us the log lines with the correlation id of the failed line.'],
    signs: ['hub failed while it worked', 'fault in the connector'],
  }),
  // What is no error of its own but is asked every week
  cause('orders-not-imported', {
    title: 'New orders do not come in by themselves',
    cause:
      'The scheduled import is off until somebody switches it on, the order’s status is not among those the instance imports (default: Awaiting Fulfillment, A3.15), or the order is Incomplete.',
    fix: [
      'Open the scheduled actions of the instance and switch the order import on.',
      'Compare the status of the order with the order statuses in the settings of the instance.',
      'Import one order by its id: the line then says what keeps it out.',
    ],
    signs: [
      'orders are not imported',
      'orders not imported',
      'orders are not importing',
      'orders do not import',
      'not importing orders',
      'orders are missing',
      'missing orders',
      'no new orders',
      'orders stopped importing',
      'orders do not come in',
      'automatic import does not run',
      'scheduled action is inactive',
    ],
  }),
];
