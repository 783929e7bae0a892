import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../shared-kernel/index.js';
import type { PublishedPolicy } from '../domain/policy.js';
import { PolicyStore } from '../infrastructure/policy.store.js';

/** How long a policy is believed to be the one in force; another process sees a new version within it. */
const FRESH_MS = 2_000;

/** The policies in force, in memory: the public form asks for them with every page view. */
@Injectable()
export class PolicyBook {
  private inForce: Promise<Map<string, PublishedPolicy>> | null = null;
  private readAt = 0;

  constructor(private readonly store: PolicyStore) {}

  async all(): Promise<PublishedPolicy[]> {
    return [...(await this.current()).values()];
  }

  async of(product: string): Promise<PublishedPolicy> {
    const found = (await this.current()).get(product);
    if (found) return found;
    throw new DomainError('not-found', 'support.no-such-product', 'There is no support for a product of this name.', {
      products: [...(await this.current()).keys()],
    });
  }

  /** The version a ticket came under. */
  async version(product: string, version: number): Promise<PublishedPolicy> {
    const found = await this.store.version(product, version);
    if (found) return found;
    throw new Error(`Version ${version} of the policy of ${product} is gone, though a ticket came under it.`);
  }

  /** Call after publishing, so that this process sees it at once. */
  forget(): void {
    this.inForce = null;
  }

  private current(): Promise<Map<string, PublishedPolicy>> {
    const now = performance.now();
    if (!this.inForce || now - this.readAt > FRESH_MS) {
      this.readAt = now;
      const reading = this.store.inForce();
      this.inForce = reading;
      reading.catch(() => this.forget());
    }
    return this.inForce;
  }
}
