import { DomainError } from '../../../shared-kernel/index.js';
import type { OrderState } from './order-state.js';

/** What an order must be for a person to change it. */
export interface EditableOrder {
  readonly state: OrderState;
  /** The order came from somewhere and its amounts are that order's. */
  readonly hasSource: boolean;
}

export interface OrderEdit {
  readonly changesLines: boolean;
  /** Warehouse, price list, date: what documents are made from. */
  readonly changesTerms: boolean;
}

/**
 * A quotation is free to change; a confirmed order only in whom it is for and in its note (an import with the fallback customer is
 * re-assigned, A20.7); one that ended not at all. Lines of an imported order stay what the source says (A21.2).
 */
export function checkEdit(order: EditableOrder, edit: OrderEdit): void {
  if (order.state === 'done' || order.state === 'cancelled') {
    throw new DomainError(
      'rule-broken',
      'sales.order-ended',
      `This order is ${order.state} and cannot be changed any more.`,
      {
        state: order.state,
      },
    );
  }
  if (edit.changesLines && order.hasSource) {
    throw new DomainError(
      'rule-broken',
      'sales.lines-come-from-source',
      'The lines of this order come from the store; change them there and import the order again.',
    );
  }
  if ((edit.changesLines || edit.changesTerms) && order.state !== 'quotation') {
    throw new DomainError(
      'rule-broken',
      'sales.not-a-quotation',
      'Only a quotation can change in its lines, date, warehouse or price list. Cancel this order and make a new one.',
    );
  }
}
