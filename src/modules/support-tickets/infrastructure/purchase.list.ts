import { defineList } from '../../../platform/http/index.js';

export interface PurchaseLine {
  readonly id: string;
  readonly product: string;
  readonly reference: string;
  readonly purchasedOn: string;
  readonly version: string | null;
  readonly createdAt: string;
}

export const purchaseList = defineList<PurchaseLine>({
  name: 'purchases',
  from: 'support.purchase p',
  columns: {
    id: 'p.id',
    product: 'p.product',
    reference: 'p.reference',
    purchasedOn: `to_char(p.purchased_on, 'YYYY-MM-DD')`,
    version: 'p.version',
    createdAt: { instant: 'p.created_at' },
  },
  filters: {
    id: { column: 'p.id', type: 'uuid' },
    product: { column: 'p.product', type: 'text' },
    reference: { column: 'p.reference', type: 'text' },
  },
  sorts: { createdAt: { column: 'p.created_at', type: 'instant' } },
  defaultSort: '-createdAt',
  tieBreak: 'p.id',
  instanceColumn: null,
});
