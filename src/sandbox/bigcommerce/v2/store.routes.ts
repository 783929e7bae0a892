import { CURRENCIES } from '../../generator/currencies.js';
import { isoOffset, rfc2822 } from '../../generator/dates.js';
import { ORDER_STATUSES, type OrderStatus } from '../../generator/orders/statuses.js';
import { seededUuid } from '../../generator/rng.js';
import { LISTED_CLASSES } from '../../generator/tax.js';
import { v2NotFound } from '../../http/errors.js';
import { json, noContent, type ApiReply } from '../../http/exchange.js';
import { v2Page } from '../../http/query.js';
import type { HandlerContext, Route } from '../../http/router.js';
import type { Store } from '../../stores/store.js';
import { INFORMATION, ORDERS, PAYMENT_METHODS } from '../scopes.js';
import { v2List } from './v2-list.js';

export const storeRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/store', scopes: INFORMATION, handle: getStore },
  {
    method: 'GET',
    path: '/v2/time',
    scopes: INFORMATION,
    handle: ({ store }) => json(200, { time: store.clock.seconds() }),
  },
  {
    method: 'GET',
    path: '/v2/currencies',
    scopes: INFORMATION,
    handle: (context) => v2List(context, currenciesOf(context.store)),
  },
  { method: 'GET', path: '/v2/currencies/{id}', scopes: INFORMATION, handle: getCurrency },
  {
    method: 'GET',
    path: '/v2/tax_classes',
    scopes: INFORMATION,
    handle: (context) => v2List(context, taxClasses(context.store)),
  },
  { method: 'GET', path: '/v2/tax_classes/{id}', scopes: INFORMATION, handle: getTaxClass },
  { method: 'GET', path: '/v2/order_statuses', scopes: ORDERS, handle: () => json(200, ORDER_STATUSES.map(statusRow)) },
  { method: 'GET', path: '/v2/order_statuses/{id}', scopes: ORDERS, handle: getStatus },
  { method: 'GET', path: '/v2/payments/methods', scopes: PAYMENT_METHODS, handle: paymentMethods },
  { method: 'GET', path: '/v2/shipping/zones', scopes: INFORMATION, handle: (context) => v2List(context, [zone()]) },
  {
    method: 'GET',
    path: '/v2/shipping/zones/{id}/methods',
    scopes: INFORMATION,
    handle: (context) => v2List(context, [zoneMethod()]),
  },
];

function getStore({ store }: HandlerContext): ApiReply {
  return json(200, {
    id: store.hash,
    account_uuid: seededUuid(store.seed),
    domain: `${store.hash}.example`,
    secure_url: `https://${store.hash}.example`,
    control_panel_base_url: `https://store-${store.hash}.mybigcommerce.com`,
    status: 'live',
    name: store.profile === 'simple' ? 'Harbour Lamps' : 'Harbour Lamps & Söhne',
    first_name: 'Ada',
    last_name: 'Moss',
    address: '4 Quay Road, Leith',
    country: 'United Kingdom',
    country_code: 'GB',
    infrastructure_region: 'us-central1',
    phone: '0131 555 0101',
    admin_email: `owner@${store.hash}.example`,
    order_email: `orders@${store.hash}.example`,
    favicon_url: '',
    timezone: {
      name: 'Europe/London',
      raw_offset: 0,
      dst_offset: 3600,
      dst_correction: true,
      date_format: { display: 'jS M Y', export: 'jS M Y', extended_display: 'jS M Y @ g:i A' },
    },
    language: 'en',
    currency: 'GBP',
    currency_symbol: '£',
    decimal_separator: '.',
    thousands_separator: ',',
    decimal_places: 2,
    currency_symbol_location: 'left',
    weight_units: 'KGS',
    dimension_units: 'Centimeters',
    dimension_decimal_places: 2,
    dimension_decimal_token: '.',
    dimension_thousands_token: ',',
    plan_name: 'Plus',
    plan_level: 'Plus',
    plan_is_trial: false,
    industry: 'Home',
    // An object, or an empty list when the shop has none: both forms of the sheet occur.
    logo: store.profile === 'simple' ? [] : { url: 'https://cdn.example/logo.png' },
    is_price_entered_with_tax: store.tax !== 'exclusive',
    store_id: 1003504118 + (store.seed % 1000),
    default_channel_id: 1,
    default_site_id: 1000,
    active_comparison_modules: [],
    features: {
      stencil_enabled: true,
      sitewidehttps_enabled: true,
      facebook_catalog_id: '',
      checkout_type: 'optimized',
      wishlists_enabled: true,
      graphql_storefront_api_enabled: true,
      shopper_consent_tracking_enabled: false,
      multi_storefront_enabled: true,
      storefront_limits: { active: 3, total_including_inactive: 4 },
    },
  });
}

function currenciesOf(store: Store): object[] {
  return CURRENCIES.slice(0, store.profile === 'simple' ? 1 : CURRENCIES.length).map((currency, i) => ({
    id: currency.id,
    is_default: i === 0,
    country_iso2: currency.country,
    default_for_country_codes: i === 0 ? ['GBR'] : [],
    currency_code: currency.code,
    currency_exchange_rate: currency.rateText,
    auto_update: false,
    token_location: 'left',
    token: currency.token,
    decimal_token: '.',
    thousands_token: ',',
    decimal_places: currency.decimals,
    name: currency.name,
    enabled: true,
    is_transactional: true,
    use_default_name: false,
    last_updated: rfc2822(store.origin),
  }));
}

function getCurrency({ request, store }: HandlerContext): ApiReply {
  const found = currenciesOf(store)[Number(request.params.id) - 1];
  if (!found) throw v2NotFound();
  return json(200, found);
}

function taxClasses(store: Store): object[] {
  const at = isoOffset(store.origin);
  return LISTED_CLASSES.map(({ id, name }) => ({ id: String(id), name, created_at: at, updated_at: at }));
}

/** The default class 0 exists, is not listed, and answers with nothing when asked for. */
function getTaxClass({ request, store }: HandlerContext): ApiReply {
  const id = Number(request.params.id);
  if (id === 0) return noContent();
  const found = taxClasses(store)[id - 1];
  if (!found) throw v2NotFound();
  return json(200, found);
}

function statusRow(status: OrderStatus): object {
  return {
    id: status.id,
    name: status.name,
    system_label: status.name,
    custom_label: status.customLabel,
    system_description: status.description,
    order: status.order,
  };
}

function getStatus({ request }: HandlerContext): ApiReply {
  const status = ORDER_STATUSES[Number(request.params.id)];
  if (!status) throw v2NotFound();
  return json(200, statusRow(status));
}

function paymentMethods({ request }: HandlerContext): ApiReply {
  v2Page(request.query);
  return json(200, [
    { code: 'stripe', name: 'Credit Card', test_mode: false },
    { code: 'paypal', name: 'PayPal', test_mode: false },
    { code: 'bankdeposit', name: 'Bank Deposit', test_mode: false },
  ]);
}

function zone(): object {
  return {
    id: 1,
    name: 'United Kingdom',
    type: 'country',
    locations: [{ id: 1, country_iso2: 'GB', state_iso2: '' }],
    free_shipping: { enabled: false, minimum_sub_total: '0', exclude_fixed_shipping_products: false },
    handling_fees: { display_separately: true, fixed_surcharge: '0' },
    enabled: true,
  };
}

function zoneMethod(): object {
  return {
    id: 1,
    name: 'Flat Rate',
    type: 'perorder',
    settings: { rate: 6 },
    enabled: true,
    handling_fees: {},
    is_fallback: false,
  };
}
