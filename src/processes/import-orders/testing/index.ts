export {
  TEST_CURRENCY,
  aGiftCertificateLine,
  aRemoteConsignment,
  aRemoteDiscount,
  aRemoteFee,
  aRemoteLine,
  aRemoteOrder,
  anAddress,
  gbp,
  taxed,
} from './remote-order.builder.js';
export type { RemoteOrderOverrides } from './remote-order.builder.js';
export { linesOf, mustAddUp, mustBeRefused, mustEqual } from './decomposition.reader.js';
export { consistentRemoteOrders } from './remote-order.arbitrary.js';
export type { GeneratedOrder } from './remote-order.arbitrary.js';
export { CARD, aVariant, aWorkflowRow, anImportContext, someRules } from './import-context.builder.js';
