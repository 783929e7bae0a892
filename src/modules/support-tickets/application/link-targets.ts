import { Injectable } from '@nestjs/common';
import type { LinkKind } from '../domain/ticket-link.js';

/** Id → what people call the record; ids that do not exist are missing. */
export type LabelsOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** How records that a ticket points at are looked up. Those of other modules are told by a process that sees them. */
@Injectable()
export class LinkTargets {
  private readonly lookups = new Map<LinkKind, LabelsOf>();

  register(kind: LinkKind, labelsOf: LabelsOf): void {
    if (this.lookups.has(kind)) throw new Error(`Two lookups answer for links to a ${kind}.`);
    this.lookups.set(kind, labelsOf);
  }

  /** Of a kind that nobody answers for, nothing exists. */
  async labels(kind: LinkKind, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return (await this.lookups.get(kind)?.(ids)) ?? new Map<string, string>();
  }
}
