import { Store, type StoreOptions } from './store.js';
import type { VirtualClock } from './virtual-clock.js';

/** The stores of one server, by hash. */
export class StoreRegistry {
  private readonly stores = new Map<string, Store>();

  constructor(
    readonly clock: VirtualClock,
    private readonly serverUrl: () => string,
  ) {}

  /** Makes a store, or makes it anew. */
  add(options: StoreOptions): Store {
    const store = new Store(options, this.clock, this.serverUrl());
    this.stores.set(options.hash, store);
    return store;
  }

  get(hash: string): Store | undefined {
    return this.stores.get(hash);
  }

  remove(hash: string): boolean {
    return this.stores.delete(hash);
  }

  all(): Store[] {
    return [...this.stores.values()];
  }
}
