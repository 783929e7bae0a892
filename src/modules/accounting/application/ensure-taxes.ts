import { Injectable } from '@nestjs/common';
import { compareDecimals, divideDecimals, DomainError, newId } from '../../../shared-kernel/index.js';
import type { Tx } from '../../../platform/database/index.js';
import type { TaxRef } from '../contract/index.js';
import { TaxRow } from '../infrastructure/tax.entity.js';

export type WantedTax = Omit<TaxRef, 'id'>;

/** A tax that stands; one that a person switched off is found, so that nobody makes its twin, but must not be used. */
export interface EnsuredTax extends TaxRef {
  readonly isActive: boolean;
}

/** The tax of a rate, made when it is missing (A12.3). */
@Injectable()
export class EnsureTaxes {
  /** @returns the taxes in the order of what was asked for */
  async run(tx: Tx, wanted: readonly WantedTax[]): Promise<EnsuredTax[]> {
    const asked = wanted.map((tax) => ({ ...tax, rate: normalRate(tax) }));
    const known = await find(tx, asked);
    const missing = new Map(asked.filter((tax) => !known.has(keyOf(tax))).map((tax) => [keyOf(tax), tax]));
    if (missing.size > 0) {
      // In the order of the unique key, so that two batches making the same taxes wait for one another instead of deadlocking.
      const rows = [...missing.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, tax]) => ({ id: newId(), ...tax }));
      await tx.insert(TaxRow, rows, { onConflict: 'nothing' });
      for (const [key, tax] of await find(tx, rows)) known.set(key, tax);
    }
    return asked.map((tax) => known.get(keyOf(tax)) as EnsuredTax);
  }
}

async function find(tx: Tx, wanted: readonly WantedTax[]): Promise<Map<string, EnsuredTax>> {
  const rows = await tx.query<EnsuredTax>(
    `SELECT t.id, t.company_id AS "companyId", t.name, t.rate, t.price_include AS "priceInclude", t.is_active AS "isActive"
       FROM unnest($1::uuid[], $2::numeric[], $3::boolean[], $4::text[]) AS w(company_id, rate, price_include, name)
       JOIN accounting.tax t
         ON t.company_id = w.company_id AND t.rate = w.rate AND t.price_include = w.price_include AND t.name = w.name`,
    [
      wanted.map((tax) => tax.companyId),
      wanted.map((tax) => tax.rate),
      wanted.map((tax) => tax.priceInclude),
      wanted.map((tax) => tax.name),
    ],
  );
  return new Map(rows.map((tax) => [keyOf(tax), tax]));
}

function keyOf(tax: WantedTax): string {
  return `${tax.companyId}/${tax.rate}/${tax.priceInclude}/${tax.name}`;
}

function normalRate(tax: WantedTax): string {
  const rate = divideDecimals(tax.rate, '1', 4);
  if (compareDecimals(rate, '0') >= 0) return rate;
  throw new DomainError('invalid', 'accounting.negative-tax-rate', 'A tax rate is zero or more percent.', {
    rate: tax.rate,
  });
}
