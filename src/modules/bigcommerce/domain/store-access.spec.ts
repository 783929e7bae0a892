import { DomainError } from '../../../shared-kernel/index.js';
import { storeAccess } from './store-access.js';

const access = (credentials: Record<string, string>, allowHttp = false) =>
  storeAccess({ credentials: { storeHash: 'abc9', accessToken: 'tok', ...credentials } }, allowHttp);

function code(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
  }
  return 'accepted';
}

describe('storeAccess', () => {
  it('goes to BigCommerce unless told otherwise, with one budget per store', () => {
    expect(access({})).toEqual({
      storeHash: 'abc9',
      accessToken: 'tok',
      baseUrl: 'https://api.bigcommerce.com',
      budget: 'bigcommerce:abc9@api.bigcommerce.com',
    });
  });

  it('drops blanks around and slashes after', () => {
    expect(access({ storeHash: ' abc9 ', apiBaseUrl: 'https://proxy.example/bc/ ' })).toMatchObject({
      storeHash: 'abc9',
      baseUrl: 'https://proxy.example/bc',
    });
  });

  it.each([
    [{ storeHash: 'https://store-abc9.mybigcommerce.com' }, 'bigcommerce.store-hash-invalid'],
    [{ storeHash: '../x' }, 'bigcommerce.store-hash-invalid'],
    [{ storeHash: '' }, 'bigcommerce.store-hash-invalid'],
    [{ accessToken: ' ' }, 'bigcommerce.token-missing'],
    [{ accessToken: 'a\nb' }, 'bigcommerce.token-missing'],
    [{ apiBaseUrl: 'api.bigcommerce.com' }, 'bigcommerce.base-url-invalid'],
    [{ apiBaseUrl: 'ftp://api.bigcommerce.com' }, 'bigcommerce.base-url-invalid'],
    [{ apiBaseUrl: 'https://user:pw@api.bigcommerce.com' }, 'bigcommerce.base-url-invalid'],
    [{ apiBaseUrl: 'http://api.bigcommerce.com' }, 'bigcommerce.base-url-insecure'],
    [{ apiBaseUrl: 'http://127.0.0.1.example.com' }, 'bigcommerce.base-url-insecure'],
    [{ apiBaseUrl: 'http://127.0.0.1:9000' }, 'accepted'],
    [{ apiBaseUrl: 'http://localhost:9000' }, 'accepted'],
    [{ apiBaseUrl: 'http://[::1]:9000' }, 'accepted'],
  ])('answers %p with %s', (credentials, expected) => {
    expect(code(() => access(credentials))).toBe(expected);
  });

  it('takes plain http elsewhere when the configuration allows it', () => {
    expect(access({ apiBaseUrl: 'http://sandbox:9000' }, true).baseUrl).toBe('http://sandbox:9000');
  });
});
