import { Module } from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { constraintErrors } from '../../platform/database/index.js';
import { DomainError } from '../../shared-kernel/index.js';
import { CatalogFacade } from './application/catalog.facade.js';
import { ChangeProduct } from './application/change-product.use-case.js';
import { ChangeVariant } from './application/change-variant.use-case.js';
import { CreateProduct } from './application/create-product.use-case.js';
import { FIRST_PRICE_LIST, MakeFirstPriceList, type FirstPriceList } from './application/first-price-list.js';
import { KeepPriceLists } from './application/keep-price-lists.use-case.js';
import { SetPrices } from './application/set-prices.use-case.js';
import { PriceListsController } from './http/price-lists.controller.js';
import { ProductsController } from './http/products.controller.js';
import { VariantsController } from './http/variants.controller.js';
import { PriceListStore } from './infrastructure/price-list.store.js';
import { ProductStore } from './infrastructure/product.store.js';
import { ReadCatalog } from './infrastructure/read-catalog.js';

@Module({
  controllers: [ProductsController, VariantsController, PriceListsController],
  providers: [
    CatalogFacade,
    {
      provide: FIRST_PRICE_LIST,
      inject: [{ token: Config, optional: true }],
      useFactory: (config?: Config): FirstPriceList => ({
        name: 'Default',
        currency: config?.firstCompany.currency ?? 'USD',
      }),
    },
    ProductStore,
    PriceListStore,
    ReadCatalog,
    CreateProduct,
    ChangeProduct,
    ChangeVariant,
    KeepPriceLists,
    SetPrices,
    MakeFirstPriceList,
  ],
  exports: [CatalogFacade],
})
export class CatalogModule {}

constraintErrors.register({
  uq_variant_sku: () =>
    new DomainError(
      'conflict',
      'catalog.sku-taken',
      'Another variant has this SKU. SKUs are unique, whatever their case.',
    ),
  fk_price_list_item_variant: () =>
    new DomainError('rule-broken', 'catalog.no-such-variant', 'One of the variants named here does not exist.'),
});
