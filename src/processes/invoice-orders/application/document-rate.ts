import { Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../../modules/accounting/index.js';

/** Units of a currency for one unit of the company's, as documents of a day are booked. */
@Injectable()
export class DocumentRate {
  constructor(private readonly accounting: AccountingFacade) {}

  /** @returns null when the hub has no rate; asks on a connection of its own, so call it outside a transaction */
  async of(companyId: string, currency: string, day: string): Promise<string | null> {
    const [company] = await this.accounting.companies([companyId]);
    if (company?.currency === currency) return '1';
    return (await this.accounting.currentRates(companyId, day)).get(currency) ?? null;
  }
}
