import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { AccountingFacade, AccountingModule } from '../index.js';

/** The fields of answers that tests look at. */
export interface AnsweredInvoice {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly state: string;
  readonly paymentState: string;
  readonly open: { readonly amount: string };
  readonly lines: readonly object[];
  readonly allocations: readonly object[];
}

/** The module behind REST, with a tax of 20 % and a journal for the gateway "Stripe". */
export class RestBooks {
  private constructor(
    readonly app: RestApp,
    readonly companyId: string,
    readonly taxId: string,
    readonly stripe: string,
  ) {}

  static async open(): Promise<RestBooks> {
    const app = await restApp(AccountingModule);
    const facade = app.get(AccountingFacade);
    const { id: companyId } = await facade.defaultCompany();
    return app.database.transaction(async (tx) => {
      const [tax] = await facade.ensureTaxes(tx, [{ companyId, name: 'VAT', rate: '20', priceInclude: false }]);
      const [journal] = await facade.ensureGatewayJournal(tx, [{ companyId, gateway: 'Stripe' }]);
      return new RestBooks(app, companyId, tax?.id ?? '', journal?.id ?? '');
    });
  }

  /** Three mugs of 4.15 and 20 % tax. */
  line(over: object = {}): object {
    return { name: 'Mug', quantity: 3, unitPrice: usd('4.15'), taxId: this.taxId, ...over };
  }

  body(over: object = {}): Record<string, unknown> & { readonly companyId: string } {
    const { companyId } = this;
    return { companyId, contactId: newId(), currency: 'USD', invoicedOn: '2026-11-20', lines: [this.line()], ...over };
  }

  async draft(over: object = {}): Promise<AnsweredInvoice> {
    return invoiceOf(await this.app.http.post('/api/v1/invoices').send(this.body(over)).expect(201));
  }

  async posted(over: object = {}): Promise<AnsweredInvoice> {
    const { id } = await this.draft(over);
    return invoiceOf(await this.app.http.post(`/api/v1/invoices/${id}/post`).expect(200));
  }

  async read(id: string): Promise<AnsweredInvoice> {
    return invoiceOf(await this.app.http.get(`/api/v1/invoices/${id}`).expect(200));
  }

  pay(over: object) {
    const { companyId, stripe } = this;
    const body = { companyId, contactId: newId(), journalId: stripe, paidOn: '2026-11-20', ...over };
    return this.app.http.post('/api/v1/payments').send(body);
  }
}

export const usd = (amount: string) => ({ amount, currency: 'USD' });

export function invoiceOf(answer: { readonly body: unknown }): AnsweredInvoice {
  return answer.body as AnsweredInvoice;
}
