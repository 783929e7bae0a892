import type { RemoteAddress } from '../../marketplace-base/contract/index.js';
import { isJson, type Json } from './fields.js';

/** Text fields are '' when unset; a payload without an address gives an empty one. */
export function mapAddress(value: unknown): RemoteAddress {
  const json: Json = isJson(value) ? value : {};
  return {
    firstName: textOf(json, 'first_name'),
    lastName: textOf(json, 'last_name'),
    company: textOf(json, 'company'),
    street1: textOf(json, 'street_1'),
    street2: textOf(json, 'street_2'),
    city: textOf(json, 'city'),
    state: textOf(json, 'state'),
    postalCode: textOf(json, 'zip'),
    countryCode: textOf(json, 'country_iso2').toUpperCase(),
    phone: textOf(json, 'phone'),
    email: textOf(json, 'email'),
  };
}

function textOf(json: Json, key: string): string {
  const value = json[key];
  return typeof value === 'string' ? value : '';
}
