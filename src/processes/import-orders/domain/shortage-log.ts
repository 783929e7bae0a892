import type { VariantRef } from '../../../modules/catalog/contract/index.js';
import type { Shortage } from '../../../modules/inventory/contract/index.js';
import type { Remark } from './decide-steps.js';

const NAMED = 3;

/**
 * Z23: goods that the store has shipped are gone whatever the count says; somebody has to count. One entry for a whole batch, because a
 * new shop has counted nothing yet.
 */
export function shortageLog(
  shortages: readonly Shortage[],
  variants: ReadonlyMap<string, VariantRef>,
): (Remark & { readonly remoteId: null; readonly recordId: null })[] {
  if (shortages.length === 0) return [];
  const named = shortages.slice(0, NAMED).map(({ variantId, onHand }) => {
    const variant = variants.get(variantId);
    return `${variant ? variant.sku || variant.name : variantId} (${onHand})`;
  });
  const more = shortages.length > NAMED ? ` and ${shortages.length - NAMED} more` : '';
  return [
    {
      level: 'error',
      code: 'orders.stock-below-zero',
      message: `The store has shipped more than was in stock of ${named.join(', ')}${more}. Count the goods and adjust the stock.`,
      facts: { shortages },
      remoteId: null,
      recordId: null,
    },
  ];
}
