import { Body, Controller, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../../../platform/database/index.js';
import {
  Access,
  ApiList,
  CurrentAccess,
  IdParam,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
} from '../../../platform/http/index.js';
import { ChangeProduct } from '../application/change-product.use-case.js';
import { CreateProduct, type NewVariantFields } from '../application/create-product.use-case.js';
import { productList, type ProductView, type VariantView } from '../infrastructure/catalog.lists.js';
import { ReadCatalog, type ProductDetails } from '../infrastructure/read-catalog.js';
import { ChangeProductBody, CreateProductBody, CreateVariantBody } from './products.dto.js';

@ApiTags('catalog')
@Controller('api/v1/products')
export class ProductsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadCatalog,
    private readonly create: CreateProduct,
    private readonly change: ChangeProduct,
  ) {}

  @Get()
  @Requires('catalog.read')
  @ApiList(productList)
  list(@ListQuery(productList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<ProductView>> {
    return productList.run(this.database, query, access);
  }

  /** With its variants and images. */
  @Get(':id')
  @Requires('catalog.read')
  one(@IdParam() id: string): Promise<ProductDetails> {
    return this.read.product(id);
  }

  @Post()
  @Requires('catalog.write')
  async add(@Body() body: CreateProductBody): Promise<ProductDetails> {
    const { name, kind = 'goods', description = '', tracking = 'none', variants, images = [] } = body;
    const id = await this.create.run({
      name,
      kind,
      description,
      tracking,
      variants: variants.map(variantFields),
      images: images.map(({ url, alt = '' }) => ({ url, alt })),
    });
    return this.read.product(id);
  }

  @Patch(':id')
  @Requires('catalog.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeProductBody): Promise<ProductDetails> {
    await this.change.run(id, version, change);
    return this.read.product(id);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Requires('catalog.write')
  async archive(@IdParam() id: string): Promise<ProductDetails> {
    await this.change.archive(id, true);
    return this.read.product(id);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Requires('catalog.write')
  async restore(@IdParam() id: string): Promise<ProductDetails> {
    await this.change.archive(id, false);
    return this.read.product(id);
  }

  @Post(':id/variants')
  @Requires('catalog.write')
  async addVariant(@IdParam() id: string, @Body() body: CreateVariantBody): Promise<VariantView> {
    return this.read.variant(await this.create.addVariant(id, variantFields(body)));
  }
}

function variantFields(body: CreateVariantBody): NewVariantFields {
  const { sku = '', barcode = '', price = null, weightGrams = '0', optionsText = '', options = [] } = body;
  return { sku, barcode, price, weightGrams, optionsText, options };
}
