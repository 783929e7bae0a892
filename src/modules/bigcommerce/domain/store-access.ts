import { DomainError } from '../../../shared-kernel/index.js';
import type { CredentialField, InstanceRef } from '../../marketplace-base/contract/index.js';

export const DEFAULT_API_BASE_URL = 'https://api.bigcommerce.com';
const STORE_HASH = /^[a-z0-9]{1,40}$/i;

/** What a person fills in to connect a store (B2). */
export const CREDENTIAL_FIELDS: readonly CredentialField[] = [
  {
    name: 'storeHash',
    label: 'Store Hash',
    secret: false,
    required: true,
    identifies: true,
    pattern: '^[A-Za-z0-9]+$',
  },
  { name: 'accessToken', label: 'Access Token', secret: true, required: true },
  { name: 'apiBaseUrl', label: 'API Base URL', secret: false, required: false, defaultValue: DEFAULT_API_BASE_URL },
];

/** How to reach one store. */
export interface StoreAccess {
  readonly storeHash: string;
  readonly accessToken: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** Shared by everything that talks to this store, whatever instance it belongs to. */
  readonly budget: string;
}

/** @param allowHttp plain http to hosts other than this machine; the token would travel in the clear */
export function storeAccess(instance: Pick<InstanceRef, 'credentials'>, allowHttp: boolean): StoreAccess {
  const storeHash = (instance.credentials['storeHash'] ?? '').trim();
  const accessToken = (instance.credentials['accessToken'] ?? '').trim();
  if (!STORE_HASH.test(storeHash)) {
    throw refused(
      'bigcommerce.store-hash-invalid',
      'The Store Hash is only the letters and digits after "store-" in https://store-<hash>.mybigcommerce.com; enter just those.',
    );
  }
  if (!/^[\x21-\x7e]+$/.test(accessToken)) {
    throw refused(
      'bigcommerce.token-missing',
      'Enter the Access Token of a store-level API account; it has no blanks inside.',
    );
  }
  const url = baseUrl((instance.credentials['apiBaseUrl'] ?? '').trim() || DEFAULT_API_BASE_URL, allowHttp);
  return {
    storeHash,
    accessToken,
    baseUrl: url.href.replace(/\/+$/, ''),
    budget: `bigcommerce:${storeHash}@${url.host}`,
  };
}

function baseUrl(text: string, allowHttp: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.search || url.hash) {
    throw refused('bigcommerce.base-url-invalid', `The API Base URL must look like ${DEFAULT_API_BASE_URL}.`);
  }
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) {
    throw refused(
      'bigcommerce.base-url-insecure',
      'The API Base URL must start with https://, because the access token travels with every request; http:// is taken for this machine only.',
    );
  }
  return url;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function refused(code: string, message: string): DomainError {
  return new DomainError('invalid', code, message);
}
