import type { ProblemMeaning } from '../../marketplace-base/contract/index.js';

const FAILED: Readonly<Record<string, ProblemMeaning['key']>> = {
  'bigcommerce.token-refused': 'credentials',
  'bigcommerce.token-missing': 'credentials',
  'bigcommerce.store-unknown': 'credentials',
  'bigcommerce.store-hash-invalid': 'credentials',
  'bigcommerce.base-url-invalid': 'credentials',
  'bigcommerce.base-url-insecure': 'credentials',
  'bigcommerce.missing-scope': 'scopes',
  'bigcommerce.no-locations': 'settings',
};

/**
 * What a problem of Test Connection says about an instance. All that a busy store, an outage or the way there may have caused (5xx,
 * 429, time out, no such host, a web page instead of data) says nothing certain about it.
 */
export function meaningOf(code: string): ProblemMeaning {
  const key = FAILED[code];
  return key ? { key, result: 'failed' } : { key: 'credentials', result: 'unknown' };
}
