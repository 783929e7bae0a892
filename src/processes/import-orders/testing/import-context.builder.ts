import type { VariantRef } from '../../../modules/catalog/contract/index.js';
import type { OrderRules, WorkflowRow } from '../../../modules/marketplace-base/contract/index.js';
import type { ImportContext } from '../domain/import-context.js';

export const CARD = { id: 'gateway-card', code: 'credit card', name: 'Credit Card', journalId: 'journal-card' };

export function aWorkflowRow(overrides: Partial<WorkflowRow> = {}): WorkflowRow {
  return {
    id: 'row',
    gatewayId: CARD.id,
    paymentStatus: 'captured',
    confirmsOrder: true,
    validatesDelivery: false,
    createsInvoice: true,
    registersPayment: true,
    journalId: null,
    paymentTermDays: 0,
    ...overrides,
  };
}

export function someRules(overrides: Partial<OrderRules> = {}): OrderRules {
  return {
    gateways: new Map([[CARD.code, CARD]]),
    workflows: [aWorkflowRow()],
    paymentMappings: [],
    stages: new Map(),
    locations: new Map(),
    ...overrides,
  };
}

export function aVariant(overrides: Partial<VariantRef> = {}): VariantRef {
  return {
    variantId: 'variant',
    productId: 'product',
    sku: 'SKU',
    name: 'Lamp',
    kind: 'goods',
    tracking: 'none',
    active: true,
    ...overrides,
  };
}

/** An instance in GBP that knows every variant it is asked for, as one and the same lamp. */
export function anImportContext(
  overrides: Partial<Omit<ImportContext, 'instance'>> & { readonly instance?: Partial<ImportContext['instance']> } = {},
): ImportContext {
  const { instance, ...rest } = overrides;
  return {
    instance: {
      id: 'instance',
      name: 'Shop',
      companyId: 'company',
      companyCurrency: 'GBP',
      warehouseId: 'warehouse',
      timeZone: 'UTC',
      priceListId: null,
      giftCertificateVariantId: null,
      customVariantId: null,
      defaultContactId: null,
      createCompanyContact: false,
      useMarketplaceOrderNumber: false,
      createProducts: true,
      ...instance,
    },
    rules: someRules(),
    taxes: [{ id: 'vat', companyId: 'company', name: 'VAT', rate: '20.0000', priceInclude: true }],
    priceLists: [{ id: 'prices-gbp', name: 'Prices', currency: 'GBP', isDefault: true }],
    companyRates: new Map(),
    variantsOfItems: new EveryVariant(),
    variantsById: new Map([['fallback', aVariant({ variantId: 'fallback', kind: 'service' })]]),
    unavailableProducts: new Map(),
    unavailableTaxes: new Map(),
    ...rest,
  };
}

class EveryVariant extends Map<string, VariantRef> {
  override get(): VariantRef {
    return aVariant();
  }
}
