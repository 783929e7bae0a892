import { Inject, Injectable, Optional } from '@nestjs/common';
import { DomainError } from '../../../shared-kernel/index.js';
import { OrderReferences, type ReferencesOfOrder } from './order-references.js';

/** Refuses an order that names what is not there, with every field at fault. Without anybody who knows the others, all ids are believed. */
@Injectable()
export class CheckReferences {
  constructor(@Optional() @Inject(OrderReferences) private readonly references?: OrderReferences) {}

  async run(references: ReferencesOfOrder): Promise<void> {
    const fieldErrors = (await this.references?.faults(references)) ?? [];
    if (fieldErrors.length === 0) return;
    const fields = fieldErrors.map((error) => error.field).join(', ');
    throw new DomainError(
      'rule-broken',
      'sales.unusable-reference',
      `The order names what cannot be used: ${fields}. Correct these fields.`,
      {},
      { fieldErrors },
    );
  }
}
