import { BRANDS, FIRST_BRAND_ID } from '../../generator/catalog.js';
import { v3NotFound } from '../../http/errors.js';
import type { ApiReply } from '../../http/exchange.js';
import { idList, onlyFilters, v3Number } from '../../http/query.js';
import type { HandlerContext, Route } from '../../http/router.js';
import { PRODUCTS } from '../scopes.js';
import { v3One, v3Rows } from './v3-list.js';

export const brandRoutes: readonly Route[] = [
  { method: 'GET', path: '/v3/catalog/brands', scopes: PRODUCTS, handle: listBrands },
  { method: 'GET', path: '/v3/catalog/brands/{brand_id}', scopes: PRODUCTS, handle: getBrand },
];

const FILTERS = [
  'id',
  'id:in',
  'id:not_in',
  'id:min',
  'id:max',
  'id:greater',
  'id:less',
  'name',
  'name:like',
  'page_title',
  'sort',
  'direction',
  'page',
  'limit',
  'include_fields',
  'exclude_fields',
];

interface Brand {
  id: number;
  name: string;
}

const ALL: readonly Brand[] = BRANDS.map((name, i) => ({ id: FIRST_BRAND_ID + i, name }));

function listBrands(context: HandlerContext): ApiReply {
  const { query } = context.request;
  onlyFilters(query, FILTERS);
  const id = v3Number(query, 'id');
  const ids = idList(query, 'id:in');
  const name = query.get('name');
  const like = query.get('name:like')?.toLowerCase();
  const rows = ALL.filter(
    (brand) =>
      (id === undefined || brand.id === id) &&
      (!ids || ids.includes(brand.id)) &&
      (name === null || brand.name === name) &&
      (like === undefined || brand.name.toLowerCase().includes(like)) &&
      brand.id >= (v3Number(query, 'id:min') ?? 0) &&
      brand.id <= (v3Number(query, 'id:max') ?? Infinity),
  );
  return v3Rows(context, rows, brandRow);
}

function getBrand({ request }: HandlerContext): ApiReply {
  const brand = ALL.find((candidate) => candidate.id === Number(request.params.brand_id));
  if (!brand) throw v3NotFound(`A brand with the id of ${request.params.brand_id} was not found`);
  return v3One(brandRow(brand));
}

function brandRow(brand: Brand): object {
  return {
    id: brand.id,
    name: brand.name,
    page_title: '',
    meta_keywords: [],
    meta_description: '',
    image_url: '',
    search_keywords: '',
    custom_url: { url: `/brands/${brand.name.toLowerCase().replace(/[^a-z]+/g, '-')}/`, is_customized: false },
  };
}
