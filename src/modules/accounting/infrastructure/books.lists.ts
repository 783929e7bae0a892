import { defineList } from '../../../platform/http/index.js';
import type { Company, Journal, TaxRef } from '../contract/index.js';

interface Edited {
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const edited = (alias: string) =>
  ({
    version: `${alias}.version`,
    createdAt: { instant: `${alias}.created_at` },
    updatedAt: { instant: `${alias}.updated_at` },
  }) as const;

/** Ids are made in the order of creation (UUIDv7), so the primary key serves this order and no second index is needed. */
export const byCreation = (alias: string) => ({ column: `${alias}.id`, type: 'uuid' }) as const;

export type CompanyView = Company & Edited;

export const companyList = defineList<CompanyView>({
  name: 'companies',
  from: 'accounting.company c',
  columns: {
    id: 'c.id',
    name: 'c.name',
    currency: 'c.currency',
    country: 'c.country',
    isDefault: 'c.is_default',
    ...edited('c'),
  },
  filters: { id: { column: 'c.id', type: 'uuid' }, isDefault: { column: 'c.is_default', type: 'boolean' } },
  sorts: { createdAt: byCreation('c'), name: { column: 'c.name', type: 'text' } },
  defaultSort: 'createdAt',
  tieBreak: 'c.id',
  instanceColumn: null,
});

export interface AccountView extends Edited {
  readonly id: string;
  readonly companyId: string;
  readonly code: string;
  readonly name: string;
  readonly type: string;
  /** What the posting rules use it for, if anything. */
  readonly role: string | null;
  readonly isReconciled: boolean;
  readonly isActive: boolean;
}

export const accountList = defineList<AccountView>({
  name: 'accounts',
  from: 'accounting.account a',
  columns: {
    id: 'a.id',
    companyId: 'a.company_id',
    code: 'a.code',
    name: 'a.name',
    type: 'a.type',
    role: 'a.role',
    isReconciled: 'a.is_reconciled',
    isActive: 'a.is_active',
    ...edited('a'),
  },
  filters: {
    id: { column: 'a.id', type: 'uuid' },
    companyId: { column: 'a.company_id', type: 'uuid' },
    code: { column: 'a.code', type: 'text', match: 'prefix' },
    type: { column: 'a.type', type: 'text', enum: ['asset', 'liability', 'equity', 'income', 'expense'] },
    isActive: { column: 'a.is_active', type: 'boolean' },
  },
  sorts: { code: { column: 'a.code', type: 'text' }, createdAt: byCreation('a') },
  defaultSort: 'code',
  tieBreak: 'a.id',
  instanceColumn: null,
});

export type JournalView = Journal & Edited;

export const journalList = defineList<JournalView>({
  name: 'journals',
  from: 'accounting.journal j',
  columns: {
    id: 'j.id',
    companyId: 'j.company_id',
    code: 'j.code',
    name: 'j.name',
    kind: 'j.kind',
    accountId: 'j.account_id',
    gateway: 'j.gateway',
    isActive: 'j.is_active',
    ...edited('j'),
  },
  filters: {
    id: { column: 'j.id', type: 'uuid' },
    companyId: { column: 'j.company_id', type: 'uuid' },
    kind: {
      column: 'j.kind',
      type: 'text',
      enum: ['sales', 'credit-notes', 'bank', 'miscellaneous', 'exchange'],
    },
    isActive: { column: 'j.is_active', type: 'boolean' },
  },
  sorts: { code: { column: 'j.code', type: 'text' }, createdAt: byCreation('j') },
  defaultSort: 'code',
  tieBreak: 'j.id',
  instanceColumn: null,
});

export type TaxView = TaxRef & Edited & { readonly isActive: boolean };

export const taxList = defineList<TaxView>({
  name: 'taxes',
  from: 'accounting.tax t',
  columns: {
    id: 't.id',
    companyId: 't.company_id',
    name: 't.name',
    rate: 't.rate',
    priceInclude: 't.price_include',
    isActive: 't.is_active',
    ...edited('t'),
  },
  filters: {
    id: { column: 't.id', type: 'uuid' },
    companyId: { column: 't.company_id', type: 'uuid' },
    rate: { column: 't.rate', type: 'decimal' },
    isActive: { column: 't.is_active', type: 'boolean' },
  },
  sorts: { createdAt: byCreation('t'), name: { column: 't.name', type: 'text' } },
  defaultSort: 'createdAt',
  tieBreak: 't.id',
  instanceColumn: null,
});

export interface FiscalPeriodView extends Edited {
  readonly id: string;
  readonly companyId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly state: 'open' | 'closed';
  readonly closedAt: string | null;
}

export const fiscalPeriodList = defineList<FiscalPeriodView>({
  name: 'fiscal-periods',
  from: 'accounting.fiscal_period p',
  columns: {
    id: 'p.id',
    companyId: 'p.company_id',
    startsOn: 'p.starts_on',
    endsOn: 'p.ends_on',
    state: 'p.state',
    closedAt: { instant: 'p.closed_at' },
    ...edited('p'),
  },
  filters: {
    id: { column: 'p.id', type: 'uuid' },
    companyId: { column: 'p.company_id', type: 'uuid' },
    state: { column: 'p.state', type: 'text', enum: ['open', 'closed'] },
    startsOn: { column: 'p.starts_on', type: 'day', range: true },
  },
  sorts: { startsOn: { column: 'p.starts_on', type: 'day' } },
  defaultSort: '-startsOn',
  tieBreak: 'p.id',
  instanceColumn: null,
});

export interface ExchangeRateView {
  readonly id: string;
  readonly companyId: string;
  readonly currency: string;
  readonly validOn: string;
  /** Units of `currency` for one unit of the company's. */
  readonly rate: string;
  readonly createdAt: string;
}

export const exchangeRateList = defineList<ExchangeRateView>({
  name: 'exchange-rates',
  from: 'accounting.exchange_rate r',
  columns: {
    id: 'r.id',
    companyId: 'r.company_id',
    currency: 'r.currency',
    validOn: 'r.valid_on',
    rate: 'r.rate',
    createdAt: { instant: 'r.created_at' },
  },
  filters: {
    id: { column: 'r.id', type: 'uuid' },
    companyId: { column: 'r.company_id', type: 'uuid' },
    currency: { column: 'r.currency', type: 'text' },
    validOn: { column: 'r.valid_on', type: 'day', range: true },
  },
  sorts: { validOn: { column: 'r.valid_on', type: 'day' } },
  defaultSort: '-validOn',
  tieBreak: 'r.id',
  instanceColumn: null,
});
