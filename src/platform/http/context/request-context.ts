import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Who does something: a key, a user (console session), the hub itself (jobs, schedules, first start), or a stranger at a public
 * route (a store's webhook, a ticket).
 */
export interface Actor {
  readonly kind: 'key' | 'user' | 'system' | 'anonymous';
  readonly id: string | null;
  readonly name: string;
}

export const SYSTEM_ACTOR: Actor = { kind: 'system', id: null, name: 'system' };
export const ANONYMOUS: Actor = { kind: 'anonymous', id: null, name: 'anonymous' };

interface RequestContext {
  actor: Actor;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Who is acting in this request or job; the system when nobody said otherwise. */
export function currentActor(): Actor {
  return storage.getStore()?.actor ?? SYSTEM_ACTOR;
}

/** Runs `work` in the name of `actor`: jobs started by a person keep his name in the audit trail. */
export function withActor<T>(actor: Actor, work: () => T): T {
  return storage.run({ actor }, work);
}

/** The request's actor is known only after the key was checked, inside the context that already runs. */
export function becomeActor(actor: Actor): void {
  const context = storage.getStore();
  if (context) context.actor = actor;
}
