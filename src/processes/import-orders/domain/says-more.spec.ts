import type { KnownOrder } from '../../../modules/sales/contract/index.js';
import type { RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import { anAddress, aRemoteLine, aRemoteOrder, gbp } from '../testing/index.js';
import { fingerprintOf, fingerprintText } from './fingerprint.js';
import { saysMore } from './says-more.js';

function known(remote: RemoteOrder, changed: Partial<KnownOrder> = {}): KnownOrder {
  return {
    id: 'order',
    number: 'S00001',
    version: 1,
    source: { instanceId: 'instance', remoteId: remote.remoteId },
    companyId: 'company',
    contactId: 'contact',
    currency: remote.currency,
    state: 'confirmed',
    gross: remote.totals.total,
    sourceStatus: remote.statusLabel,
    sourcePaymentStatus: remote.paymentStatus,
    sourceGateway: remote.gateway,
    sourceFingerprint: fingerprintText(fingerprintOf(remote)),
    sourceModifiedAt: remote.modifiedAt,
    warehouseId: 'warehouse',
    pricesIncludeTax: true,
    orderedAt: remote.createdAt,
    attentionCode: null,
    ...changed,
  };
}

describe('saysMore', () => {
  const order = aRemoteOrder({ paymentStatus: 'authorized' });
  const edited = { ...order, totals: { ...order.totals, total: gbp('99.00') } };

  it('finds nothing in an order read twice', () => {
    expect(saysMore(order, known(order))).toBe(false);
  });

  it.each<[string, RemoteOrder]>([
    ['time of change', { ...order, modifiedAt: '2026-02-01T00:00:00.000Z' }],
    ['status', { ...order, statusLabel: 'Shipped' }],
    ['payment status', { ...order, paymentStatus: 'captured' }],
    ['gateway', { ...order, gateway: 'Klarna' }],
    ['total', edited],
    ['street', { ...order, billing: anAddress({ street1: '10 Shore Place' }) }],
    ['shipped pieces', { ...order, lines: [aRemoteLine({ quantityShipped: 1 })] }],
  ])('sees another %s, also within the same second', (_what, now) => {
    expect(saysMore(now, known(order))).toBe(true);
  });
});
