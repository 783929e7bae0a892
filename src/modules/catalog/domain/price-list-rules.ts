import { DomainError } from '../../../shared-kernel/index.js';

export interface PriceListState {
  readonly id: string;
  readonly currency: string;
  readonly isDefault: boolean;
  readonly isForCurrency: boolean;
  readonly isArchived: boolean;
}

export interface PriceListChange {
  readonly isDefault?: boolean;
  readonly isForCurrency?: boolean;
  readonly isArchived?: boolean;
}

/**
 * What a list becomes. There is always one default list (the ladder Z10 ends there), and it never changes its currency, because
 * variants' own prices are in it.
 */
export function changePriceList(
  list: PriceListState,
  change: PriceListChange,
  currentDefault: PriceListState,
): PriceListState {
  const after = { ...list, ...change };
  if (list.isDefault && (!after.isDefault || after.isArchived)) {
    throw broken('catalog.default-list-needed', 'Make another price list the default first.', list);
  }
  if (after.isDefault && after.currency !== currentDefault.currency) {
    throw broken(
      'catalog.default-currency',
      `The default price list is in ${currentDefault.currency}, the currency of the products' own prices; one in ${after.currency} cannot take its place.`,
      list,
    );
  }
  if (after.isArchived && (change.isForCurrency || change.isDefault)) {
    throw broken('catalog.list-archived', 'Restore this price list before giving it a task.', list);
  }
  return after.isArchived ? { ...after, isForCurrency: false } : after;
}

function broken(code: string, message: string, { id }: PriceListState): DomainError {
  return new DomainError('rule-broken', code, message, { priceListId: id });
}
