import { Inject, Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { CatalogFacade } from './catalog.facade.js';

export const FIRST_PRICE_LIST = Symbol('FIRST_PRICE_LIST');

export interface FirstPriceList {
  readonly name: string;
  /** The first company's; products' own prices are in it for good. */
  readonly currency: string;
}

const IN_DOLLARS: FirstPriceList = { name: 'Default', currency: 'USD' };

/** There is always a default price list, from the first start on (Z10); a start that finds one changes nothing. */
@Injectable()
export class MakeFirstPriceList implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly catalog: CatalogFacade,
    @Optional() @Inject(FIRST_PRICE_LIST) private readonly first: FirstPriceList = IN_DOLLARS,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.database.transaction((tx) => this.catalog.ensureDefaultPriceList(tx, this.first));
  }
}
