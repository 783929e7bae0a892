import type { Route } from '../http/router.js';
import { orderListRoutes } from './v2/order-list.routes.js';
import { marketingRoutes } from './v2/marketing.routes.js';
import { orderPartRoutes } from './v2/order-parts.routes.js';
import { orderWriteRoutes } from './v2/order-write.routes.js';
import { shipmentRoutes } from './v2/shipments.routes.js';
import { storeRoutes } from './v2/store.routes.js';
import { brandRoutes } from './v3/brands.routes.js';
import { categoryRoutes } from './v3/categories.routes.js';
import { channelRoutes } from './v3/channels.routes.js';
import { customerRoutes } from './v3/customers.routes.js';
import { locationRoutes } from './v3/locations.routes.js';
import { paymentRoutes } from './v3/payments.routes.js';
import { productRoutes } from './v3/products.routes.js';
import { refundRoutes } from './v3/refunds.routes.js';
import { settingsRoutes } from './v3/settings.routes.js';

/** Every endpoint the sandbox answers. */
export const apiRoutes: readonly Route[] = [
  ...orderListRoutes,
  ...orderPartRoutes,
  ...orderWriteRoutes,
  ...shipmentRoutes,
  ...marketingRoutes,
  ...storeRoutes,
  ...channelRoutes,
  ...locationRoutes,
  ...categoryRoutes,
  ...brandRoutes,
  ...productRoutes,
  ...customerRoutes,
  ...paymentRoutes,
  ...refundRoutes,
  ...settingsRoutes,
];
