/** How a report came in (D11). */
export type TicketChannel = 'form' | 'e-mail';

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * Who sends a report may prove to belong to an instance by a key that may see it; then its findings are told to him as well. What
 * anybody could know (a store hash, an account's name, an e-mail address) proves nothing.
 */
export interface Proof {
  /** The key's name, for staff. */
  readonly keyName: string;
  /** Instances that the key may see; null: every one. */
  readonly instanceIds: readonly string[] | null;
}

export function provesInstance(proof: Proof | null, instanceId: string): boolean {
  return proof !== null && (proof.instanceIds === null || proof.instanceIds.includes(instanceId));
}
