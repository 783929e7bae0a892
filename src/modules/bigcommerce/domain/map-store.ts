import { DomainError } from '../../../shared-kernel/index.js';
import type { RemoteStore } from '../../marketplace-base/contract/index.js';
import { isJson, type Json } from './fields.js';

export function mapStore(payload: unknown): RemoteStore {
  if (!isJson(payload) || typeof payload['currency'] !== 'string') {
    throw new DomainError(
      'upstream',
      'bigcommerce.answer-unreadable',
      'BigCommerce did not say what store this is. Check the API Base URL of this instance.',
    );
  }
  const timezone = payload['timezone'];
  return {
    name: text(payload, 'name'),
    url: text(payload, 'secure_url') || text(payload, 'domain'),
    currency: text(payload, 'currency').toUpperCase(),
    timeZone: (isJson(timezone) ? text(timezone, 'name') : '') || 'UTC',
    countryCode: text(payload, 'country_code'),
    weightUnit: text(payload, 'weight_units'),
    pricesIncludeTax: payload['is_price_entered_with_tax'] === true,
  };
}

function text(json: Json, key: string): string {
  const value = json[key];
  return typeof value === 'string' ? value : '';
}
