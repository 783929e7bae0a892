import { Config, type ConfigValues } from '../../../platform/config/index.js';
import { silentLog } from '../../../platform/logging/index.js';
import { OutboundHttp } from '../../../platform/outbound-http/index.js';
import type { InstanceRef } from '../../marketplace-base/contract/index.js';
import type { ConnectorUnderTest } from '../../marketplace-base/testing/index.js';
import { BigCommerceConnector } from '../application/bigcommerce.connector.js';
import { BigCommerceClient } from '../infrastructure/bigcommerce.client.js';
import { ConnectionProbe } from '../infrastructure/connection-probe.js';
import { MasterDataReader } from '../infrastructure/master-data-reader.js';
import { OrderReader } from '../infrastructure/order-reader.js';
import { ProductReader } from '../infrastructure/product-reader.js';
import { StubStore } from './stub-store.js';

/** The real way out, whose waits take no time: its clock jumps instead. */
export function impatientHttp(): OutboundHttp {
  let now = Date.now();
  const wait = (ms: number): Promise<void> => {
    now += ms;
    return Promise.resolve();
  };
  return new OutboundHttp(silentLog, { waiter: { now: () => now, random: () => 0.5, wait } });
}

/** The connector as the module wires it, without the container. */
export function makeConnector(http: OutboundHttp): BigCommerceConnector {
  const client = new BigCommerceClient(http, new Config({ outboundAllowHttp: false } as ConfigValues));
  return new BigCommerceConnector(
    new ConnectionProbe(client),
    new MasterDataReader(client),
    new OrderReader(client),
    new ProductReader(client),
  );
}

export function instanceOf(credentials: Readonly<Record<string, string>>): InstanceRef {
  return { id: '01990000-0000-7000-8000-000000000001', name: 'Stub', credentials };
}

export type StubConnector = ConnectorUnderTest & { readonly stub: StubStore; readonly connector: BigCommerceConnector };

/** A connector and the store it talks to, with the answers of a healthy store. */
export async function startStubConnector(): Promise<StubConnector> {
  const stub = await new StubStore().start();
  stub.answers.set('/v2/store', {
    id: stub.hash,
    name: 'Tidewater',
    secure_url: 'https://tidewater.example',
    currency: 'USD',
    weight_units: 'LBS',
    timezone: { name: 'America/New_York' },
    country_code: 'US',
    is_price_entered_with_tax: false,
  });
  stub.answers.set('/v2/tax_classes', [{ id: '1', name: 'Non-Taxable Products' }]);
  stub.answers.set(
    '/v3/channels',
    v3([{ id: 1, name: 'Tidewater', type: 'storefront', platform: 'bigcommerce', status: 'active' }]),
  );
  stub.answers.set('/v3/inventory/locations', v3([{ id: 1, code: 'MAIN', label: 'Warehouse', enabled: true }]));
  stub.answers.set('/v3/catalog/products', v3([]));
  const credentials = { storeHash: stub.hash, accessToken: stub.token, apiBaseUrl: stub.url };
  const http = impatientHttp();
  return {
    stub,
    connector: makeConnector(http),
    instance: instanceOf(credentials),
    unreachable: instanceOf({ ...credentials, apiBaseUrl: 'http://127.0.0.1:1' }),
    secrets: [stub.token],
    remote: {
      pageSize: 250,
      addOrders: (count) => Promise.resolve(stub.add(count)),
      touch: (id, when) => Promise.resolve(stub.touch(id, when)),
      fail: (fault, times) => stub.fail(fault, times),
      requests: () => stub.seen.length,
    },
    close: async () => {
      await http.close();
      await stub.stop();
    },
  };
}

/** A V3 list of one page. */
export function v3(rows: readonly unknown[], page = 1, pages = 1): unknown {
  const links = { current: `?page=${page}`, ...(page < pages ? { next: `?page=${page + 1}` } : {}) };
  return {
    data: rows,
    meta: {
      pagination: {
        total: rows.length,
        count: rows.length,
        per_page: 50,
        current_page: page,
        total_pages: pages,
        links,
      },
    },
  };
}
