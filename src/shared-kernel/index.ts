export * from './digest/index.js';
export * from './errors/index.js';
export * from './ids/index.js';
export * from './money/index.js';
export * from './time/index.js';
