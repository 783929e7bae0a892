export { StartupError } from './startup-error.js';
export { FoundationModule } from './foundation.module.js';
export type { HubContext } from './hub-context.js';
export { startHub, type HubOptions, type RunningHub } from './start-hub.js';
export { runHub } from './run-hub.js';
