import type { Product, Variant } from '../../generator/catalog.js';
import { isoOffset } from '../../generator/dates.js';
import { onHand } from '../../generator/stock.js';

/** V3 writes money as JSON numbers; a whole number of ten-thousandths divided once prints as the exact decimal. */
function number(amount: number): number {
  return amount / 10000;
}

export type ProductInclude = ReadonlySet<string>;

/** A product of 6.1 with the parts asked for. */
export function productRow(product: Product, include: ProductInclude): Record<string, unknown> {
  const digital = product.type === 'digital';
  const hasOptions = product.variants.length > 1;
  const [base] = product.variants;
  const row: Record<string, unknown> = {
    id: product.id,
    name: product.name,
    type: product.type,
    sku: product.sku,
    description: `<p>${product.name}</p>`,
    weight: product.weight / 100,
    width: digital ? 0 : 18,
    depth: digital ? 0 : 18,
    height: digital ? 0 : 18,
    price: number(product.price),
    cost_price: number(product.cost),
    retail_price: 0,
    sale_price: 0,
    map_price: 0,
    tax_class_id: product.taxClassId,
    product_tax_code: '',
    calculated_price: number(product.price),
    categories: product.categories,
    brand_id: product.brandId,
    option_set_id: hasOptions ? 61 : null,
    option_set_display: 'right',
    inventory_level: digital ? 0 : product.variants.reduce((sum, variant) => sum + onHand(variant, 1), 0),
    inventory_warning_level: 5,
    inventory_tracking: digital ? 'none' : hasOptions ? 'variant' : 'product',
    reviews_rating_sum: 0,
    reviews_count: 0,
    total_sold: 0,
    fixed_cost_shipping_price: 0,
    is_free_shipping: false,
    is_visible: product.id % 17 !== 0,
    is_featured: false,
    related_products: [-1],
    warranty: '',
    bin_picking_number: product.bin,
    layout_file: 'product.html',
    upc: base && !hasOptions ? base.upc : '',
    mpn: '',
    gtin: '',
    date_last_imported: null,
    search_keywords: '',
    availability: 'available',
    availability_description: '',
    gift_wrapping_options_type: 'any',
    gift_wrapping_options_list: [],
    sort_order: 0,
    condition: 'New',
    is_condition_shown: false,
    order_quantity_minimum: 0,
    order_quantity_maximum: 0,
    page_title: '',
    meta_keywords: [],
    meta_description: '',
    date_created: isoOffset(product.createdAt),
    date_modified: isoOffset(product.modifiedAt),
    view_count: 0,
    preorder_release_date: null,
    preorder_message: '',
    is_preorder_only: false,
    is_price_hidden: false,
    price_hidden_label: '',
    custom_url: { url: `/product-${product.id}/`, is_customized: false },
    base_variant_id: hasOptions ? null : (base?.id ?? null),
    open_graph_type: 'product',
    open_graph_title: '',
    open_graph_description: '',
    open_graph_use_meta_description: true,
    open_graph_use_product_name: true,
    open_graph_use_image: true,
  };
  if (include.has('variants')) row.variants = product.variants.map(variantRow);
  if (include.has('images')) row.images = [imageRow(product)];
  if (include.has('primary_image')) row.primary_image = imageRow(product);
  if (include.has('custom_fields'))
    row.custom_fields = product.id % 4 === 0 ? [{ id: product.id, name: 'Bulb', value: 'E14' }] : [];
  if (include.has('bulk_pricing_rules')) row.bulk_pricing_rules = [];
  if (include.has('options')) row.options = optionRows(product);
  if (include.has('modifiers')) row.modifiers = [];
  if (include.has('videos')) row.videos = [];
  if (include.has('reviews')) row.reviews = [];
  if (include.has('channels')) row.channels = [1];
  if (include.has('parent_relations')) row.parent_relations = [];
  return row;
}

/** Nulls inherit from the product; the base variant of a simple product has no option values and no sku_id. */
export function variantRow(variant: Variant): Record<string, unknown> {
  const { option, product } = variant;
  return {
    id: variant.id,
    product_id: product.id,
    sku: variant.sku,
    sku_id: option ? variant.id - 200 : null,
    price: variant.ownPrice === null ? null : number(variant.ownPrice),
    calculated_price: number(variant.price),
    sale_price: null,
    retail_price: null,
    map_price: null,
    weight: null,
    calculated_weight: product.weight / 100,
    width: null,
    height: null,
    depth: null,
    is_free_shipping: false,
    fixed_cost_shipping_price: null,
    purchasing_disabled: false,
    purchasing_disabled_message: '',
    image_url: '',
    cost_price: number(product.cost),
    upc: variant.upc,
    mpn: '',
    gtin: '',
    inventory_level: onHand(variant, 1),
    inventory_warning_level: 5,
    bin_picking_number: product.bin,
    option_values: option
      ? [
          {
            id: option.valueId,
            label: option.label,
            option_id: option.optionId,
            option_display_name: option.displayName,
          },
        ]
      : [],
  };
}

function optionRows(product: Product): object[] {
  const options = product.variants.map((variant) => variant.option).filter((option) => option !== null);
  const [first] = options;
  if (!first) return [];
  return [
    {
      id: first.optionId,
      product_id: product.id,
      name: first.name,
      display_name: first.displayName,
      type: 'rectangles',
      sort_order: 0,
      option_values: options.map((option, i) => ({
        id: option.valueId,
        label: option.label,
        sort_order: i,
        value_data: null,
        is_default: i === 0,
      })),
      config: [],
    },
  ];
}

function imageRow(product: Product): object {
  const url = (size: string): string =>
    `https://cdn.example/products/${product.id}/images/${product.id}/lamp.${size}.jpg`;
  return {
    id: product.id,
    product_id: product.id,
    is_thumbnail: true,
    sort_order: 0,
    description: 'Front',
    image_file: `h/${product.id}/lamp__1.jpg`,
    url_zoom: url('1280.1280'),
    url_standard: url('386.513'),
    url_thumbnail: url('220.290'),
    url_tiny: url('44.58'),
    date_modified: isoOffset(product.createdAt),
  };
}

export function imageRows(product: Product): object[] {
  return [imageRow(product)];
}
