export { BackgroundTurns } from './background-turns.js';
export { RequestRush } from './request-rush.js';
export { RequestsFirstModule } from './requests-first.module.js';
