export { giveWay } from './give-way.js';
export { Together, TooManyWaiting } from './together.js';
export { resultWithin, within } from './within.js';
