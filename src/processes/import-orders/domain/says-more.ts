import type { RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import type { KnownOrder } from '../../../modules/sales/contract/index.js';
import { fingerprintOf, parseFingerprint } from './fingerprint.js';

/**
 * Whether an order as the store has it says more than what is known of it. Its time of change alone does not tell: stores count whole
 * seconds, and an order read in the second of one change may see another in the same second.
 */
export function saysMore(remote: RemoteOrder, known: KnownOrder): boolean {
  if (remote.modifiedAt !== known.sourceModifiedAt) return true;
  if (remote.statusLabel !== known.sourceStatus) return true;
  if (remote.paymentStatus !== known.sourcePaymentStatus || remote.gateway !== known.sourceGateway) return true;
  const before = parseFingerprint(known.sourceFingerprint);
  const now = fingerprintOf(remote);
  if (before === null) return false;
  if (before.progress !== now.progress || before.places !== now.places) return true;
  return before.content !== now.content;
}
