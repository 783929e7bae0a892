import { DomainError } from '../../../shared-kernel/index.js';
import type { Actor } from '../context/request-context.js';
import type { Permission } from './permission.js';

/** What the caller of this request may do: made by the guard of the access module, read by handlers and lists. */
export class Access {
  constructor(
    readonly actor: Actor,
    /** For people; what counts is `can`. */
    readonly roles: readonly string[],
    private readonly permissions: ReadonlySet<Permission>,
    /** null: every instance. */
    readonly instanceIds: readonly string[] | null,
  ) {}

  can(permission: Permission): boolean {
    return this.permissions.has(permission);
  }

  /** For sentences: `role viewer, limited to 2 instances`. */
  describe(): string {
    const limit = this.instanceIds === null ? '' : `, limited to ${this.instanceIds.length} instances`;
    return `role ${this.roles.join(' and ')}${limit}`;
  }

  /** A record of no instance (null) belongs to the hub as a whole: a limited key does not see it. */
  seesInstance(instanceId: string | null): boolean {
    return this.instanceIds === null || (instanceId !== null && this.instanceIds.includes(instanceId));
  }

  /** For handlers that learn the instance from the body or from the record: another instance looks like a record that does not exist. */
  requireInstance(instanceId: string | null, what = 'instance'): void {
    if (this.seesInstance(instanceId)) return;
    throw new DomainError('not-found', 'request.not-found', `There is no such ${what}, or this key may not see it.`);
  }
}
