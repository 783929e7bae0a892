import { DEFAULT_STORE, Store, type StoreOptions } from '../stores/store.js';
import { VirtualClock } from '../stores/virtual-clock.js';

/** A store without a server around it. */
export function aStore(options: Partial<StoreOptions> = {}): Store {
  return new Store({ ...DEFAULT_STORE, ...options }, new VirtualClock(), 'http://sandbox');
}
