export type * from './remote-order.js';
export * from './connector.js';
export * from './order-rules.js';
