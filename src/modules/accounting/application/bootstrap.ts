import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { CreateCompany } from './create-company.js';

export const FIRST_COMPANY = Symbol('FIRST_COMPANY');

/** The company a new installation starts with; a person renames it later. */
export interface FirstCompany {
  readonly name: string;
  readonly currency: string;
  readonly country: string;
}

/** Any constant: processes that start together make one company. */
const FIRST_START_LOCK = 7_215_533_003;

/** There is always a default company with its chart and journals, from the first start on. */
@Injectable()
export class AccountingBootstrap implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CreateCompany) private readonly createCompany: CreateCompany,
    @Inject(FIRST_COMPANY) private readonly first: FirstCompany,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [FIRST_START_LOCK]);
      const existing = await tx.query('SELECT 1 FROM accounting.company LIMIT 1');
      if (existing.length === 0) await this.createCompany.run(tx, { ...this.first, isDefault: true });
    });
  }
}
