export type * from './remote-order.js';
export * from './connector.js';
export * from './order-rules.js';
export type * from './instance-facts.js';
export * from './self-check.js';
