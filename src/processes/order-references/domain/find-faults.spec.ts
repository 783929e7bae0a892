import { findFaults, type KnownRecords, type NamedRecords } from './find-faults.js';

const known: KnownRecords = {
  companies: [{ id: 'company' }],
  contacts: new Map([
    ['ada', { archived: false }],
    ['gone', { archived: true }],
  ]),
  warehouses: [
    { id: 'main', isActive: true },
    { id: 'closed', isActive: false },
  ],
  priceLists: [{ id: 'dollars', name: 'Prices in USD', currency: 'USD' }],
  variants: new Map([
    ['mug', { sku: 'MUG', name: 'Mug', active: true }],
    ['cup', { sku: '', name: 'Cup', active: false }],
  ]),
  taxes: [{ id: 'vat', name: 'VAT', rate: '7.2500' }],
};
const aLine = (over: object = {}) => ({ variantId: null, taxId: null, taxRate: '0', ...over });
const faultsOf = (over: Partial<NamedRecords>) =>
  findFaults({ companyId: 'company', currency: 'USD', ...over }, known).map(({ field, code }) => `${field}: ${code}`);

describe('what an order names', () => {
  it('is all right when everything is there', () => {
    const lines = [aLine({ variantId: 'mug', taxId: 'vat', taxRate: '7.25' }), aLine()];
    const header = { contactId: 'ada', deliveryContactId: 'ada', warehouseId: 'main', priceListId: 'dollars' };
    expect(faultsOf({ ...header, lines })).toEqual([]);
  });

  it('is not looked at where it is left out or none', () => {
    expect(faultsOf({ deliveryContactId: null, priceListId: null })).toEqual([]);
  });

  it.each<[Partial<NamedRecords>, string]>([
    [{ companyId: 'x' }, 'companyId: not-found'],
    [{ contactId: 'x' }, 'contactId: not-found'],
    [{ contactId: 'gone' }, 'contactId: archived'],
    [{ deliveryContactId: 'x' }, 'deliveryContactId: not-found'],
    [{ deliveryContactId: 'gone' }, 'deliveryContactId: archived'],
    [{ warehouseId: 'x' }, 'warehouseId: not-found'],
    [{ warehouseId: 'closed' }, 'warehouseId: archived'],
    [{ priceListId: 'x' }, 'priceListId: not-found'],
    [{ priceListId: 'dollars', currency: 'EUR' }, 'priceListId: wrong-currency'],
    [{ lines: [aLine(), aLine({ variantId: 'x' })] }, 'lines.1.variantId: not-found'],
    [{ lines: [aLine({ variantId: 'cup' })] }, 'lines.0.variantId: archived'],
    [{ lines: [aLine({ taxId: 'x' })] }, 'lines.0.taxId: not-found'],
    [{ lines: [aLine({ taxId: 'vat' })] }, 'lines.0.taxRate: wrong-rate'],
  ])('%j: %s', (named, fault) => {
    expect(faultsOf(named)).toEqual([fault]);
  });

  it('says which rate a tax has', () => {
    const [fault] = findFaults({ companyId: 'company', currency: 'USD', lines: [aLine({ taxId: 'vat' })] }, known);
    expect(fault?.message).toBe('VAT is 7.25 %; send "7.25" or leave the tax out.');
  });

  it('is told of with every fault at once', () => {
    expect(faultsOf({ contactId: 'x', warehouseId: 'x', lines: [aLine({ variantId: 'x' })] })).toHaveLength(3);
  });
});
