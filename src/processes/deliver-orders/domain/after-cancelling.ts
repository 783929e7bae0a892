/** What still stands of an order that was cancelled. */
export interface LeftStanding {
  /** Numbers of deliveries that had left. */
  readonly delivered: readonly string[];
  /** Numbers of posted invoices that no credit note has reversed. */
  readonly invoiced: readonly string[];
}

export const CANCELLED_AFTER_POSTING = 'orders.cancelled-after-posting';

/** What leaves the house or enters the books is never undone by cancelling (Z25): a person is told what to do. */
export function attentionAfterCancelling({
  delivered,
  invoiced,
}: LeftStanding): { code: string; message: string } | null {
  if (delivered.length + invoiced.length === 0) return null;
  const facts = [
    ...(delivered.length > 0 ? [`goods had left with ${delivered.join(', ')}`] : []),
    ...(invoiced.length > 0 ? [`${invoiced.join(', ')} had been posted`] : []),
  ];
  const remedies = [
    ...(invoiced.length > 0 ? ['reverse the invoice with a credit note'] : []),
    ...(delivered.length > 0 ? ['take the goods back and put them into stock with an adjustment'] : []),
  ];
  return {
    code: CANCELLED_AFTER_POSTING,
    message: `The order was cancelled after ${facts.join(' and ')}. Nothing was rewritten: ${remedies.join(' and ')}.`,
  };
}
