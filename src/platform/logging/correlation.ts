import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Everything that `work` starts, however deep and asynchronous, logs and sends this id. */
export function withCorrelation<T>(id: string, work: () => T): T {
  return current.run(id, work);
}

export function currentCorrelationId(): string | undefined {
  return current.getStore();
}
