import { Injectable } from '@nestjs/common';
import type { Connector, ConnectionReport, Disposition, InstanceRef } from '../../marketplace-base/contract/index.js';
import { mapOrder } from '../domain/map-order.js';
import { meaningOf } from '../domain/self-check.js';
import { AWAITING_FULFILLMENT, CANCELLED, INCOMPLETE } from '../domain/statuses.js';
import { CREDENTIAL_FIELDS } from '../domain/store-access.js';
import { classifyError } from '../infrastructure/classify-error.js';
import { ConnectionProbe } from '../infrastructure/connection-probe.js';
import { MasterDataReader } from '../infrastructure/master-data-reader.js';
import { OrderReader } from '../infrastructure/order-reader.js';
import { ProductReader } from '../infrastructure/product-reader.js';

/** BigCommerce in the words of the connector contract; everything it does is in the readers and in `domain/`. */
@Injectable()
export class BigCommerceConnector implements Connector {
  readonly key = 'bigcommerce';
  readonly label = 'BigCommerce';
  readonly credentialFields = CREDENTIAL_FIELDS;
  readonly selfCheck = { meaning: meaningOf };
  readonly masterData: Connector['masterData'];
  readonly orders: NonNullable<Connector['orders']>;
  readonly products: NonNullable<Connector['products']>;

  constructor(
    private readonly probe: ConnectionProbe,
    masterData: MasterDataReader,
    orders: OrderReader,
    products: ProductReader,
  ) {
    this.masterData = { read: (instance, kind) => masterData.read(instance, kind) };
    this.orders = {
      neverImportStatusIds: [INCOMPLETE],
      defaultStatusIds: [AWAITING_FULFILLMENT],
      cancelledStatusIds: CANCELLED,
      page: (instance, query, cursor) => orders.page(instance, query, cursor),
      one: (instance, remoteId) => orders.one(instance, remoteId),
      map: mapOrder,
    };
    this.products = { byIds: (instance, remoteIds) => products.byIds(instance, remoteIds) };
  }

  testConnection(instance: InstanceRef): Promise<ConnectionReport> {
    return this.probe.test(instance);
  }

  classify(error: unknown): Disposition {
    return classifyError(error);
  }
}
