export { Queue, type JobHandler, type JobName, type RegisterOptions, type RingOptions } from './queue.js';
export { InProcessQueue, type QueueDriverOptions } from './in-process.queue.js';
export { QueueModule } from './queue.module.js';
