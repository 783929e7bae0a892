import type { HubClient } from './hub-client.js';
import type { Sandbox } from './programs.js';

export interface ConnectedStore {
  readonly instanceId: string;
}

/** Payment statuses that mean the money is there. */
const PAID = ['captured', 'paid'];
const OPEN = ['authorized', 'pending', 'capture pending', 'held for review', ''];

/** What a merchant does once for a store: create the instance, test it, confirm it, set fallback products and workflow rows. */
export async function connectStore(
  hub: HubClient,
  sandbox: Pick<Sandbox, 'url' | 'storeHash' | 'token'>,
  orderStatusIds: readonly string[],
): Promise<ConnectedStore> {
  const instance = await hub.post<{ id: string }>('/api/v1/instances', {
    connector: 'bigcommerce',
    name: 'Demo store',
    credentials: { storeHash: sandbox.storeHash, accessToken: sandbox.token, apiBaseUrl: sandbox.url },
  });
  const path = `/api/v1/instances/${instance.id}`;
  const report = await hub.post<{ ok: boolean; problems: { message: string }[] }>(`${path}/test-connection`);
  if (!report.ok)
    throw new Error(`The store cannot be reached: ${report.problems.map((problem) => problem.message).join(' ')}`);
  await hub.post(`${path}/confirm`);
  const giftCertificateVariantId = await fallbackVariant(hub, 'Gift certificate', 'GIFT-CERTIFICATE');
  const customVariantId = await fallbackVariant(hub, 'Custom item', 'CUSTOM-ITEM');
  const { version } = await hub.get<{ version: number }>(path);
  await hub.patch(`${path}/settings`, { version, orderStatusIds, giftCertificateVariantId, customVariantId });
  for (const paymentStatus of PAID) await addWorkflow(hub, path, paymentStatus, true);
  for (const paymentStatus of OPEN) await addWorkflow(hub, path, paymentStatus, false);
  return { instanceId: instance.id };
}

async function fallbackVariant(hub: HubClient, name: string, sku: string): Promise<string> {
  const product = await hub.post<{ variants: { id: string }[] }>('/api/v1/products', {
    name,
    kind: 'service',
    variants: [{ sku }],
  });
  const [variant] = product.variants;
  if (!variant) throw new Error(`The product ${name} came back without a variant.`);
  return variant.id;
}

async function addWorkflow(hub: HubClient, path: string, paymentStatus: string, paid: boolean): Promise<void> {
  await hub.post(`${path}/financial-workflows`, {
    gatewayId: null,
    paymentStatus,
    confirmsOrder: true,
    validatesDelivery: false,
    createsInvoice: true,
    registersPayment: paid,
  });
}
