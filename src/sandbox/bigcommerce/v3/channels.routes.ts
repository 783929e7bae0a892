import { isoZulu } from '../../generator/dates.js';
import { v3NotFound } from '../../http/errors.js';
import { json, type ApiReply } from '../../http/exchange.js';
import { idList, onlyFilters, textList, v3Page } from '../../http/query.js';
import type { HandlerContext, Route } from '../../http/router.js';
import type { Store } from '../../stores/store.js';
import { CHANNEL_LISTINGS, CHANNEL_SETTINGS, SITES } from '../scopes.js';
import { v3One, v3Rows } from './v3-list.js';

export const channelRoutes: readonly Route[] = [
  { method: 'GET', path: '/v3/channels', scopes: CHANNEL_SETTINGS, handle: listChannels },
  { method: 'GET', path: '/v3/channels/{channel_id}', scopes: CHANNEL_SETTINGS, handle: getChannel },
  {
    method: 'GET',
    path: '/v3/channels/{channel_id}/currency-assignments',
    scopes: CHANNEL_SETTINGS,
    handle: currencyAssignments,
  },
  { method: 'GET', path: '/v3/channels/{channel_id}/listings', scopes: CHANNEL_LISTINGS, handle: listListings },
  {
    method: 'GET',
    path: '/v3/channels/{channel_id}/site',
    scopes: SITES,
    handle: (context) => v3One(site(context.store)),
  },
  { method: 'GET', path: '/v3/sites', scopes: SITES, handle: listSites },
];

interface Channel {
  id: number;
  type: string;
  platform: string;
  status: string;
}

const FILTERS = [
  'available',
  'status:in',
  'type:in',
  'platform:in',
  'date_created:min',
  'date_created:max',
  'date_modified:min',
  'date_modified:max',
  'include',
  'page',
  'limit',
];

export function channelsOf(store: Store): (Channel & Record<string, unknown>)[] {
  const at = isoZulu(store.origin);
  const channel = (
    id: number,
    name: string,
    type: string,
    platform: string,
    status: string,
  ): Channel & Record<string, unknown> => ({
    id,
    icon_url: 'https://cdn.example/icons/bc.svg',
    is_listable_from_ui: true,
    is_visible: true,
    date_created: at,
    external_id: '',
    type,
    platform,
    date_modified: at,
    name,
    status,
    is_enabled: status === 'active' || status === 'connected',
  });
  const storefront = channel(1, 'Harbour Lamps', 'storefront', 'bigcommerce', 'active');
  if (store.profile === 'simple') return [storefront];
  return [
    storefront,
    channel(2, 'Amazon', 'marketplace', 'amazon', 'connected'),
    channel(3, 'Till', 'pos', 'square', 'disconnected'),
  ];
}

function listChannels(context: HandlerContext): ApiReply {
  const { query } = context.request;
  onlyFilters(query, FILTERS);
  const statuses = textList(query, 'status:in');
  const types = textList(query, 'type:in');
  const platforms = textList(query, 'platform:in');
  const rows = channelsOf(context.store).filter(
    (row) =>
      (!statuses || statuses.includes(row.status)) &&
      (!types || types.includes(row.type)) &&
      (!platforms || platforms.includes(row.platform)),
  );
  return v3Rows(context, rows, (row) => row);
}

function getChannel({ request, store }: HandlerContext): ApiReply {
  const found = channelsOf(store).find((channel) => channel.id === Number(request.params.channel_id));
  if (!found) throw v3NotFound('Channel not found');
  return v3One(found);
}

function currencyAssignments({ store }: HandlerContext): ApiReply {
  const codes = store.profile === 'simple' ? ['GBP'] : ['GBP', 'USD', 'EUR', 'JPY', 'KWD'];
  return v3One({ enabled_currencies: codes, default_currency: 'GBP' });
}

/** Every product is listed on the marketplace; the page goes on after the last listing seen, not by page number. */
function listListings({ request, store }: HandlerContext): ApiReply {
  onlyFilters(request.query, [
    'after',
    'limit',
    'product_id:in',
    'date_created:min',
    'date_created:max',
    'date_modified:min',
    'date_modified:max',
  ]);
  const { limit } = v3Page(request.query);
  const after = Number(request.query.get('after') ?? 0);
  const wanted = idList(request.query, 'product_id:in');
  const channelId = Number(request.params.channel_id);
  const products =
    channelId === 2 ? store.catalog.products.filter((product) => !wanted || wanted.includes(product.id)) : [];
  const at = isoZulu(store.origin);
  const data = products
    .filter((product) => product.id > after)
    .slice(0, limit)
    .map((product) => ({
      listing_id: product.id,
      channel_id: channelId,
      product_id: product.id,
      external_id: `AMZ-${product.id}`,
      state: 'active',
      name: product.name,
      description: '',
      date_created: at,
      date_modified: at,
      variants: product.variants.map((variant) => ({
        product_id: product.id,
        variant_id: variant.id,
        state: 'active',
      })),
    }));
  const last = data.at(-1)?.listing_id;
  const links = data.length === limit && last !== undefined ? { next: `?limit=${limit}&after=${last}` } : {};
  const meta = {
    pagination: { count: data.length, total: products.length, total_pages: Math.ceil(products.length / limit), links },
  };
  return json(200, { data, meta });
}

function site(store: Store): object {
  const at = new Date(store.origin * 1000 + 318).toISOString();
  const url = `https://${store.hash}.example`;
  return {
    id: 1000,
    url,
    channel_id: 1,
    created_at: at,
    updated_at: at,
    urls: [{ url, type: 'primary' }],
    is_checkout_url_customized: false,
  };
}

function listSites({ store }: HandlerContext): ApiReply {
  return json(200, { data: [site(store)], meta: { pagination: { offset: 0, limit: 50, total_items: 1 } } });
}
