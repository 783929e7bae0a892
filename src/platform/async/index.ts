export { giveWay } from './give-way.js';
export { Together, TooManyWaiting } from './together.js';
export { within } from './within.js';
