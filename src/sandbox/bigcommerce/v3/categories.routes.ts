import { CATEGORIES, FIRST_CATEGORY_ID } from '../../generator/catalog.js';
import { seededUuid } from '../../generator/rng.js';
import { v3NotFound } from '../../http/errors.js';
import { json, type ApiReply } from '../../http/exchange.js';
import { idList, onlyFilters } from '../../http/query.js';
import type { HandlerContext, Route } from '../../http/router.js';
import { PRODUCTS } from '../scopes.js';
import { v3Rows } from './v3-list.js';

export const categoryRoutes: readonly Route[] = [
  { method: 'GET', path: '/v3/catalog/trees', scopes: PRODUCTS, handle: listTrees },
  { method: 'GET', path: '/v3/catalog/trees/categories', scopes: PRODUCTS, handle: listCategories },
  {
    method: 'GET',
    path: '/v3/catalog/trees/{tree_id}/categories',
    scopes: PRODUCTS,
    handle: nestedTree,
    maxInFlight: 1,
  },
  { method: 'GET', path: '/v3/catalog/categories', scopes: PRODUCTS, handle: listOldCategories, maxInFlight: 40 },
];

interface Category {
  id: number;
  parentId: number;
  name: string;
  path: string;
}

/** "Shades" and "Bulbs" hang below "Lighting", so that the tree has depth. */
const ALL: readonly Category[] = CATEGORIES.map((name, i) => {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const below = i === 1 || i === 3;
  return {
    id: FIRST_CATEGORY_ID + i,
    parentId: below ? FIRST_CATEGORY_ID : 0,
    name,
    path: below ? `/lighting/${slug}/` : `/${slug}/`,
  };
});
const TREE_ID = 1;

function listTrees(context: HandlerContext): ApiReply {
  onlyFilters(context.request.query, ['id:in', 'channel_id:in', 'page', 'limit']);
  const ids = idList(context.request.query, 'id:in');
  const rows = !ids || ids.includes(TREE_ID) ? [{ id: TREE_ID, name: 'Default catalog tree', channels: [1] }] : [];
  return v3Rows(context, rows, (row) => row);
}

const FLAT_FILTERS = [
  'category_id:in',
  'category_uuid:in',
  'tree_id:in',
  'parent_id:in',
  'name',
  'name:like',
  'page_title',
  'keyword',
  'is_visible',
  'include_fields',
  'exclude_fields',
  'page',
  'limit',
];

function listCategories(context: HandlerContext): ApiReply {
  const { query } = context.request;
  onlyFilters(query, FLAT_FILTERS);
  const ids = idList(query, 'category_id:in');
  const parents = idList(query, 'parent_id:in');
  const trees = idList(query, 'tree_id:in');
  const name = query.get('name');
  const like = query.get('name:like')?.toLowerCase();
  const rows = ALL.filter(
    (category) =>
      (!ids || ids.includes(category.id)) &&
      (!parents || parents.includes(category.parentId)) &&
      (!trees || trees.includes(TREE_ID)) &&
      (name === null || category.name === name) &&
      (like === undefined || category.name.toLowerCase().includes(like)),
  );
  return v3Rows(context, rows, (category) => ({
    category_id: category.id,
    ...flatFields(category, context.store.seed),
  }));
}

function flatFields(category: Category, seed: number): object {
  return {
    category_uuid: seededUuid(seed ^ category.id),
    parent_id: category.parentId,
    tree_id: TREE_ID,
    name: category.name,
    description: '',
    views: 0,
    sort_order: category.id - FIRST_CATEGORY_ID,
    page_title: '',
    meta_keywords: [],
    meta_description: '',
    layout_file: 'category.html',
    image_url: '',
    is_visible: true,
    search_keywords: '',
    default_product_sort: 'use_store_settings',
    url: { path: category.path, is_customized: false },
  };
}

function nestedTree({ request }: HandlerContext): ApiReply {
  if (Number(request.params.tree_id) !== TREE_ID) throw v3NotFound('Category tree not found');
  const node = (category: Category, depth: number, path: number[]): object => ({
    id: category.id,
    parent_id: category.parentId,
    depth,
    path,
    name: category.name,
    is_visible: true,
    url: category.path,
    children: ALL.filter((child) => child.parentId === category.id).map((child) =>
      node(child, depth + 1, [...path, child.id]),
    ),
  });
  const data = ALL.filter((category) => category.parentId === 0).map((category) => node(category, 0, [category.id]));
  return json(200, { data, meta: {} });
}

/** The deprecated list: the same rows with `id` and `custom_url`. */
function listOldCategories(context: HandlerContext): ApiReply {
  return v3Rows(context, ALL, (category) => ({
    id: category.id,
    parent_id: category.parentId,
    name: category.name,
    description: '',
    views: 0,
    sort_order: category.id - FIRST_CATEGORY_ID,
    page_title: '',
    meta_keywords: [],
    meta_description: '',
    layout_file: 'category.html',
    image_url: '',
    is_visible: true,
    search_keywords: '',
    default_product_sort: 'use_store_settings',
    custom_url: { url: category.path, is_customized: false },
  }));
}
