import { Injectable } from '@nestjs/common';
import { newId } from '../../../shared-kernel/index.js';
import type { Tx } from '../../../platform/database/index.js';
import type { Journal } from '../contract/index.js';
import { nextBankJournalCode, nextClearingCode } from '../domain/chart.js';
import { AccountRow } from '../infrastructure/account.entity.js';
import { JournalRow } from '../infrastructure/journal.entity.js';

export interface GatewayOfCompany {
  readonly companyId: string;
  readonly gateway: string;
}

/** Any constant; the second key is the company. */
const CHART_LOCK = 4191;

/** A clearing account (1010–1099) and a journal for each gateway, made when it is first seen (B18, B27, A11.12). */
@Injectable()
export class EnsureGatewayJournals {
  /** @returns the journals in the order of what was asked for */
  async run(tx: Tx, wanted: readonly GatewayOfCompany[]): Promise<Journal[]> {
    const known = await this.find(tx, wanted);
    const missing = uniqueMissing(wanted, known);
    if (missing.length > 0) {
      // One maker at a time for each company, in a fixed order; whoever waited finds the journal made.
      const companies = [...new Set(missing.map((item) => item.companyId))].sort();
      await tx.query(
        'SELECT pg_advisory_xact_lock($1, hashtext(id)) FROM (SELECT unnest($2::text[]) AS id ORDER BY 1) AS c',
        [CHART_LOCK, companies],
      );
      for (const [key, journal] of await this.find(tx, missing)) known.set(key, journal);
      const toMake = uniqueMissing(missing, known);
      for (const journal of await this.make(tx, toMake, companies)) known.set(keyOf(journal), journal);
    }
    return wanted.map((item) => known.get(keyOf(item)) as Journal);
  }

  private async find(tx: Tx, wanted: readonly GatewayOfCompany[]): Promise<Map<string, Journal>> {
    const rows = await tx.query<Journal>(
      `SELECT j.id, j.company_id AS "companyId", j.code, j.name, j.kind, j.account_id AS "accountId", j.gateway,
              j.is_active AS "isActive"
         FROM unnest($1::uuid[], $2::text[]) AS w(company_id, gateway)
         JOIN accounting.journal j ON j.company_id = w.company_id AND j.gateway = w.gateway`,
      [wanted.map((item) => item.companyId), wanted.map((item) => item.gateway)],
    );
    return new Map(rows.map((journal) => [keyOf(journal), journal]));
  }

  private async make(tx: Tx, toMake: readonly GatewayOfCompany[], companies: readonly string[]): Promise<Journal[]> {
    if (toMake.length === 0) return [];
    const used = await tx.query<{ companyId: string; code: string; isJournal: boolean }>(
      `SELECT company_id AS "companyId", code, false AS "isJournal" FROM accounting.account WHERE company_id = ANY($1::uuid[])
       UNION ALL SELECT company_id, code, true FROM accounting.journal WHERE company_id = ANY($1::uuid[])`,
      [companies],
    );
    const codes = (companyId: string, isJournal: boolean) =>
      new Set(used.filter((u) => u.companyId === companyId && u.isJournal === isJournal).map((u) => u.code));
    const accountCodes = new Map(companies.map((id) => [id, codes(id, false)]));
    const journalCodes = new Map(companies.map((id) => [id, codes(id, true)]));
    const take = (taken: Set<string> = new Set(), next: (used: ReadonlySet<string>) => string) => {
      const code = next(taken);
      taken.add(code);
      return code;
    };
    const made = toMake.map(({ companyId, gateway }) => {
      const accountId = newId();
      return {
        account: {
          id: accountId,
          companyId,
          code: take(accountCodes.get(companyId), nextClearingCode),
          name: `Clearing ${gateway}`,
          type: 'asset',
          isReconciled: true,
        },
        journal: {
          id: newId(),
          companyId,
          code: take(journalCodes.get(companyId), nextBankJournalCode),
          name: gateway,
          kind: 'bank' as const,
          accountId,
          gateway,
          isActive: true,
        },
      };
    });
    await tx.insert(
      AccountRow,
      made.map(({ account }) => account),
    );
    const journals = made.map(({ journal }) => journal);
    await tx.insert(JournalRow, journals);
    return journals;
  }
}

function keyOf(item: { readonly companyId: string; readonly gateway: string | null }): string {
  return `${item.companyId}/${item.gateway}`;
}

function uniqueMissing(
  wanted: readonly GatewayOfCompany[],
  known: ReadonlyMap<string, Journal>,
): readonly GatewayOfCompany[] {
  const missing = new Map(wanted.filter((item) => !known.has(keyOf(item))).map((item) => [keyOf(item), item]));
  return [...missing.values()];
}
