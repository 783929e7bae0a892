export type SortField =
  'id' | 'customer_id' | 'date_created' | 'date_modified' | 'status_id' | 'channel_id' | 'external_id';

/** The parameters of GET /v2/orders that choose and sort orders; dates are unix seconds, amounts ten-thousandths. */
export interface OrderQuery {
  minId?: number;
  maxId?: number;
  minCreated?: number;
  maxCreated?: number;
  minModified?: number;
  maxModified?: number;
  statusId?: number;
  paymentMethod?: string;
  customerId?: number;
  email?: string;
  cartId?: string;
  channelId?: number;
  externalOrderId?: string;
  minTotal?: number;
  maxTotal?: number;
  isDeleted?: boolean;
  sort?: SortField;
  descending?: boolean;
}
