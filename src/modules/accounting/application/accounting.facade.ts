import { Inject, Injectable } from '@nestjs/common';
import type { Session, Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type {
  Company,
  InvoiceDraft,
  Journal,
  OrderInvoice,
  PaymentDraft,
  RegisteredPayment,
  TaxRef,
  TrialBalance,
} from '../contract/index.js';
import { EnsureGatewayJournals, type GatewayOfCompany } from './ensure-gateway-journals.js';
import { EnsureTaxes, type EnsuredTax, type WantedTax } from './ensure-taxes.js';
import { LedgerQueries } from './ledger-queries.js';
import { PostDocuments, type DocumentBatch, type PostedBatch } from './post-documents.js';

/** What other modules may do with the books. Everything that writes takes lists and the caller's transaction. */
@Injectable()
export class AccountingFacade {
  constructor(
    @Inject(PostDocuments) private readonly documents: PostDocuments,
    @Inject(EnsureGatewayJournals) private readonly gatewayJournals: EnsureGatewayJournals,
    @Inject(EnsureTaxes) private readonly taxes: EnsureTaxes,
    @Inject(LedgerQueries) private readonly queries: LedgerQueries,
  ) {}

  async defaultCompany(): Promise<Company> {
    const [company] = await this.queries.companies();
    if (company?.isDefault) return company;
    throw new DomainError(
      'rule-broken',
      'accounting.no-default-company',
      'No company is the default one. Mark one in the accounting settings.',
    );
  }

  /** All companies, or those with these ids; the default one first. */
  companies(ids?: readonly string[]): Promise<Company[]> {
    return this.queries.companies(ids);
  }

  journals(companyIds: readonly string[]): Promise<Journal[]> {
    return this.queries.journals(companyIds);
  }

  /** Taxes in use. */
  taxesOf(companyId: string): Promise<TaxRef[]> {
    return this.queries.taxesOf(companyId);
  }

  /** The rates of a day, or today's: units of each currency for one unit of the company's. */
  currentRates(companyId: string, on?: string): Promise<Map<string, string>> {
    return this.queries.currentRates(companyId, on);
  }

  /** The clearing journal of each gateway, made with its account when there is none; in the order asked for. */
  ensureGatewayJournal(tx: Tx, wanted: readonly GatewayOfCompany[]): Promise<Journal[]> {
    return this.gatewayJournals.run(tx, wanted);
  }

  /** The tax of each rate and name, made when there is none; in the order asked for. */
  ensureTaxes(tx: Tx, wanted: readonly WantedTax[]): Promise<EnsuredTax[]> {
    return this.taxes.run(tx, wanted);
  }

  /**
   * Posts invoices and registers payments in one go: the cheapest way when payments settle invoices of the same batch. Numbers
   * are given in list order; from the moment they are drawn other posters to the same journals wait for this transaction to
   * end, so call it last. A payment whose source key is known is left as it stands.
   */
  postDocuments(tx: Tx, batch: DocumentBatch): Promise<PostedBatch> {
    return this.documents.run(tx, batch);
  }

  /** @returns invoice id → number */
  async postInvoices(tx: Tx, invoices: readonly InvoiceDraft[]): Promise<ReadonlyMap<string, string>> {
    return (await this.documents.run(tx, { invoices, payments: [] })).invoiceNumbers;
  }

  /** @returns payment draft id → the payment that stands, which is an older one when the source key was known */
  async registerPayments(tx: Tx, payments: readonly PaymentDraft[]): Promise<ReadonlyMap<string, RegisteredPayment>> {
    return (await this.documents.run(tx, { invoices: [], payments })).payments;
  }

  /** Order id → its invoices and credit notes, oldest first, with what is open of each. */
  invoicesOfOrders(
    orderIds: readonly string[],
    session?: Pick<Session, 'query'>,
  ): Promise<Map<string, OrderInvoice[]>> {
    return this.queries.invoicesOfOrders(orderIds, session);
  }

  trialBalance(companyId: string, until: string): Promise<TrialBalance> {
    return this.queries.trialBalance(companyId, until);
  }
}
