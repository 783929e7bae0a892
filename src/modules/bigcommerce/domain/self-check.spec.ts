import { dispositionOf, type Failure } from './disposition.js';
import { meaningOf } from './self-check.js';

const aFailure = (part: Partial<Failure>): Failure => ({
  kind: 'status',
  status: 500,
  method: 'GET',
  path: '/v2/store',
  baseUrl: 'https://api.bigcommerce.com',
  storeHash: 'abc',
  vendorMessage: '',
  ...part,
});

describe('what a problem of the connection says about an instance', () => {
  it.each([
    [{ status: 401 }, 'credentials failed'],
    [{ status: 404 }, 'credentials failed'],
    [{ status: 403 }, 'scopes failed'],
    [{ status: 500 }, 'credentials unknown'],
    [{ status: 503 }, 'credentials unknown'],
    [{ status: 429 }, 'credentials unknown'],
    [{ status: 418 }, 'credentials unknown'],
    [{ status: 507 }, 'credentials unknown'],
    [{ kind: 'timeout', status: 0 }, 'credentials unknown'],
    [{ kind: 'network', status: 0 }, 'credentials unknown'],
    [{ kind: 'dns', status: 0 }, 'credentials unknown'],
    [{ kind: 'refused', status: 0 }, 'credentials unknown'],
    [{ kind: 'tls', status: 0 }, 'credentials unknown'],
    [{ kind: 'html', status: 200 }, 'credentials unknown'],
    [{ kind: 'aborted', status: 0 }, 'credentials unknown'],
  ] as [Partial<Failure>, string][])('%p: %s', (failure, expected) => {
    const { key, result } = meaningOf(dispositionOf(aFailure(failure)).code);
    expect(`${key} ${result}`).toBe(expected);
  });

  it('takes a store without locations for a wrong setting', () => {
    expect(meaningOf('bigcommerce.no-locations')).toEqual({ key: 'settings', result: 'failed' });
  });
});
